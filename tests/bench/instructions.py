#!/usr/bin/env python3
"""Guards what a record costs by counting instructions, which no busy machine changes.

    instructions.py DOUDI      (a release build; needs valgrind)

Decides made-up households of the reference workload from CSV and from NDJSON, some and then twice
as many: the difference is what the further ones cost, whatever the start does. Fails above a bound
that leaves room for compilers, but not for an operation a record that nobody wanted.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

BENCH = pathlib.Path(__file__).resolve().parent
FEW = 2_000
#: Instructions a household; g++ 12.2 on x86-64 needs about 7,400 and 11,500.
BOUNDS = {"csv": 12_000, "ndjson": 18_000}
HOUSEHOLD = ("assets", "prior_recipient", "prior_amount", "months_over")
MEMBER = ("wage", "business", "property", "transfer", "exempt_transfer", "age", "disability_grade",
          "disability_type", "severe_illness", "medical_self_paid", "education_cost", "rehab_cost",
          "employed")


def household(i):
    """Facts of household `i`, as JSON and CSV write them."""
    return {"assets": f"{i * 7919 % 50_000}.50", "prior_recipient": "false",
            "prior_amount": "0.00", "months_over": "0"}


def members(i):
    for j in range(1 + i % 4):
        yield {"wage": f"{(i * 31 + j * 977) % 4_000}.20", "business": "0.00", "property": "0.00",
               "transfer": "120.00", "exempt_transfer": "0.00", "age": str((i * 13 + j * 29) % 90),
               "disability_grade": str(i % 5), "disability_type": "physical",
               "severe_illness": "true" if i % 17 == 0 else "false",
               "medical_self_paid": f"{i * 53 % 900}.00", "education_cost": "0.00",
               "rehab_cost": "0.00", "employed": "true" if j == 0 else "false"}


def as_json(facts):
    return ", ".join(f'"{name}": ' + (json.dumps(value) if name == "disability_type" else value)
                     for name, value in facts.items())


def write(folder, count):
    """The same households in both forms; answers the files of each."""
    with open(folder / "household.csv", "w", encoding="utf-8") as outer, \
            open(folder / "member.csv", "w", encoding="utf-8") as inner, \
            open(folder / "in.ndjson", "w", encoding="utf-8") as lines:
        outer.write("household_id," + ",".join(HOUSEHOLD) + "\n")
        inner.write("household_id,member_id," + ",".join(MEMBER) + "\n")
        for i in range(count):
            key = f"h{i:06}"
            outer.write(f"{key}," + ",".join(household(i).values()) + "\n")
            texts = []
            for j, facts in enumerate(members(i)):
                inner.write(f"{key},m{j}," + ",".join(facts.values()) + "\n")
                texts.append(f'{{"member_id": "m{j}", {as_json(facts)}}}')
            lines.write(f'{{"household_id": "{key}", {as_json(household(i))}, '
                        f'"members": [{", ".join(texts)}]}}\n')
    return {"csv": ["household.csv", "member.csv"], "ndjson": ["in.ndjson"]}


def instructions(doudi, files, form, folder):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", doudi, "decide",
               str(BENCH / "workload"), "--on", "2020-07", "--threads", "1", "--input",
               *(str(folder / file) for file in files), "--output", str(folder / f"out.{form}")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    counted = re.search(r"Collected : (\d+)", done.stdout)
    if done.returncode != 0 or counted is None:
        sys.exit(f"{' '.join(command)}\n{done.stdout}")
    return int(counted[1])


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    counts = {}
    for count in (FEW, 2 * FEW):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            for form, files in write(folder, count).items():
                counts[form, count] = instructions(sys.argv[1], files, form, folder)
    is_good = True
    for form, bound in BOUNDS.items():
        each = (counts[form, 2 * FEW] - counts[form, FEW]) / FEW
        is_good = is_good and each <= bound
        print(f"{form}: {each:,.0f} instructions a household, {bound:,} at most")
    sys.exit(0 if is_good else "a record costs more than it should")


if __name__ == "__main__":
    main()
