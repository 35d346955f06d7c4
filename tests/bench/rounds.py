#!/usr/bin/env python3
"""Runs every engine on one population, in turns, and writes what it measured as JSON lines.

    rounds.py BUILD POPULATION ROUNDS OUTPUT

A round starts every engine once, one after the other, so that a slow minute of the machine hits
all of them. Every process loads, warms up and then times itself.
"""

import json
import pathlib
import subprocess
import sys

BENCH = pathlib.Path(__file__).resolve().parent
WORKLOAD = str(BENCH / "workload")
RULES = BENCH.parents[1] / "rules/chengxiang"
PYTHON_PEERS = (["numpy_fen.py"], ["duckdb_decimal.py"], ["duckdb_decimal.py", "shuffled"],
                ["duckdb_fen.py"], ["duckdb_fen.py", "shuffled"],
                ["openfisca_core_peer.py"])
OLDER_PEERS = ("duckdb_decimal.py", "duckdb_fen.py")
JAVASCRIPT_PEERS = ("zen.mjs", "json_logic.mjs", "json_rules_engine.mjs")


def commands(build, population, households):
    """Each engine as (name, command)."""
    few = "5" if households <= 1_000_000 else "2"
    yield "doudi", [str(build / "tests/bench/reference_workload"), WORKLOAD, str(households), few,
                    "json"]
    python = build / "peers/python/bin/python"
    few = "3" if households <= 1_000_000 else "1"
    for peer, *options in PYTHON_PEERS if python.exists() else ():
        yield peer, [str(python), "-B", str(BENCH / "peers" / peer), str(population), few,
                     *options]
    older = build / "peers/older"
    for peer in OLDER_PEERS if (older / "duckdb").exists() else ():
        yield peer, ["env", f"PYTHONPATH={older}", str(python), "-B", str(BENCH / "peers" / peer),
                     str(population), few]
    for peer in JAVASCRIPT_PEERS if (build / "peers/node/node_modules").exists() else ():
        yield peer, ["node", str(BENCH / "peers" / peer), str(population), "3"]


def run(name, command, build, output, round_number):
    """Adds the lines that `command` prints. An engine that fails is named and has no line."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          cwd=build, check=False)
    if done.returncode != 0:
        print(f"skipped: {name} failed\n{done.stderr[-2000:]}", flush=True)
        return name != "doudi"
    for line in done.stdout.splitlines():
        output.write(json.dumps({**json.loads(line), "round": round_number}) + "\n")
    output.flush()
    return True


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    build, population = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
    households = (population / "columns/starts.u32").stat().st_size // 4 - 1
    binary = str(build / "tests/bench/reference_workload")
    is_right = True
    with open(sys.argv[4], "w", encoding="utf-8") as output:
        for round_number in range(int(sys.argv[3])):
            print(f"round {round_number + 1} of {sys.argv[3]}", flush=True)
            for name, command in commands(build, population, households):
                is_right &= run(name, command, build, output, round_number)
        for engine in ("blocked", "row", "doudi", "doudi2"):
            is_right &= run("doudi", [binary, WORKLOAD, str(households), "alone", engine], build,
                            output, 0)
        is_right &= run("doudi", [binary, WORKLOAD, "0", "stream"], build, output, 0)
        is_right &= run("doudi", [binary, str(RULES), "20", "pack"], build, output, 0)
    sys.exit(0 if is_right else "doudi failed, or decided something else than the loop by hand")


if __name__ == "__main__":
    main()
