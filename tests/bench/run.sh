#!/usr/bin/env bash
# Builds the reference workload with full optimisation and runs it:
#     bash tests/bench/run.sh [HOUSEHOLDS [ROUNDS]]
set -euo pipefail
cd "$(dirname "$0")/../.."
build=build/bench
flags="-O3"
[[ "$(uname -m)" == x86_64 ]] && flags="-O3;-march=x86-64-v3"
cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=Release -DDOUDI_BUILD_CLI=OFF \
    -DDOUDI_BUILD_EXAMPLES=OFF -DDOUDI_BENCH_FLAGS="$flags" >"/dev/null"
cmake --build "$build" --target reference_workload
grep -m1 'model name' /proc/cpuinfo || true
"$build/tests/bench/reference_workload" tests/bench/workload "${1:-1000000}" "${2:-9}"
