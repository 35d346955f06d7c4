#!/usr/bin/env python3
"""Makes tables, in Markdown, of the JSON lines that rounds.py and end_to_end.py wrote.

    table.py LINES…

Times are medians with the least and the most over all rounds. A ratio is the median of what the
rounds say: a time against the loop by hand, or against doudi on as many threads, of the same round. In
brackets stands the ratio of processor times, which a busy machine distorts less.
"""

import collections
import json
import statistics
import sys

POPULATION_HEAD = """
| {households:,} households in memory | threads | ns a household | least to most | processor | \
× blocked | × doudi | peak MiB | wrong category / income a head / amount |
|---|---|---|---|---|---|---|---|---|"""

RECORD_HEAD = """
| one record, JSON text in, JSON text out ({households:,} records) | µs | least to most | \
processor | × doudi | peak MiB | wrong category / income a head / amount, of |
|---|---|---|---|---|---|---|"""


def grouped(lines):
    """Lines of the same engine and threads, in the order met."""
    groups = collections.OrderedDict()
    for line in lines:
        groups.setdefault((line["engine"], line["threads"]), []).append(line)
    return groups


def all_of(lines, field):
    return [number for line in lines for number in line[field]]


def ratio(lines, others):
    """Median over the rounds in which both were timed; in brackets, of the processor time."""
    def of(field):
        per_round = {line["round"]: statistics.median(line[field]) for line in others}
        return statistics.median(statistics.median(line[field]) / per_round[line["round"]]
                                 for line in lines if line["round"] in per_round)

    return f"{of('ns'):.2f} ({of('cpu_ns'):.2f})" if others else ""


def peak(lines):
    peaks = [line["peak_bytes"] for line in lines if line.get("peak_bytes")]
    return f"{statistics.median(peaks) / 2 ** 20:,.0f}" if peaks else ""


def wrong(lines):
    worst = [max(line["wrong"][i] for line in lines) for i in range(3)]
    return " / ".join(f"{count:,}" for count in worst)


def spread(numbers, unit):
    return f"{min(numbers) / unit:,.1f} – {max(numbers) / unit:,.1f}"


def population_table(lines, memory):
    groups = grouped(lines)
    print(POPULATION_HEAD.format(households=lines[0]["households"]))
    for (engine, threads), own in groups.items():
        times = all_of(own, "ns")
        blocked = groups.get(("blocked", 1), [])
        doudi = groups.get(("doudi", threads), [])
        print(f"| {engine} | {threads} | {statistics.median(times):,.1f} | {spread(times, 1)} | "
              f"{statistics.median(all_of(own, 'cpu_ns')):,.1f} | {ratio(own, blocked)} | "
              f"{ratio(own, doudi)} | {peak(own) or peak(memory.get((engine, threads), []))} | "
              f"{wrong(own)} |")


def record_table(lines):
    groups = grouped(lines)
    print(RECORD_HEAD.format(households=lines[0]["households"]))
    doudi = groups.get(("doudi", 1), [])
    for (engine, _), own in groups.items():
        times = all_of(own, "ns")
        print(f"| {engine} | {statistics.median(times) / 1e3:,.1f} | {spread(times, 1e3)} | "
              f"{statistics.median(all_of(own, 'cpu_ns')) / 1e3:,.1f} | {ratio(own, doudi)} | "
              f"{peak(own)} | {wrong(own)}, {own[0].get('checked', own[0]['households']):,} |")


def machine_table(memory, streams):
    print("\n| memory | threads | |\n|---|---|---|")
    for (engine, threads), own in memory.items():
        if engine == "doudi":
            print(f"| doudi, beyond program, inputs and outputs | {threads} | "
                  f"{own[0]['beyond_bytes'] / 1024:,.0f} KiB |")
    for line in streams:
        print(f"| bandwidth, {line['engine']} | {line['threads']} | "
              f"{line['gigabytes_a_second']:.1f} GB/s |")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    kinds = collections.defaultdict(list)
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            for line in map(json.loads, file):
                kinds[line["kind"]].append(line)
    memory = grouped(kinds["memory"])
    if kinds["population"]:
        population_table(kinds["population"], memory)
    if kinds["record"]:
        record_table(kinds["record"])
    if memory or kinds["stream"]:
        machine_table(memory, kinds["stream"])


if __name__ == "__main__":
    main()
