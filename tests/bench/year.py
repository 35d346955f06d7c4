#!/usr/bin/env python3
"""A whole year of all programmes for made-up households, in one process: time and memory.

    year.py DOUDI [HOUSEHOLDS [FOLDER]]     (default 100000; files go to a temporary folder)

The households are those of examples/made_up_households.py; the decisions of all months are
written to disk. Each household is decided in each month, or the run has failed.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACK = ROOT / "rules/chengxiang"
MONTHS = 12


def make_up(path, households):
    script = ROOT / "examples/made_up_households.py"
    with open(path, "wb") as file:
        subprocess.run([sys.executable, "-B", str(script), str(households)], stdout=file, check=True)


def decide(doudi, records, decisions):
    """What the run counted, its seconds, its processor seconds, and its peak memory in MiB."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [doudi, "decide", str(PACK), "--from", "2020-01", "--to", "2020-12", "--json",
         "--input", str(records), "--output", str(decisions)], stdout=subprocess.PIPE)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begin
    if status != 0:
        sys.exit("year: doudi failed")
    return json.loads(text), took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    doudi = str(pathlib.Path(sys.argv[1]).resolve())
    households = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    folder = sys.argv[3] if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(prefix="doudi-year-", dir=folder) as name:
        records, decisions = pathlib.Path(name, "records.ndjson"), pathlib.Path(name, "out.ndjson")
        make_up(records, households)
        counted, took, busy, peak = decide(doudi, records, decisions)
        dibao = next(one for one in counted["decisions"] if one["decision"] == "dibao")
        if counted["records"] != households or dibao["in"] != MONTHS * households:
            sys.exit(f"year: {dibao['in']} months of households were decided")
        decided = sum(one["in"] for one in counted["decisions"])
        print(f"a year of {households:,} households: {decided:,} decisions, "
              f"{records.stat().st_size / 1e6:,.0f} MB in, "
              f"{decisions.stat().st_size / 1e9:.2f} GB out, {took:.1f} s "
              f"({busy:.1f} s of processors), {peak:.0f} MiB peak", flush=True)


if __name__ == "__main__":
    main()
