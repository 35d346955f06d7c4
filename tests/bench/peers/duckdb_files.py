#!/usr/bin/env python3
"""DuckDB from CSV files to a CSV file, the rules in SQL with exact decimals.

    duckdb_files.py FOLDER OUTPUT THREADS

FOLDER holds household.csv and member.csv. Column types are given, so that none has to be guessed.
The clock starts when Python and its modules are loaded.
"""

import json
import sys
import time

import duckdb
from duckdb_decimal import QUERY
from population import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, MONEY

TYPES = {"disability_type": "VARCHAR", "severe_illness": "BOOLEAN", "employed": "BOOLEAN",
         "prior_recipient": "BOOLEAN", "household_id": "VARCHAR", "member_id": "VARCHAR",
         **{name: "DECIMAL(18, 2)" for name in MONEY}}


def table(database, name, path, columns):
    types = ", ".join(f"'{column}': '{TYPES.get(column, 'INTEGER')}'" for column in columns)
    database.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv('{path}', header = true, "
                     f"auto_detect = false, delim = ',', columns = {{{types}}})")


def columns_of(path):
    with open(path, encoding="utf-8") as file:
        return file.readline().strip().split(",")


def main():
    folder, output, threads = sys.argv[1:]
    begin, work_begin = time.perf_counter(), time.process_time()
    database = duckdb.connect(config={"threads": int(threads)})
    for name, known in (("household", HOUSEHOLD_COLUMNS), ("member", MEMBER_COLUMNS)):
        path = f"{folder}/{name}.csv"
        columns = columns_of(path)
        assert set(known) <= set(columns), columns
        table(database, name, path, columns)
    query = QUERY.replace("IN (5, 6)", "IN ('intellectual', 'mental')")
    database.execute(f"COPY ({query}) TO '{output}' (HEADER)")
    print(json.dumps({"seconds": time.perf_counter() - begin,
                      "cpu_seconds": time.process_time() - work_begin}))


if __name__ == "__main__":
    main()
