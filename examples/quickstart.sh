#!/usr/bin/env bash
# Sets up what is missing, builds doudi, decides a file of made-up households and explains two of
# the decisions. Can be run again; leaves a prepared machine alone.
set -eu
cd "$(dirname "$0")/.."
. tests/setup.sh

echo "== packages"
install_missing cmake ninja-build g++ libyaml-cpp-dev libfmt-dev libsimdjson-dev libcli11-dev
mkdir -p build
echo "== build (build/quickstart)"
cmake -S . -B build/quickstart -G Ninja -DCMAKE_BUILD_TYPE=Release -DDOUDI_BUILD_TESTS=OFF \
    >build/quickstart.log 2>&1 || { cat build/quickstart.log; exit 1; }
ninja -C build/quickstart >build/quickstart.log 2>&1 || { tail -n 40 build/quickstart.log; exit 1; }
doudi=build/quickstart/src/cli/doudi

echo "== the rules say nothing wrong"
"$doudi" check rules/chengxiang --lang en
echo "== 60 made-up households, July 2020"
"$doudi" decide rules/chengxiang --on 2020-07 --input examples/households.ndjson \
    --output build/quickstart/decisions.ndjson --rejects build/quickstart/rejects.ndjson --lang en
echo "== the first decision, as a record"
head -n 1 build/quickstart/decisions.ndjson
echo "== why household example-037 gets no minimum living guarantee"
"$doudi" explain rules/chengxiang --on 2020-07 --input examples/households.ndjson \
    --record example-037 --decision dibao --lang zh
"$doudi" explain rules/chengxiang --on 2020-07 --input examples/households.ndjson \
    --record example-037 --decision dibao --lang en
