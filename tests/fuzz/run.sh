#!/usr/bin/env bash
# Runs each fuzzer for a while from sound examples; fails when one finds something.
#
#   bash tests/fuzz/run.sh BUILD [SECONDS]       BUILD was configured with DOUDI_BUILD_FUZZERS
#
# What was found lies in BUILD/fuzz/<fuzzer>.crash-…, what was seen in BUILD/fuzz/<fuzzer>.log.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$1
seconds=${2:-25}
work=$build/fuzz
rm -rf "$work" && mkdir -p "$work/seeds" || exit 1
python3 -B tests/fuzz/seeds.py "$build/src/cli/doudi" "$work/seeds" || exit 1

declare -A longest=([formula]=4096 [pack]=16384 [records]=65536 [rulebook]=65536)
declare -A running=()
for name in formula pack records rulebook; do
    mkdir -p "$work/$name"
    "$build/tests/fuzz/fuzz.$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 \
        -max_len="${longest[$name]}" -artifact_prefix="$work/$name." -print_final_stats=1 \
        "$work/$name" "$work/seeds/$name" >"$work/$name.log" 2>&1 &
    running[$name]=$!
done
result=0
for name in formula pack records rulebook; do
    if wait "${running[$name]}"; then
        echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$name.log") inputs, nothing found"
    else
        result=1
        echo "$name: FOUND SOMETHING; $work/$name.log ends with"
        tail -n 30 "$work/$name.log"
        ls "$work/$name."*-* 2>/dev/null
    fi
done
exit $result
