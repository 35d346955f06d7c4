"""Holds records against the schema that `doudi schema` prints.

usage: schema_check.py DOUDI PACK BROKEN.tsv SOUND.ndjson...

Every sound record must be accepted, every broken one refused; among the sound files, those whose
key says "-bad-". Exit code 77 says that this was
skipped because no JSON Schema validator is installed (Debian: python3-jsonschema).
"""

import json
import subprocess
import sys
from decimal import Decimal

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: schema of records needs python3-jsonschema")
    sys.exit(77)


def parse(text):
    """Numbers stay decimals: in binary floating point 19.99 is not a multiple of 0.01."""
    return json.loads(text, parse_float=Decimal)


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip()]


def main(program, pack, broken, *sound):
    printed = subprocess.run([program, "schema", pack], check=True, capture_output=True)
    schema = parse(printed.stdout.decode("utf-8"))
    Draft202012Validator.check_schema(json.loads(printed.stdout.decode("utf-8")))
    validator = Draft202012Validator(schema)
    failures = []
    for path in sound:
        for line in lines(path):
            record = parse(line)
            if "-bad-" in str(record["household_id"]):
                if validator.is_valid(record):
                    failures.append(f"accepted, but broken: {line}")
                continue
            for error in validator.iter_errors(record):
                failures.append(f"refused, but sound: {line}\n  {error.json_path}: {error.message}")
    for line in lines(broken):
        code, record = line.split("\t")
        if validator.is_valid(parse(record)):
            failures.append(f"accepted, but broken ({code}): {record}")
    print("\n".join(failures))
    count = sum(len(lines(path)) for path in sound) + len(lines(broken))
    print(f"{count} records, {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main(*sys.argv[1:]))
