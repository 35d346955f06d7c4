#!/usr/bin/env bash
# Funds by town: made-up households are decided month after month in 2020; then what each town
# pays by programme, what it needs in advance for temporary assistance, and which reviews are open.
# 各镇（街道）资金：虚构家庭逐月审批，按镇（街道）汇总金额、预拨临时救助资金和待人工决定的件数。
#     bash examples/town_funds.sh [HOUSEHOLDS [SEED]]        20000 households when left out
# The records and the sums stay in build/town_funds; single decisions are not kept.
set -eu
cd "$(dirname "$0")/.."
households=${1:-20000}
seed=${2:-2020}
doudi=${DOUDI_PROGRAM:-build/quickstart/src/cli/doudi}
[ -x "$doudi" ] || { echo "== building, as examples/quickstart.sh does" >&2; bash examples/quickstart.sh >&2; }
folder=${TOWN_FUNDS_FOLDER:-build/town_funds}
mkdir -p "$folder"

echo "== $households made-up households 虚构家庭"
python3 -B examples/made_up_households.py "$households" "$seed" >"$folder/records.ndjson"
echo "== deciding January to December 2020, counted by town 逐月审批，按镇（街道）分列"
"$doudi" decide rules/chengxiang --from 2020-01 --to 2020-12 --by town --json \
    --input "$folder/records.ndjson" --output /dev/null >"$folder/sums.json"
python3 -B examples/town_funds.py "$folder/sums.json"
