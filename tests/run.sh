#!/usr/bin/env bash
# Sets up what is missing and runs every check. Can be run again; leaves a prepared machine alone.
#
#   bash tests/run.sh         all of it: about 20 minutes on two cores, much less the next time
#   bash tests/run.sh quick   g++ with all tests, and format
#   bash tests/run.sh tidy    clang-tidy over every file of src and include: half an hour
#
# A step that fails does not keep the others from running; the summary names it.
set -u
cd "$(dirname "$0")/.." || exit 1
scope=${1:-all}
begun=$SECONDS
failed=()
skipped=()
passed=()

say() { printf '\n== %s\n' "$*"; }

run() { # NAME COMMAND…: runs a step and remembers how it ended
    local name=$1
    shift
    say "$name"
    local begin=$SECONDS
    if "$@"; then
        echo "-- $name: done in $((SECONDS - begin)) s"
        passed+=("$name, $((SECONDS - begin)) s")
    else
        echo "-- $name: FAILED after $((SECONDS - begin)) s"
        failed+=("$name")
    fi
}

run_with() { # TOOL NAME COMMAND…: the step, if there is the tool
    local tool=$1
    shift
    if command -v "$tool" >/dev/null; then
        run "$@"
    else
        say "$1"
        echo "-- $1: skipped, there is no $tool"
        skipped+=("$1: there is no $tool")
    fi
}

# shellcheck source=tests/setup.sh
. tests/setup.sh
needed="cmake ninja-build g++ libyaml-cpp-dev libfmt-dev libsimdjson-dev libcli11-dev libboost-dev
    catch2 python3"
helpful="ccache clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14 universal-ctags python3-jsonschema
    valgrind"
# shellcheck disable=SC2086
install_missing $needed || exit 1
# shellcheck disable=SC2086
install_missing $helpful || echo "some of these are not to be had here: $helpful"

# The same file in another folder is the same file.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
if command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache CMAKE_C_COMPILER_LAUNCHER=ccache
else
    skipped+=("ccache: not there, so nothing is cached")
fi

build() { # FOLDER TARGETS CMAKE-ARGUMENT…
    local folder=$1 targets=$2
    shift 2
    cmake -S . -B "$folder" -G Ninja "$@" >"$folder.log" 2>&1 || { cat "$folder.log"; return 1; }
    # shellcheck disable=SC2086
    ninja -C "$folder" $targets >"$folder.log" 2>&1 ||
        { grep -vE '^\[[0-9]+/' "$folder.log" | tail -n 60; return 1; }
}

tests_of() { # FOLDER CTEST-ARGUMENT…
    local folder=$1 name
    shift
    ctest --test-dir "$folder" --output-on-failure --no-tests=error -j "$(nproc)" "$@" \
        >"$folder.tests.log" 2>&1
    local result=$?
    if [ $result -ne 0 ]; then
        grep -vE '(Passed|Start) +' "$folder.tests.log" | tail -n 120
    fi
    grep -E 'tests passed|Total Test time|\(Skipped\)' "$folder.tests.log"
    while read -r name; do
        skipped+=("$name of $folder: it says why in $folder.tests.log")
    done < <(sed -nE 's/^\s*[0-9]+ - (.*) \(Skipped\)$/\1/p' "$folder.tests.log")
    return $result
}

format_is_clean() {
    git ls-files '*.cpp' '*.hpp' '*.c' '*.h' | xargs clang-format-14 --dry-run -Werror 2>&1 |
        head -n 20
    return "${PIPESTATUS[1]}"
}

# A file of each layer, and with them the public headers.
tidy_files="src/base/render.cpp src/yaml/node_builder.cpp src/syntax/formula_parser.cpp
    src/rulebook/print.cpp src/compile/lower_logic.cpp src/audit/explain.cpp
    src/data/decision_writer.cpp src/cases/expectation.cpp src/cli/decide_run.cpp"

