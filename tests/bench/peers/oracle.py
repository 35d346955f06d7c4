#!/usr/bin/env python3
"""Decides the reference workload in exact fractions, straight from the CSV text, and holds the
loop written by hand against it.

    oracle.py POPULATION [HOUSEHOLDS]     (a folder that reference_workload wrote; default all)

It shares no number and no code with anything that is timed. Standard library alone.
"""

import array
import csv
import itertools
import pathlib
import sys
from fractions import Fraction
from math import ceil, floor

STANDARD = 660
MIN_WAGE = 1570
EMPLOYMENT_COST_RATE = Fraction(20, 100)
EMPLOYMENT_COST_CAP = Fraction(30, 100)
MEDICAL_CAP, EDUCATION_CAP, REHAB_CAP = 1500, 700, 500
HOUSEHOLD_COVER, SINGLE_COVER, EXIT, NOT_ELIGIBLE = range(4)


def counted(member, is_prior):
    wage = Fraction(member["wage"])
    cost = Fraction(0)
    if member["employed"] == "true" and is_prior:
        cost = min(EMPLOYMENT_COST_RATE * wage, EMPLOYMENT_COST_CAP * MIN_WAGE)
    return (max(Fraction(0), wage - cost) + max(Fraction(0), Fraction(member["business"]))
            + Fraction(member["property"])
            + Fraction(member["transfer"]) - Fraction(member["exempt_transfer"]))


def rigid(member):
    return (min(Fraction(member["medical_self_paid"]), MEDICAL_CAP)
            + min(Fraction(member["education_cost"]), EDUCATION_CAP)
            + min(Fraction(member["rehab_cost"]), REHAB_CAP))


def is_severe(member):
    grade = int(member["disability_grade"])
    return (grade in (1, 2)
            or grade == 3 and member["disability_type"] in ("intellectual", "mental")
            or member["severe_illness"] == "true")


def supplement(member):
    if is_severe(member):
        return Fraction(30, 100) * STANDARD
    if int(member["age"]) >= 70:
        return Fraction(20, 100) * STANDARD
    return Fraction(10, 100) * STANDARD if int(member["age"]) < 18 else Fraction(0)


def exit_share(months):
    return Fraction(1) if months <= 3 else Fraction(1, 2)


def decide(household, members):
    """Category, income a head in fen and amount in fen."""
    is_prior = household["prior_recipient"] == "true"
    income = max(Fraction(0), sum(counted(m, is_prior) for m in members)
                 - sum(rigid(m) for m in members))
    head_fen = floor(income * 100 / len(members) + Fraction(1, 2))  # never below 0
    head = Fraction(head_fen, 100)
    assets_ok = Fraction(household["assets"]) <= 24 * STANDARD * len(members)
    severe = sum(1 for m in members if is_severe(m))
    months = int(household["months_over"])
    if assets_ok and head < STANDARD:
        amount = (STANDARD - head) * len(members) + sum(supplement(m) for m in members)
        return HOUSEHOLD_COVER, head_fen, ceil(amount) * 100
    if assets_ok and head < Fraction(3, 2) * STANDARD and severe > 0:
        return SINGLE_COVER, head_fen, ceil(severe * STANDARD * Fraction(80, 100)) * 100
    if is_prior and 1 <= months <= 6 and head <= 2 * STANDARD:
        return EXIT, head_fen, ceil(Fraction(household["prior_amount"]) * exit_share(months)) * 100
    return NOT_ELIGIBLE, head_fen, 0


def expected(folder, name):
    numbers = array.array("i")
    numbers.frombytes((folder / f"columns/expected.{name}.i32").read_bytes())
    return numbers


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    most = int(sys.argv[2]) if len(sys.argv) > 2 else None
    columns = [expected(folder, name) for name in ("category", "per_capita", "amount")]
    outcomes = [0] * 4
    on_a_line = 0
    checked = 0
    with open(folder / "text/household.csv", encoding="utf-8") as outer, \
            open(folder / "text/member.csv", encoding="utf-8") as inner:
        groups = itertools.groupby(csv.DictReader(inner), key=lambda m: m["household_id"])
        for household, (key, members) in zip(csv.DictReader(outer), groups):
            if key != household["household_id"]:
                sys.exit(f"members of {key} where those of {household['household_id']} belong")
            if checked == most:
                break
            found = decide(household, list(members))
            if found != tuple(column[checked] for column in columns):
                sys.exit(f"{key}: {found} in fractions, by hand "
                         f"{tuple(column[checked] for column in columns)}")
            outcomes[found[0]] += 1
            on_a_line += found[1] in (66_000, 99_000, 132_000)
            checked += 1
    if checked == 0 or checked >= 10_000 and (0 in outcomes or on_a_line == 0):
        sys.exit(f"too little is tested: outcomes {outcomes}, {on_a_line} on a line")
    print(f"oracle: {checked:,} households in exact fractions, all as by hand; household cover "
          f"{outcomes[0]:,}, single cover {outcomes[1]:,}, exit {outcomes[2]:,}, not eligible "
          f"{outcomes[3]:,}; {on_a_line:,} exactly on a line of income")


if __name__ == "__main__":
    main()
