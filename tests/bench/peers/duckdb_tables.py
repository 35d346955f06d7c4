"""What the DuckDB peers share: the population as tables, and timing a rule written in SQL."""

import duckdb
import numpy as np
from population import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, MONEY, Population, measure

TRUTHS = ("severe_illness", "employed", "prior_recipient")


def selected(columns, money):
    """The columns for CREATE TABLE, money as `money` says: a pattern with {}."""
    def one(name):
        if name in MONEY:
            return f"{money.format(name)} AS {name}"
        return f"{name} <> 0 AS {name}" if name in TRUTHS else name

    return ", ".join(one(name) for name in columns)


def tables(population, money, shuffled):
    """A database in memory with tables household and member, in the order of the households or,
    of members, in none."""
    order = np.arange(population.starts[-1])
    if shuffled:
        order = np.random.default_rng(1).permutation(order)
    members = {name: population.column(name)[order] for name in MEMBER_COLUMNS}
    members["household_id"] = population.household[order].astype(np.int32)
    households = {name: population.column(name) for name in HOUSEHOLD_COLUMNS}
    households["household_id"] = np.arange(population.size, dtype=np.int32)
    database = duckdb.connect(config={"preserve_insertion_order": True})
    for table, columns in (("household", households), ("member", members)):
        database.register("raw", columns)
        database.execute(f"CREATE TABLE {table} AS SELECT household_id, "
                         f"{selected(list(columns)[:-1], money)} FROM raw")
        database.unregister("raw")
    return database


def run(folder, repetitions, engine, money, query, to_fen, shuffled):
    """Times `query` (household_id, category, per_capita, amount of each household) into a table,
    with one thread and with two. `to_fen` makes whole fen of an amount."""
    population = Population(folder)
    database = tables(population, money, shuffled)
    # An older one is put in front of the usual one, and named.
    version = f" {duckdb.__version__}" if "/older/" in duckdb.__file__ else ""
    name = f"DuckDB{version} {engine}" + (", shuffled" if shuffled else "")

    def decide():
        database.execute(f"CREATE OR REPLACE TABLE result AS {query}")

    def results():
        rows = database.execute(
            f"SELECT category, {to_fen.format('per_capita')} AS per_capita, "
            f"{to_fen.format('amount')} AS amount FROM result ORDER BY household_id").fetchnumpy()
        return rows["category"], rows["per_capita"], rows["amount"]

    for threads in (1, 2):
        database.execute(f"SET threads = {threads}")
        measure(population, name, threads, repetitions, decide, results)