tidy() { # FILE…
    cmake -S . -B build/tidy -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
        -DDOUDI_BUILD_TESTS=OFF >build/tidy.log 2>&1 || { cat build/tidy.log; return 1; }
    printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 clang-tidy-14 -p build/tidy --quiet \
        --extra-arg=-Wno-unknown-warning-option >build/tidy.log 2>&1
    local result=$?
    grep -vE '^[0-9]+ warnings' build/tidy.log | tail -n 120
    return $result
}

# What a user types, from nothing. Warnings of the release build are errors here.
quickstart() {
    rm -rf build/quickstart
    CXXFLAGS=-Werror bash examples/quickstart.sh
}

# As released but shared; the flags are those of the quickstart, so little is compiled anew.
shared_library() {
    CXXFLAGS=-Werror build build/shared "doudi doudi_cli" -DCMAKE_BUILD_TYPE=Release \
        -DBUILD_SHARED_LIBS=ON && tests_of build/shared -R '^install'
}

# Times, headers alone and the stranger's project have nothing to show a sanitizer.
sanitized_build() {
    build build/clang all -DDOUDI_WERROR=ON -DCMAKE_BUILD_TYPE=Debug \
        -DCMAKE_C_COMPILER=clang-14 -DCMAKE_CXX_COMPILER=clang++-14 \
        -DDOUDI_BUILD_FUZZERS=ON -DDOUDI_BUILD_BENCHMARKS=OFF -DDOUDI_CHECK_HEADERS=OFF \
        -DDOUDI_BUILD_EXAMPLES=OFF -DCMAKE_CXX_FLAGS="-O1 -g1 -fsanitize=address,undefined \
-fsanitize=fuzzer-no-link -fno-sanitize-recover=all -fno-omit-frame-pointer"
}

# Every random pack, but fewer records of each: g++ compares the results, here only what is
# forbidden is looked for.
sanitized_tests() {
    DOUDI_RANDOM_RECORDS=50 tests_of build/clang -E '^(style|install|docs.shown|cases.runner)'
}

mkdir -p build
if [ "$scope" = tidy ]; then
    # shellcheck disable=SC2046
    run "clang-tidy: every file" tidy $(git ls-files 'src/*.cpp')
    [ ${#failed[@]} -eq 0 ]
    exit
fi
if [ "$scope" = all ]; then
    run "quickstart" quickstart
    run_with valgrind "instructions a record" \
        python3 -B tests/bench/instructions.py build/quickstart/src/cli/doudi
    if [ "$(uname -m)" = x86_64 ]; then
        run "kernels on vectors" python3 -B tests/bench/kernels.py build/quickstart/src/cli/doudi
    else
        skipped+=("kernels on vectors: this is no x86-64")
    fi
fi
run_with clang-format-14 "format" format_is_clean
# The benchmark only proves its results here, so it need not be fast.
run "g++: build" build build/gcc all -DDOUDI_WERROR=ON -DCMAKE_BUILD_TYPE=Debug -DDOUDI_BENCH_FLAGS=-O1
run "g++: tests" tests_of build/gcc
if [ "$scope" = all ]; then
    # shellcheck disable=SC2086
    run_with clang-tidy-14 "clang-tidy: a file of each layer" tidy $tidy_files
    run "g++: shared library" shared_library
    run_with clang++-14 "clang, address and undefined behaviour: build" sanitized_build
    run_with clang++-14 "clang, address and undefined behaviour: tests" sanitized_tests
    run_with clang++-14 "fuzzers" bash tests/fuzz/run.sh build/clang 25
else
    skipped+=("quickstart, instructions, kernels, clang-tidy, shared library, clang, sanitizers, fuzzers: not with '$scope'")
fi

say "summary after $((SECONDS - begun)) s"
for name in "${passed[@]}"; do echo "passed: $name"; done
for name in "${skipped[@]}"; do echo "skipped: $name"; done
for name in "${failed[@]}"; do echo "FAILED: $name"; done
[ ${#failed[@]} -eq 0 ]
