#!/usr/bin/env bash
# Sets up what is missing and passes all tests. Can be run again; leaves a prepared machine alone.
#
#   bash tests/run.sh        g++ with all tests
#   bash tests/run.sh all    also clang with address and undefined behaviour sanitizers, and format
set -u
cd "$(dirname "$0")/.." || exit 1
scope=${1:-quick}
failed=()
skipped=()

say() { printf '\n== %s\n' "$*"; }

run() { # NAME COMMAND…: runs a step and remembers when it fails
    local name=$1
    shift
    say "$name"
    local begin=$SECONDS
    if "$@"; then
        echo "-- $name: done in $((SECONDS - begin)) s"
    else
        echo "-- $name: FAILED after $((SECONDS - begin)) s"
        failed+=("$name")
    fi
}

# shellcheck source=tests/setup.sh
. tests/setup.sh
packages="cmake ninja-build g++ libyaml-cpp-dev libfmt-dev libsimdjson-dev libcli11-dev libboost-dev
    catch2 ccache python3 clang-14 clang-format-14 libclang-rt-14-dev python3-jsonschema"
# shellcheck disable=SC2086
install_missing $packages || exit 1

launcher=()
# The same file in another folder is the same file.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_C_COMPILER_LAUNCHER=ccache)
else
    skipped+=("ccache: not there, so nothing is cached")
fi

build() { # FOLDER CMAKE-ARGUMENT…
    local folder=$1
    shift
    cmake -S . -B "$folder" -G Ninja -DDOUDI_WERROR=ON "${launcher[@]}" "$@" >"$folder.log" 2>&1 ||
        { cat "$folder.log"; return 1; }
    ninja -C "$folder" >"$folder.log" 2>&1 || { grep -vE '^\[[0-9]+/' "$folder.log" | tail -n 60; return 1; }
}

tests_of() { # FOLDER CTEST-ARGUMENT…
    local folder=$1
    shift
    ctest --test-dir "$folder" --output-on-failure -j "$(nproc)" "$@" >"$folder.tests.log" 2>&1
    local result=$?
    if [ $result -ne 0 ]; then
        grep -vE '(Passed|Start) +' "$folder.tests.log" | tail -n 120
    fi
    tail -n 8 "$folder.tests.log"
    return $result
}

format_is_clean() {
    git ls-files '*.cpp' '*.hpp' '*.c' '*.h' | xargs clang-format-14 --dry-run -Werror 2>&1 | head -n 20
    return "${PIPESTATUS[1]}"
}

mkdir -p build
run "g++: build" build build/gcc -DCMAKE_BUILD_TYPE=Debug
run "g++: tests" tests_of build/gcc
if [ "$scope" = all ]; then
    run "clang, address and undefined behaviour: build" build build/clang -DCMAKE_BUILD_TYPE=Debug \
        -DCMAKE_C_COMPILER=clang-14 -DCMAKE_CXX_COMPILER=clang++-14 \
        -DCMAKE_CXX_FLAGS="-fsanitize=address,undefined -fno-sanitize-recover=all -O1"
    run "clang, address and undefined behaviour: tests" tests_of build/clang
    run "format" format_is_clean
fi

if [ "$scope" != all ]; then
    skipped+=("clang, sanitizers and format: only with 'all'")
fi

say "summary"
for name in "${skipped[@]}"; do echo "skipped: $name"; done
for name in "${failed[@]}"; do echo "failed: $name"; done
tail -n 4 build/gcc.tests.log 2>/dev/null
[ ${#failed[@]} -eq 0 ]
