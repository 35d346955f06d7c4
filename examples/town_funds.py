#!/usr/bin/env python3
"""Lays out what `doudi decide --from … --to … --by town --json` counted, as three tables.

    town_funds.py SUMS.json

Nothing is worked out here but rows and columns: each figure is one that doudi gives for a town, or
a sum of such figures in whole fen.
"""

import json
import sys
import unicodedata
from decimal import Decimal

ADVANCE = ("temporary", "town_advance")


def width(text):
    """Cells on a terminal: a Chinese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def print_table(rows):
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [cell + " " * (widths[0] - width(cell)) if i == 0 else
                 " " * (widths[i] - width(cell)) + cell for i, cell in enumerate(row)]
        print(("  " + "  ".join(cells)).rstrip())


def amount_of(decision):
    """What was decided to be paid; None when nothing is paid, or a year's money was decided."""
    amounts = [Decimal(row["amount"]) for row in decision["outcomes"]
               if row["status"] == "decided" and "amount" in row]
    return sum(amounts) if amounts else None


def advance_of(decisions):
    """Paid by the town before the district pays it back, for what is decided and under review."""
    for decision in decisions:
        for given in decision.get("gives", []):
            if (decision["decision"], given["name"]) == ADVANCE:
                return Decimal(given["decided"]) + Decimal(given["review"])
    return Decimal(0)


def print_pivot(corner, columns, groups, cell):
    """A row for each column of the table that has figures, towns across, and their sum."""
    towns = [group["value"] or "未写明 not stated" for group in groups]
    rows = [[corner, *towns, "合计 all"]]
    for column in columns:
        figures = [cell(group, column) for group in groups]
        if any(figure is not None for figure in figures):
            figures = [figure or 0 for figure in figures]
            rows.append([column, *(f"{figure:,}" for figure in figures), f"{sum(figures):,}"])
    print_table(rows)


def decision_of(group, name):
    return next((one for one in group["decisions"] if one["decision"] == name), None)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        sums = json.load(file)
    groups = sums["groups"]
    names = [decision["decision"] for decision in sums["decisions"]]
    months = [month["month"] for month in sums["months"]]
    print(f"{sums['from']} … {sums['to']}: {sums['records']:,} records 记录, "
          f"{sums['rejected']:,} rejected 拒收")

    print("\n各项发放金额（元） amounts decided, in yuan")
    print_pivot("programme 项目", names, groups, lambda group, name: amount_of(
        decision_of(group, name) or {"outcomes": []}))

    print("\n须预拨镇（街道）的临时救助资金（元） temporary assistance that towns pay in advance, in yuan")
    print_pivot("month 月份", months, groups, lambda group, month: advance_of(next(
        one["decisions"] for one in group["months"] if one["month"] == month)))

    print("\n须由人工决定的件次 cases that people decide")
    print_pivot("programme 项目", names, groups, lambda group, name: (
        decision_of(group, name) or {}).get("review") or None)


if __name__ == "__main__":
    main()
