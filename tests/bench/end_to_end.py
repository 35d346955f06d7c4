#!/usr/bin/env python3
"""Times what a user waits for, on the reference workload: files of records in, decisions on disk.

    end_to_end.py BUILD POPULATION ROUNDS OUTPUT     (JSON lines for table.py)

In turns: doudi from NDJSON and from CSV, in order and in none; DuckDB from the same CSV files;
simdjson on demand reading the same fields of the same NDJSON; doudi deciding a single record from
a cold start. Every decision is held against the loop written by hand.
"""

import array
import concurrent.futures
import csv
import json
import os
import pathlib
import subprocess
import sys
import time

BENCH = pathlib.Path(__file__).resolve().parent
OUTCOMES = {"household_cover": 0, "single_cover": 1, "exit": 2, "not_eligible": 3}
COLD_STARTS = 5


def timed(command):
    """Of one process: what it printed, and seconds, seconds of processors, peak of memory."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise RuntimeError(f"{' '.join(command)}\n{text}")
    return text, {"seconds": time.perf_counter() - begin, "peak_bytes": usage.ru_maxrss * 1024,
                  "cpu_seconds": usage.ru_utime + usage.ru_stime}


def fen(yuan):
    whole, _, rest = yuan.partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


class Checker:
    """Counts households that came out wrong, or are missing, in a file of decisions."""

    def __init__(self, population, records):
        self.records = records
        self.expected = []
        for name in ("category", "per_capita", "amount"):
            numbers = array.array("i")
            numbers.frombytes((population / f"columns/expected.{name}.i32").read_bytes())
            self.expected.append(numbers)

    def count(self, rows):
        wrong = [0, 0, 0]
        seen = set()
        for key, *found in rows:
            household = int(key[1:])
            seen.add(household)
            for i, value in enumerate(found):
                wrong[i] += value != self.expected[i][household]
        if len(seen) != self.records:
            raise RuntimeError(f"decisions about {len(seen):,} of {self.records:,} households")
        return wrong

    def ndjson(self, path):
        def rows():
            with open(path, encoding="utf-8") as file:
                for line in file:
                    record = json.loads(line, parse_float=str, parse_int=str)
                    aid = record["aid"]
                    yield (record["household_id"], OUTCOMES[aid["outcome"]],
                           fen(aid["show"]["per_capita"]), fen(aid["amount"]))
        return self.count(rows())

    def doudi_csv(self, path):
        with open(path, encoding="utf-8") as file:
            return self.count((row["household_id"], OUTCOMES[row["aid.outcome"]],
                               fen(row["aid.show.per_capita"]), fen(row["aid.amount"]))
                              for row in csv.DictReader(file))

    def duckdb_csv(self, path):
        with open(path, encoding="utf-8") as file:
            return self.count((row["household_id"], int(row["category"]),
                               fen(row["per_capita"]), fen(row["amount"]))
                              for row in csv.DictReader(file))


def count_wrong(population, records, kind, path):
    return getattr(Checker(population, records), kind)(path)


class Session:
    """One run of everything; lines go to `output`."""

    def __init__(self, build, population, output):
        self.build, self.population, self.output = build, population, output
        self.doudi = str(build / "src/cli/doudi")
        self.lines = population / "text/records.ndjson"
        with open(self.lines, "rb") as file:
            self.records = sum(1 for _ in file)
        self.round = 0

    def wrong(self, kind, path):
        """In a process of its own: Linux counts the memory of a parent to that of its children."""
        if self.round > 0:
            return None
        with concurrent.futures.ProcessPoolExecutor(1) as pool:
            return pool.submit(count_wrong, self.population, self.records, kind, path).result()

    def write(self, name, threads, size, took, **more):
        line = {"kind": "file", "name": name, "threads": threads, "records": self.records,
                "bytes": size, "round": self.round, **took, **more}
        self.output.write(json.dumps(line) + "\n")
        self.output.flush()

    def decide(self, name, threads, files, result, check):
        result = self.build / result
        _, took = timed([self.doudi, "decide", str(BENCH / "workload"), "--on", "2020-07",
                         "--threads", str(threads), "--input", *map(str, files), "--output",
                         str(result)])
        wrong = self.wrong(check, result)
        self.write(name, threads, sum(f.stat().st_size for f in files), took, wrong=wrong,
                   decided=result.stat().st_size)
        result.unlink()

    def csv_files(self, name, folder, threads):
        files = [self.population / folder / f"{entity}.csv" for entity in ("household", "member")]
        self.decide(f"{name}, doudi", threads, files, "decisions.csv", "doudi_csv")
        python = self.build / "peers/python/bin/python"
        result = self.build / "decisions.duckdb.csv"
        if not python.exists():
            return
        try:
            text, took = timed([str(python), "-B", str(BENCH / "peers/duckdb_files.py"),
                                str(files[0].parent), str(result), str(threads)])
        except RuntimeError as problem:
            print(f"skipped: DuckDB from CSV\n{problem}")
            return
        wrong = self.wrong("duckdb_csv", result)
        self.write(f"{name}, DuckDB DECIMAL", threads, sum(f.stat().st_size for f in files),
                   {**took, **json.loads(text)}, wrong=wrong, decided=result.stat().st_size)
        result.unlink()

    def simdjson(self, threads):
        text, took = timed([str(self.build / "tests/bench/simdjson_fields"), str(self.lines),
                            str(threads), "3"])
        for line in map(json.loads, text.splitlines()):
            if line["records"] != self.records:
                raise RuntimeError(f"simdjson read {line['records']:,} records")
            self.write(line["name"], threads, line["bytes"],
                       {**took, "seconds": line["seconds"], "cpu_seconds": line["cpu_seconds"]})

    def cold_starts(self):
        one, result = self.build / "one.ndjson", self.build / "one.decided.ndjson"
        with open(self.lines, "rb") as file:
            one.write_bytes(file.readline())
        for _ in range(COLD_STARTS):
            _, took = timed([self.doudi, "decide", str(BENCH / "workload"), "--on", "2020-07",
                             "--input", str(one), "--output", str(result)])
            self.write("one record, doudi from its start", 1, one.stat().st_size, took, records=1)

    def run_round(self):
        for threads in (1, 2):
            self.decide("NDJSON, doudi", threads, [self.lines], "decisions.ndjson",
                        "ndjson")
            self.simdjson(threads)
            self.csv_files("CSV in order", "text", threads)
            self.csv_files("CSV in no order", "shuffled", threads)
        self.cold_starts()
        self.round += 1


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    build, population = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
    with open(sys.argv[4], "w", encoding="utf-8") as output:
        session = Session(build, population, output)
        for number in range(int(sys.argv[3])):
            print(f"files, round {number + 1} of {sys.argv[3]}", flush=True)
            session.run_round()


if __name__ == "__main__":
    main()
