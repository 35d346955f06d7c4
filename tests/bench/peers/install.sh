#!/usr/bin/env bash
# Installs the peers into FOLDER, never into the source tree: install.sh FOLDER
# Python packages into FOLDER/python, an older DuckDB into FOLDER/older, Node packages into FOLDER/node. What cannot be had is named
# on stdout and left out of the comparison.
set -uo pipefail
folder=$1
mkdir -p "$folder/node"
python=$folder/python/bin/python

if [ ! -x "$python" ] && ! python3 -m venv "$folder/python" >"$folder/install.log" 2>&1; then
    echo "skipped: all peers in Python (python3 -m venv failed, see $folder/install.log)"
    rm -rf "$folder/python"
fi
if [ -x "$python" ]; then
    for package in numpy duckdb openfisca-core; do
        "$python" -m pip show -q "$package" >/dev/null 2>&1 ||
            "$python" -m pip install -q "$package" >>"$folder/install.log" 2>&1 ||
            echo "skipped: $package (pip could not install it, see $folder/install.log)"
    done
fi

# The version against which the marks of docs/PERFORMANCE.md were set; later ones are twice as fast.
older=duckdb==1.5.6
if [ -x "$python" ] && [ ! -d "$folder/older/duckdb" ]; then
    "$python" -m pip install -q --no-deps --target "$folder/older" "$older" \
        >>"$folder/install.log" 2>&1 ||
        echo "skipped: $older (pip could not install it, see $folder/install.log)"
fi

if ! command -v npm >/dev/null; then
    echo "skipped: all peers in JavaScript (no npm)"
    exit 0
fi
for package in @gorules/zen-engine json-logic-js json-rules-engine; do
    [ -d "$folder/node/node_modules/$package" ] ||
        npm install --no-audit --no-fund --silent --prefix "$folder/node" "$package" \
            >>"$folder/install.log" 2>&1 ||
        echo "skipped: $package (npm could not install it, see $folder/install.log)"
done
