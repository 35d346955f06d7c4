#!/usr/bin/env python3
"""What a county, a province and the nation take, worked out from what was measured.

    scaling.py TIMES FILES      (the JSON lines of rounds.py and of end_to_end.py)

Straight lines through one measurement each: right as far as time and size grow with the number of
households, which the runs with 1 and with 10 million show.
"""

import json
import statistics
import sys

PLACES = (("a county", 50_000), ("a province", 40_000_000), ("the nation", 1_400_000_000))
PERSONS_A_HOUSEHOLD = 43 / 16  # of the made-up households: the mean of their sizes


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def duration(seconds):
    for unit, size in (("h", 3600), ("min", 60), ("s", 1), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def size(count):
    for unit, one in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= one:
            return f"{count / one:.3g} {unit}"
    return f"{count / 1e3:.3g} kB"


class Measured:
    """A number for each household, or for each thread count, by name."""

    def __init__(self, times, files):
        self.times, self.files = times, files

    def deciding(self, threads):
        """Seconds a household, in memory."""
        return 1e-9 * statistics.median(
            number for line in self.times if line["kind"] == "population"
            and (line["engine"], line["threads"]) == ("doudi", threads) for number in line["ns"])

    def columns(self):
        """Bytes a household of all inputs and outputs in memory."""
        line = next(line for line in self.times if line["kind"] == "memory"
                    and (line["engine"], line["threads"]) == ("doudi", 2))
        return line["data_bytes"] / line["households"]

    def bandwidth(self):
        return max(line["gigabytes_a_second"] for line in self.times
                   if line["kind"] == "stream" and line["engine"] == "read")

    def file(self, name):
        """Seconds, bytes in and bytes out a record; peak of memory; two threads."""
        own = [line for line in self.files if line["name"] == name and line["threads"] == 2]
        records = own[0]["records"]
        return (statistics.median(line["seconds"] for line in own) / records,
                own[0]["bytes"] / records, own[0]["decided"] / records,
                max(line["peak_bytes"] for line in own))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    measured = Measured(*map(lines_of, sys.argv[1:]))
    print("\n| | persons | deciding, 1 thread | 2 threads | columns in memory | from NDJSON | "
          "NDJSON in / out | from CSV | CSV in / out |\n|---|---|---|---|---|---|---|---|---|")
    ndjson, csv = measured.file("NDJSON, doudi"), measured.file("CSV in order, doudi")
    for name, persons in PLACES:
        count = persons / PERSONS_A_HOUSEHOLD
        print(f"| {name} | {persons:,} | {duration(count * measured.deciding(1))} | "
              f"{duration(count * measured.deciding(2))} | {size(count * measured.columns())} | "
              f"{duration(count * ndjson[0])} | {size(count * ndjson[1])} / "
              f"{size(count * ndjson[2])} | {duration(count * csv[0])} | "
              f"{size(count * csv[1])} / {size(count * csv[2])} |")
    print(f"\nFiles are decided in {ndjson[3] / 2 ** 20:.0f} MiB (NDJSON) and "
          f"{csv[3] / 2 ** 20:.0f} MiB (CSV in order) of memory, however long they are.")
    floor = measured.columns() / measured.bandwidth()
    print(f"Memory is read at {measured.bandwidth():.1f} GB/s, so {measured.columns():.0f} bytes "
          f"a household cannot take less than {floor:.1f} ns on this machine; deciding with two "
          f"threads takes {measured.deciding(2) * 1e9:.1f} ns.")


if __name__ == "__main__":
    main()
