#!/usr/bin/env bash
# Builds with full optimisation, times the reference workload against loops written by hand in the
# same binary, then files in, decisions out:
#     bash tests/bench/run.sh [HOUSEHOLDS [ROUNDS [GIGABYTES]]]
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/setup.sh
install_missing cmake ninja-build g++ libyaml-cpp-dev libfmt-dev libsimdjson-dev libcli11-dev \
    libboost-dev catch2 python3
build=build/bench
flags="-O3"
[[ "$(uname -m)" == x86_64 ]] && flags="-O3;-march=x86-64-v3"
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DDOUDI_BUILD_EXAMPLES=OFF \
    -DDOUDI_BENCH_FLAGS="$flags" >/dev/null
ninja -C "$build" reference_workload doudi_cli | tail -n 1
echo "machine: $(nproc) x $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2-)"
echo "compiler: $(c++ --version | head -n 1), $flags"
"$build/tests/bench/reference_workload" tests/bench/workload "${1:-1000000}" "${2:-9}"
python3 tests/bench/files.py "$build/src/cli/doudi" "${3:-0.5}"
