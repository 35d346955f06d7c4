#!/usr/bin/env python3
"""DuckDB, the rules as one writes them in SQL: exact decimals, yuan with two places.

    duckdb_decimal.py POPULATION REPETITIONS [shuffled]

Division of decimals gives DOUBLE in DuckDB, so the rounded income a head divides whole numbers.
"""

import sys

from duckdb_tables import run

QUERY = """
WITH person AS (
    SELECT household_id,
        greatest(0, wage - CASE WHEN employed AND prior_recipient
                                THEN least(0.20 * wage, 0.30 * 1570) ELSE 0 END)
            + greatest(0, business) + property + (transfer - exempt_transfer) AS counted,
        least(medical_self_paid, 1500) + least(education_cost, 700) + least(rehab_cost, 500)
            AS rigid,
        disability_grade IN (1, 2) OR disability_grade = 3 AND disability_type IN (5, 6)
            OR severe_illness AS severe,
        CASE WHEN severe THEN 0.3 * 660 WHEN age >= 70 THEN 0.2 * 660
             WHEN age < 18 THEN 0.1 * 660 ELSE 0 END AS supplement
    FROM member JOIN household USING (household_id)
), total AS (
    SELECT household_id, count(*) AS n, greatest(0, sum(counted) - sum(rigid)) AS income,
        sum(supplement) AS supplement, count(*) FILTER (WHERE severe) AS severes
    FROM person GROUP BY household_id
), head AS (
    SELECT household.*, n, supplement, severes,
        (((2 * 1000 * income)::BIGINT + 10 * n) // (20 * n))::DECIMAL(18, 0) * 0.01 AS per_capita,
        assets <= 24 * 660 * n AS assets_ok
    FROM household JOIN total USING (household_id)
)
SELECT household_id, per_capita,
    CASE WHEN assets_ok AND per_capita < 660 THEN 0
         WHEN assets_ok AND per_capita < 1.5 * 660 AND severes > 0 THEN 1
         WHEN prior_recipient AND months_over BETWEEN 1 AND 6 AND per_capita <= 2 * 660 THEN 2
         ELSE 3 END AS category,
    CASE category
         WHEN 0 THEN ceil((660 - per_capita) * n + supplement)
         WHEN 1 THEN ceil(severes * 0.8 * 660)
         WHEN 2 THEN ceil(prior_amount * CASE WHEN months_over <= 3 THEN 1.0 ELSE 0.5 END)
         ELSE 0 END AS amount
FROM head
"""

if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), "DECIMAL", "({}::BIGINT * 0.01)::DECIMAL(18, 2)", QUERY,
        "(100 * {})::BIGINT", "shuffled" in sys.argv[3:])
