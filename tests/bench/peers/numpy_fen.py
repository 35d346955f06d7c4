#!/usr/bin/env python3
"""NumPy, whole thousandths of a yuan in int64 and whole columns at a time.

    numpy_fen.py POPULATION REPETITIONS

One thread: NumPy uses no more for this. All columns are int64 before the clock starts.
"""

import sys

import numpy as np
from population import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, Population, measure

STANDARD = 66_000  # fen


def decide(m, h, starts, counts, household):
    """Category, income a head and amount (fen) from columns of members and of households."""
    prior = h["prior_recipient"] != 0
    deducts = (m["employed"] != 0) & prior[household]
    cost = np.where(deducts, np.minimum(m["wage"] * 2, 471_000), 0)
    counted = (np.maximum(m["wage"] * 10 - cost, 0)
               + (np.maximum(m["business"], 0) + m["property"]
                  + m["transfer"] - m["exempt_transfer"]) * 10)
    rigid = (np.minimum(m["medical_self_paid"], 150_000) + np.minimum(m["education_cost"], 70_000)
             + np.minimum(m["rehab_cost"], 50_000))
    grade, kind = m["disability_grade"], m["disability_type"]
    severe = ((grade == 1) | (grade == 2) | ((grade == 3) & ((kind == 5) | (kind == 6)))
              | (m["severe_illness"] != 0))
    supplement = np.where(severe, 19_800,
                          np.where(m["age"] >= 70, 13_200, np.where(m["age"] < 18, 6_600, 0)))

    income = np.maximum(np.add.reduceat(counted - rigid * 10, starts), 0)
    supplements = np.add.reduceat(supplement, starts)
    severes = np.add.reduceat(severe.astype(np.int64), starts)
    per_capita = (2 * income + counts * 10) // (counts * 20)

    assets_ok = h["assets"] <= 24 * STANDARD * counts
    covers = assets_ok & (per_capita < STANDARD)
    single = assets_ok & (2 * per_capita < 3 * STANDARD) & (severes > 0)
    months = h["months_over"]
    exits = prior & (months >= 1) & (months <= 6) & (per_capita <= 2 * STANDARD)
    whole = ((STANDARD - per_capita) * counts + supplements + 99) // 100 * 100
    alone = (severes * 52_800 + 99) // 100 * 100
    before = h["prior_amount"]
    leaving = np.where(months <= 3, (before + 99) // 100 * 100, (before + 199) // 200 * 100)
    category = np.where(covers, 0, np.where(single, 1, np.where(exits, 2, 3)))
    amount = np.where(covers, whole, np.where(single, alone, np.where(exits, leaving, 0)))
    return category, per_capita, amount


def main():
    population = Population(sys.argv[1])
    members = {name: population.column(name).astype(np.int64) for name in MEMBER_COLUMNS}
    households = {name: population.column(name).astype(np.int64) for name in HOUSEHOLD_COLUMNS}
    last = []

    def run():
        last[:] = decide(members, households, population.starts[:-1], population.counts,
                         population.household)

    measure(population, "NumPy int64", 1, int(sys.argv[2]), run, lambda: last)


if __name__ == "__main__":
    main()
