#!/usr/bin/env python3
"""OpenFisca-Core, the rules as variables in its own manner, yuan as its `float` (32 bits).

    openfisca_core_peer.py POPULATION REPETITIONS

Timed twice: calculating alone, on a simulation that is built; and with building it from arrays.
"""

import logging
import sys

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from population import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, MONEY, Population, measure

PERIOD = "2020-07"
STANDARD = 660
TRUTHS = ("severe_illness", "employed", "prior_recipient")

Household = build_entity(key="household", plural="households", label="",
                         roles=[{"key": "member", "plural": "members", "label": ""}])
Person = build_entity(key="person", plural="persons", label="", is_person=True)


def variable(variable_name, of, kind, rule=None):
    """A variable class as OpenFisca wants it; without a formula it is an input."""
    attributes = {"value_type": kind, "entity": of, "definition_period": MONTH}
    if rule is not None:
        attributes["formula"] = rule
    return type(variable_name, (Variable,), attributes)


def input_variable(name, entity):
    kind = float if name in MONEY else bool if name in TRUTHS else int
    return variable(name, entity, kind)


def counted(person, period, _parameters):
    wage = person("wage", period)
    deducts = person("employed", period) * person.household("prior_recipient", period)
    cost = np.where(deducts, np.minimum(0.20 * wage, 0.30 * 1570), 0)
    return (np.maximum(0, wage - cost) + np.maximum(0, person("business", period))
            + person("property", period)
            + (person("transfer", period) - person("exempt_transfer", period)))


def rigid(person, period, _parameters):
    return (np.minimum(person("medical_self_paid", period), 1500)
            + np.minimum(person("education_cost", period), 700)
            + np.minimum(person("rehab_cost", period), 500))


def severe(person, period, _parameters):
    grade, kind = person("disability_grade", period), person("disability_type", period)
    return ((grade == 1) + (grade == 2) + (grade == 3) * ((kind == 5) + (kind == 6))
            + person("severe_illness", period))


def supplement(person, period, _parameters):
    age = person("age", period)
    return np.select([person("severe", period), age >= 70, age < 18],
                     [0.3 * STANDARD, 0.2 * STANDARD, 0.1 * STANDARD], 0)


def per_capita(household, period, _parameters):
    income = np.maximum(0, household.sum(household.members("counted", period))
                        - household.sum(household.members("rigid", period)))
    return np.floor(income / household.nb_persons() * 100 + 0.5) / 100


def category(household, period, _parameters):
    head = household("per_capita", period)
    assets_ok = household("assets", period) <= 24 * STANDARD * household.nb_persons()
    months = household("months_over", period)
    return np.select(
        [assets_ok * (head < STANDARD),
         assets_ok * (head < 1.5 * STANDARD)
         * (household.sum(household.members("severe", period)) > 0),
         household("prior_recipient", period) * (months >= 1) * (months <= 6)
         * (head <= 2 * STANDARD)],
        [0, 1, 2], 3)


def amount(household, period, _parameters):
    category_of = household("category", period)
    supplements = household.sum(household.members("supplement", period))
    whole = np.ceil((STANDARD - household("per_capita", period)) * household.nb_persons()
                    + supplements)
    alone = np.ceil(household.sum(household.members("severe", period)) * (0.8 * STANDARD))
    share = np.where(household("months_over", period) <= 3, 1.0, 0.5)
    leaving = np.ceil(household("prior_amount", period) * share)
    return np.select([category_of == 0, category_of == 1, category_of == 2],
                     [whole, alone, leaving], 0)


FORMULAS = ((Person, float, counted), (Person, float, rigid), (Person, bool, severe),
            (Person, float, supplement), (Household, float, per_capita),
            (Household, int, category), (Household, float, amount))


def system():
    result = TaxBenefitSystem([Person, Household])
    for name in MEMBER_COLUMNS:
        result.add_variable(input_variable(name, Person))
    for name in HOUSEHOLD_COLUMNS:
        result.add_variable(input_variable(name, Household))
    for entity, kind, rule in FORMULAS:
        result.add_variable(variable(rule.__name__, entity, kind, rule))
    return result


def inputs(population):
    """Arrays in the types that OpenFisca keeps, so that handing them over converts nothing."""
    for name in (*MEMBER_COLUMNS, *HOUSEHOLD_COLUMNS):
        column = population.column(name)
        if name in MONEY:
            yield name, (column / 100).astype(np.float32)
        else:
            yield name, column.astype(bool) if name in TRUTHS else column.astype(np.int32)


def build(rules, population, persons, arrays):
    builder = SimulationBuilder()
    builder.create_entities(rules)
    builder.declare_person_entity("person", persons)
    households = builder.declare_entity("household", np.arange(population.size))
    roles = np.zeros(len(persons), dtype=np.int16)  # all members alike
    builder.join_with_persons(households, population.household, roles)
    simulation = builder.build(rules)
    for name, array in arrays:
        simulation.set_input(name, PERIOD, array)
    return simulation


def main():
    logging.disable(logging.WARNING)
    population = Population(sys.argv[1])
    rules = system()
    arrays = list(inputs(population))
    persons = np.arange(population.starts[-1])
    simulation = build(rules, population, persons, arrays)
    last = []

    def calculate():
        for _, _, rule in FORMULAS:
            simulation.delete_arrays(rule.__name__)
        last[:] = [simulation.calculate(name, PERIOD)
                   for name in ("category", "per_capita", "amount")]

    def build_and_calculate():
        nonlocal simulation
        simulation = None
        simulation = build(rules, population, persons, arrays)
        calculate()

    def results():
        fen = [np.rint(money.astype(np.float64) * 100).astype(np.int64) for money in last[1:]]
        return last[0], *fen

    repetitions = int(sys.argv[2])
    measure(population, "OpenFisca-Core, calculating", 1, repetitions, calculate, results)
    measure(population, "OpenFisca-Core, with building", 1, repetitions, build_and_calculate,
            results)


if __name__ == "__main__":
    main()
