#!/usr/bin/env bash
# The reference workload on one generated population, in turns: doudi, loops written by hand with
# the same flags in the same binary, and what people use today; then files in, decisions out.
#     bash tests/bench/run.sh [HOUSEHOLDS [ROUNDS [GIGABYTES]]]
# All that is built, installed, generated and measured stays under build/bench.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/setup.sh
install_missing cmake ninja-build g++ libyaml-cpp-dev libfmt-dev libsimdjson-dev libcli11-dev \
    libboost-dev catch2 python3
households=${1:-1000000}
rounds=${2:-5}
gigabytes=${3:-0.5}
build=build/bench
flags="-O3"
[[ "$(uname -m)" == x86_64 ]] && flags="-O3;-march=x86-64-v3"
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DDOUDI_BUILD_EXAMPLES=OFF \
    -DDOUDI_BENCH_FLAGS="$flags" >/dev/null
ninja -C "$build" reference_workload simdjson_fields doudi_cli | tail -n 1
bash tests/bench/peers/install.sh "$build/peers"

binary=$build/tests/bench/reference_workload
population=$build/population
rm -rf "$population"
mkdir -p "$population"
texts=$((households < 1000000 ? households : 1000000))
"$binary" tests/bench/workload "$households" write "$population" "$texts"
python3 -B tests/bench/peers/oracle.py "$population" 100000
python3 -B tests/bench/rounds.py "$build" "$population" "$rounds" "$build/times.jsonl"
python3 -B tests/bench/end_to_end.py "$build" "$population" "$rounds" "$build/files.jsonl"

echo
echo "machine: $(nproc) x$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2-)," \
    "$(awk '/MemTotal/ {printf "%.0f GB", $2 / 1e6}' /proc/meminfo), $(uname -sr)"
echo "compiler: $(c++ --version | head -n 1), $flags"
python3 -B tests/bench/versions.py "$build/peers"
python3 -B tests/bench/table.py "$build/times.jsonl" "$build/files.jsonl"
python3 -B tests/bench/scaling.py "$build/times.jsonl" "$build/files.jsonl"
echo
python3 -B tests/bench/files.py "$build/src/cli/doudi" "$gigabytes"
python3 -B tests/bench/year.py "$build/src/cli/doudi" 100000 "$build"
