#!/usr/bin/env python3
"""DuckDB as one writes it who wants speed: whole fen in BIGINT, every figure scaled by hand.

    duckdb_fen.py POPULATION REPETITIONS [shuffled]

Incomes are thousandths of a yuan, since a fifth of a wage has three places.
"""

import sys

from duckdb_tables import run

QUERY = """
WITH person AS (
    SELECT household_id,
        greatest(0, wage * 10 - CASE WHEN employed AND prior_recipient
                                     THEN least(wage * 2, 471000) ELSE 0 END)
            + (greatest(0, business) + property + transfer - exempt_transfer) * 10
            - (least(medical_self_paid, 150000) + least(education_cost, 70000)
               + least(rehab_cost, 50000)) * 10 AS net,
        disability_grade IN (1, 2) OR disability_grade = 3 AND disability_type IN (5, 6)
            OR severe_illness AS severe,
        CASE WHEN severe THEN 19800 WHEN age >= 70 THEN 13200 WHEN age < 18 THEN 6600
             ELSE 0 END AS supplement
    FROM member JOIN household USING (household_id)
), total AS (
    SELECT household_id, count(*) AS n, greatest(0, sum(net)::BIGINT) AS income,
        sum(supplement)::BIGINT AS supplement, count(*) FILTER (WHERE severe) AS severes
    FROM person GROUP BY household_id
), head AS (
    SELECT household.*, n, supplement, severes,
        (2 * income + 10 * n) // (20 * n) AS per_capita,
        assets <= 24 * 66000 * n AS assets_ok
    FROM household JOIN total USING (household_id)
)
SELECT household_id, per_capita,
    CASE WHEN assets_ok AND per_capita < 66000 THEN 0
         WHEN assets_ok AND 2 * per_capita < 3 * 66000 AND severes > 0 THEN 1
         WHEN prior_recipient AND months_over BETWEEN 1 AND 6 AND per_capita <= 132000 THEN 2
         ELSE 3 END AS category,
    CASE category
         WHEN 0 THEN ((66000 - per_capita) * n + supplement + 99) // 100 * 100
         WHEN 1 THEN (severes * 52800 + 99) // 100 * 100
         WHEN 2 THEN CASE WHEN months_over <= 3 THEN (prior_amount + 99) // 100 * 100
                          ELSE (prior_amount + 199) // 200 * 100 END
         ELSE 0 END AS amount
FROM head
"""

if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), "BIGINT fen", "{}::BIGINT", QUERY, "{}",
        "shuffled" in sys.argv[3:])
