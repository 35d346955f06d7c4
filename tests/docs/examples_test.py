#!/usr/bin/env python3
"""The scripts of examples/: letters are whole and in one language, sums are those of a recount.

DOUDI_PROGRAM names the built program.
"""

import json
import os
import re
import subprocess
import tempfile
import unittest
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ["DOUDI_PROGRAM"]
PACK = "rules/chengxiang"
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
ONE_WINDOW = ["--on", "2020-07", "--input", "examples/one_window.ndjson"]


def doudi(*arguments, **more):
    return subprocess.run([PROGRAM, *arguments], cwd=ROOT, capture_output=True, text=True,
                          check=True, **more).stdout


def letter(language):
    return doudi("explain", PACK, *ONE_WINDOW, "--record", "CX-0005", "--letter", "--lang",
                 language)


def traces():
    return json.loads(doudi("explain", PACK, *ONE_WINDOW, "--record", "CX-0005", "--json"))


class LetterTest(unittest.TestCase):
    def test_an_english_letter_has_no_chinese_in_it(self):
        found = [line for line in letter("en").splitlines() if HAN.search(line)]
        self.assertEqual(found, [])

    def test_a_chinese_letter_has_no_english_in_it(self):
        text = letter("zh").replace("CX-0005", "")
        words = {word for word in re.findall(r"[A-Za-z_][A-Za-z_.]*", text)}
        self.assertLessEqual(words, set("ABCDE"))

    def test_every_decision_about_everybody_is_told(self):
        for language in ("zh", "en"):
            told_apart = "暂按以下假定" if language == "zh" else "What is assumed"
            text = letter(language).split(told_apart)[0]
            for trace in traces():
                title = trace["title"][language]
                rows = [line for line in text.splitlines()
                        if re.match(rf"  - {re.escape(title)}( \(|（|：|: )", line)]
                who = trace["row"].rsplit(".", 1)[-1] if trace["row"] else ""
                with self.subTest(language=language, decision=trace["decision"], who=who):
                    told = [row for row in rows if not who or re.search(rf"\b{who}\b", row)]
                    self.assertEqual(len(told), 1, rows)

    def test_amounts_are_those_that_were_decided(self):
        text = letter("en")
        for trace in traces():
            amount = trace["amount"]
            if trace["status"] == "decided" and amount and Decimal(amount["value"]) > 0:
                with self.subTest(decision=trace["decision"], row=trace["row"]):
                    self.assertIn(f", {Decimal(amount['value']):,.2f} yuan", text)

    def test_what_is_assumed_is_told(self):
        """Of what is granted: each assumption of its outcome and of each step on the way."""
        text = letter("en")
        for trace in traces():
            steps = [step["citation"] for step in trace["steps"] if not step["only_shown"]]
            for citation in steps:
                for why in citation["assumed"]:
                    self.assertIn(why["en"], text)


class TownFundsTest(unittest.TestCase):
    households = 400

    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="doudi-examples-")
        cls.addClassCleanup(holder.cleanup)
        cls.folder = Path(holder.name)
        environment = os.environ | {"TOWN_FUNDS_FOLDER": str(cls.folder)}
        cls.printed = subprocess.run(
            ["bash", "examples/town_funds.sh", str(cls.households)], cwd=ROOT, check=True,
            capture_output=True, text=True, env=environment).stdout
        cls.sums = json.loads((cls.folder / "sums.json").read_text("utf-8"))
        decided = cls.folder / "decisions.ndjson"
        doudi("decide", PACK, "--from", "2020-01", "--to", "2020-12", "--input",
              str(cls.folder / "records.ndjson"), "--output", str(decided))
        records = map(json.loads, (cls.folder / "records.ndjson").read_text("utf-8").splitlines())
        cls.town = {record["household_id"]: record["town"] for record in records}
        cls.results = [json.loads(line, parse_float=Decimal)
                       for line in decided.read_text("utf-8").splitlines()]

    def recount(self):
        """(town, month, decision) to counts by status, and sums by (status, name)."""
        counts = defaultdict(lambda: defaultdict(int))
        sums = defaultdict(lambda: defaultdict(Decimal))
        for result in self.results:
            place = self.town[result["household_id"]], result["month"]
            for row in [result, *result.get("members", [])]:
                for name, decision in decisions_in(row):
                    key = (*place, name)
                    counts[key][decision["status"]] += 1
                    if decision["status"] in ("decided", "review"):
                        add(sums[key], decision)
        return counts, sums

    def test_counts_and_sums_by_town_and_month_are_those_of_a_recount(self):
        counts, sums = self.recount()
        seen = set()
        for group in self.sums["groups"]:
            for month in group["months"]:
                for decision in month["decisions"]:
                    key = (group["value"], month["month"], decision["decision"])
                    seen.add(key)
                    with self.subTest(key=key):
                        for status in ("decided", "review", "undetermined", "faulted"):
                            self.assertEqual(decision[status], counts[key][status])
                        amounts = [Decimal(one["amount"]) for one in decision["outcomes"]
                                   if one["status"] == "decided" and "amount" in one]
                        self.assertEqual(sum(amounts), sums[key]["decided", "amount"])
                        for given in decision.get("gives", []):
                            for status in ("decided", "review"):
                                self.assertEqual(Decimal(given[status]),
                                                 sums[key][status, given["name"]])
        self.assertEqual(seen, set(counts))

    def test_groups_add_up_to_all(self):
        for decision in self.sums["decisions"]:
            parts = [one for group in self.sums["groups"] for one in group["decisions"]
                     if one["decision"] == decision["decision"]]
            with self.subTest(decision=decision["decision"]):
                self.assertEqual(sum(one["in"] for one in parts) + decision.get("rejected", 0),
                                 decision["in"])

    def test_the_page_shows_every_town_and_month(self):
        for town in set(self.town.values()):
            self.assertIn(town, self.printed)
        for month in range(1, 13):
            self.assertIn(f"2020-{month:02}", self.printed)

    def test_every_programme_has_something_to_decide(self):
        """As made_up_households.py promises: not everybody is refused everything."""
        for decision in self.sums["decisions"]:
            with self.subTest(decision=decision["decision"]):
                told = [one for one in decision["outcomes"] if one["count"] > 0]
                self.assertGreater(len(told), 1)


def decisions_in(row, prefix=""):
    """Name and content of each decision of a row, those of programmes with several too."""
    for name, value in row.items():
        if isinstance(value, dict) and "status" in value:
            yield prefix + name, value
        elif isinstance(value, dict) and not prefix:
            yield from decisions_in(value, name + ".")


def add(sums, decision):
    status = decision["status"]
    if decision.get("amount") is not None and status == "decided":
        sums[status, "amount"] += Decimal(str(decision["amount"]))
    for name, value in decision.get("gives", {}).items():
        if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
            sums[status, name] += value


if __name__ == "__main__":
    unittest.main()
