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

FILE_HEAD = """
| files on disk, warm | records | MB | threads | s | least to most | processor | MB/s | \
µs a record | × doudi | peak MiB | wrong category / income a head / amount |
|---|---|---|---|---|---|---|---|---|---|---|---|"""


def grouped(lines, name="engine"):
    """Lines of the same engine and threads, in the order met."""
    groups = collections.OrderedDict()
    for line in lines:
        groups.setdefault((line[name], line["threads"]), []).append(line)
    return groups


def all_of(lines, field):
    return [number for line in lines for number in line[field]]


def per_round(lines, field):
    """The median of each round; a line has one number or many."""
    rounds = collections.defaultdict(list)
    for line in lines:
        rounds[line["round"]] += line[field] if isinstance(line[field], list) else [line[field]]
    return {number: statistics.median(numbers) for number, numbers in rounds.items()}


def ratio(lines, others, fields=("ns", "cpu_ns")):
    """Median over the rounds in which both were timed; in brackets, of the processor time."""
    def of(field):
        own, base = per_round(lines, field), per_round(others, field)
        return statistics.median(own[number] / base[number] for number in own if number in base)

    return f"{of(fields[0]):.2f} ({of(fields[1]):.2f})" if others else ""


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
        same = "doudi, shuffled" if engine.endswith(", shuffled") else "doudi"
        doudi = groups.get((same, threads), [])
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


def single_table(lines):
    print("\n| one at a time, rulebook ready | µs | least to most | processor |\n|---|---|---|---|")
    for (engine, _), own in grouped(lines).items():
        times = all_of(own, "ns")
        print(f"| {engine} | {statistics.median(times) / 1e3:,.2f} | {spread(times, 1e3)} | "
              f"{statistics.median(all_of(own, 'cpu_ns')) / 1e3:,.2f} |")


def file_table(lines):
    print(FILE_HEAD)
    groups = grouped(lines, "name")
    for (name, threads), own in sorted(groups.items()):
        times = [line["seconds"] for line in own]
        seconds, first = statistics.median(times), own[0]
        doudi = groups.get((name.split(", ")[0] + ", doudi", threads), [])
        print(f"| {name} | {first['records']:,} | {first['bytes'] / 1e6:,.1f} | {threads} | "
              f"{seconds:,.3f} | {min(times):,.3f} – {max(times):,.3f} | "
              f"{statistics.median(line['cpu_seconds'] for line in own):,.3f} | "
              f"{first['bytes'] / seconds / 1e6:,.0f} | {seconds / first['records'] * 1e6:,.2f} | "
              f"{ratio(own, doudi, ('seconds', 'cpu_seconds'))} | {peak(own)} | "
              f"{wrong([first]) if first.get('wrong') else ''} |")


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
    if kinds["single"]:
        single_table(kinds["single"])
    if kinds["file"]:
        file_table(kinds["file"])
    if memory or kinds["stream"]:
        machine_table(memory, kinds["stream"])


if __name__ == "__main__":
    main()
