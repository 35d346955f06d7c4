#!/usr/bin/env python3
"""Writes sound examples for each fuzzer to begin from.

    seeds.py PROGRAM FOLDER     PROGRAM is the built doudi; FOLDER/<fuzzer>/ get the examples
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORMULA = re.compile(r"^ *(?:value|when|amount|while|base|at_most|that): +([^|>#{\[].*?)(?: +#.*)?$")
BYTES_OF_HEADER = 20  # magic, version and checksum of a rulebook

RECORDS = [
    '{"household_id": "h1", "assets": 12.5, "region": "x", "share": 0.2, "previous": "none", '
    '"members": [{"member_id": "a", "wage": 1000, "birth_date": "1980-05-01", "ill": true, '
    '"disability": "visual", "siblings": 2, "expenses": [{"amount": 3}]}]}',
    '{"household_id": 7, "assets": "12.50", "given": {"dibao.household_income": 1830}, "previous": '
    '{"2020-06": {"dibao.household_amount": 1}, "2020-05": {"dibao.household_amount": null}}, '
    '"members": [{"member_id": "a", "wage": {"2020-05": 900, "2020-07": {"per_year": 24000}}}]}',
    '[{"household_id": "h1"}, {"household_id": "\\u5c71", "members": []}]',
    "0h1,12.5,x,none,\nh2,,,,household_cover\n\x01h1,a,1000,1980-05-01\nh2,b,null,\n",
    '0"h,1",1,"a ""b""",,\r\n\x01"h,1",a,1.10,2000-02-29\r\n',
    "1household_id,assets,given.dibao.household_income,previous,region\nh1,1,2,none,x\n",
]


def formulas():
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            match = FORMULA.match(line)
            if match:
                yield match[1].encode()


def packs():
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        text = path.read_bytes()
        yield (b"0" if path.name == "pack.yaml" else b"") + text
    pack = ROOT / "tests/cli/pack"
    yield b"0" + (pack / "pack.yaml").read_bytes()
    yield (pack / "aid.yaml").read_bytes() + b"\x01" + b"""cases:
  - case: one
    date: 2020-03
    household: {members: [{member_id: a, wage: 500}]}
    expect: {aid.outcome: paid, aid.needs: []}
"""


def rulebooks(program):
    with tempfile.TemporaryDirectory() as folder:
        for pack, date in (("tests/cli/pack", "2020-03"), ("rules/chengxiang", "2020-07")):
            target = Path(folder) / "a.rulebook"
            subprocess.run([program, "compile", str(ROOT / pack), "--on", date, "--output",
                            str(target)], check=True)
            yield target.read_bytes()[BYTES_OF_HEADER:]


def write(folder, examples):
    folder.mkdir(parents=True, exist_ok=True)
    for number, example in enumerate(examples):
        (folder / f"{number:04}").write_bytes(example)
    return sum(1 for _ in folder.iterdir())


def main(arguments):
    program, folder = arguments[0], Path(arguments[1])
    for name, examples in (("formula", formulas()), ("pack", packs()),
                           ("records", (text.encode() for text in RECORDS)),
                           ("rulebook", rulebooks(program))):
        if write(folder / name, examples) == 0:
            print(f"there is no example for {name}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
