#!/usr/bin/env python3
"""Times what a user waits for: files of records in, files of decisions out.

    files.py DOUDI [GIGABYTES]     (default 1; made-up records, written to a temporary folder)

Prints size, time, rate and the peak of resident memory of the doudi process for NDJSON, for CSV
sorted by key, for CSV in no order, and the time of a single record from a cold start.
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
COUNTING_PRIME = 99_999_989  # i * 7919 modulo it visits the keys in no order


def examples():
    """The example households that can be read, as (text before the key, text after it, record)."""
    for line in (ROOT / "examples/households.ndjson").read_text("utf-8").splitlines():
        if "-bad-" not in line:
            record = json.loads(line)
            before, after = line.split(record["household_id"], 1)
            yield before, after + "\n", record


def write_ndjson(path, size):
    parts = [(before, after) for before, after, _ in examples()]
    written = count = 0
    with open(path, "w", encoding="utf-8") as file:
        while written < size:
            before, after = parts[count % len(parts)]
            line = f"{before}h{count:09d}{after}"
            written += len(line.encode())
            count += 1
            file.write(line)
    return count


def fields_of(row, left_out):
    """A row's values by CSV column; None when a value has no place in CSV."""
    fields = {}
    for name, value in row.items():
        if name in left_out:
            continue
        inner = value.items() if isinstance(value, dict) else None
        if inner is not None and name not in ("given", "previous"):
            return None
        for column, single in [(f"{name}.{k}", v) for k, v in inner] if inner else [(name, value)]:
            if isinstance(single, (dict, list)):
                return None
            fields[column] = "null" if single is None else str(single).lower() \
                if isinstance(single, bool) else str(single)
    return fields


def csv_rows():
    """Header and rows after the key, for households and, household by household, their members."""
    households, members = [], []
    for _, _, record in examples():
        household = fields_of(record, ("members", "household_id"))
        rows = [fields_of(member, ()) for member in record["members"]]
        if household is not None and None not in rows:
            households.append(household)
            members.append(rows)
    household_columns = sorted({c for row in households for c in row})
    member_columns = sorted({c for rows in members for row in rows for c in row})

    def line(row, columns):
        return "".join("," + row.get(column, "") for column in columns) + "\n"

    return (household_columns, [line(row, household_columns) for row in households],
            member_columns, [[line(row, member_columns) for row in rows] for rows in members])


def write_csv(households_path, members_path, size, in_order):
    household_columns, households, member_columns, members = csv_rows()
    written = count = 0
    with open(households_path, "w", encoding="utf-8") as outer, \
            open(members_path, "w", encoding="utf-8") as inner:
        outer.write("household_id," + ",".join(household_columns) + "\n")
        inner.write("household_id," + ",".join(member_columns) + "\n")
        while written < size:
            number = count if in_order else count * 7919 % COUNTING_PRIME
            key = f"h{number:09d}"
            text = "".join(key + row for row in members[count % len(members)])
            outer.write(key + households[count % len(households)])
            inner.write(text)
            written += len(text) + 100
            count += 1
    return count


def run(name, doudi, arguments, records, size):
    """Runs doudi and prints what it took. Peak memory is that of this one process."""
    begin = time.perf_counter()
    process = subprocess.Popen([doudi, "decide", str(PACK), "--on", "2020-07", *arguments],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"{name}: doudi failed\n{text.decode()}")
    print(f"{name:28} {records:>10,} records {size / 1e9:6.2f} GB {took:8.2f} s "
          f"{size / took / 1e6:7.0f} MB/s {took / records * 1e6:7.2f} us a record "
          f"{usage.ru_maxrss / 1024:6.0f} MiB peak", flush=True)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    doudi = str(pathlib.Path(sys.argv[1]).resolve())
    size = int(float(sys.argv[2]) * 1e9) if len(sys.argv) > 2 else 1_000_000_000
    with tempfile.TemporaryDirectory(prefix="doudi-bench-") as folder:
        path = pathlib.Path(folder)
        lines, out = path / "records.ndjson", path / "out.ndjson"
        records = write_ndjson(lines, 1)
        run("one record, cold start", doudi, ["--input", str(lines), "--output", str(out)],
            records, lines.stat().st_size)
        records = write_ndjson(lines, size)
        run("NDJSON", doudi, ["--input", str(lines), "--output", str(out)], records,
            lines.stat().st_size)
        lines.unlink()
        out.unlink()
        households, members, out = path / "household.csv", path / "member.csv", path / "out.csv"
        for name, in_order in (("CSV sorted by key", True), ("CSV in no order", False)):
            records = write_csv(households, members, size, in_order)
            both = households.stat().st_size + members.stat().st_size
            run(name, doudi, ["--input", str(households), str(members), "--output", str(out)],
                records, both)


if __name__ == "__main__":
    main()
