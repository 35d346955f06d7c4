#!/usr/bin/env python3
"""What the documents show is true: commands run, outputs match, rules load, links lead somewhere.

DOUDI_PROGRAM names the built program. DOUDI_UPDATE_CASES=1 writes the outputs of ```console
fences into the documents instead of comparing them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/cases"))
import run_cases  # noqa: E402

PROGRAM = os.environ["DOUDI_PROGRAM"]
DOCUMENTS = [path.relative_to(ROOT) for path in
             [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")),
              *sorted((ROOT / "rules").glob("*.md"))]]

# Not run from here, and why. Each must stand in a document, or it is taken out of this list.
NOT_RUN = {
    "bash examples/quickstart.sh": "builds; a step of tests/run.sh",
    "bash tests/run.sh": "runs this test",
    "bash tests/bench/run.sh": "takes minutes",
    "bash examples/one_window.sh": "run by examples.one_window",
    "bash examples/town_funds.sh": "run by examples.letters_and_sums, with fewer households",
}
COPIED = ("rules", "examples", "tests/cases/cli")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


def shown(path):
    """Lines and fences of a document."""
    lines = (ROOT / path).read_text(encoding="utf-8").split("\n")
    return lines, run_cases.fences_of(lines)


def commands_of(lines):
    """The commands of a ```sh fence: lines, joined where they end in a backslash."""
    text = "\n".join(lines).replace("\\\n", " ")
    return [line for line in text.split("\n") if line.strip() and not line.startswith("#")]


def reason_not_to_run(command):
    return next((begin for begin in NOT_RUN if command.startswith(begin)), None)


class DocumentsTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="doudi-docs-")
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def fresh_copy(self):
        """A folder with what a reader of the documents has at hand."""
        copy = Path(tempfile.mkdtemp(dir=self.folder))
        for part in COPIED:
            shutil.copytree(ROOT / part, copy / part)
        return copy

    def run_in(self, folder, *command):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False,
                              env=run_cases.environment(PROGRAM, ROOT), timeout=120)
        return done.returncode, done.stdout + done.stderr

    def test_commands_run(self):
        left_out = set()
        for path in DOCUMENTS:
            lines, fences = shown(path)
            copy = self.fresh_copy()
            for fence in (fence for fence in fences if fence.language == "sh"):
                for command in commands_of(lines[fence.first:fence.last]):
                    begin = reason_not_to_run(command)
                    if begin is not None:
                        left_out.add(begin)
                        continue
                    with self.subTest(document=str(path), command=command):
                        code, said = self.run_in(copy, "bash", "-c", command)
                        self.assertEqual(code, 0, said)
        self.assertEqual(left_out, set(NOT_RUN), "commands that no document shows any more")

    def test_outputs_are_those_that_are_shown(self):
        update = os.environ.get("DOUDI_UPDATE_CASES", "") not in ("", "0")
        for path in DOCUMENTS:
            lines, fences = shown(path)
            if not any(fence.language == "console" for fence in fences):
                continue
            with self.subTest(document=str(path)):
                now = run_cases.perform(lines, self.fresh_copy(),
                                        run_cases.environment(PROGRAM, ROOT))
                if update:
                    (ROOT / path).write_text("\n".join(now), encoding="utf-8")
                else:
                    self.assertEqual(now, lines)

    def test_rules_load(self):
        for path in DOCUMENTS:
            lines, fences = shown(path)
            pack = {fence.name: lines[fence.first:fence.last] for fence in fences
                    if fence.language == "yaml" and fence.name}
            if pack:
                with self.subTest(document=str(path), pack=sorted(pack)):
                    self.check_pack(pack)
            for fence in fences:
                if fence.language == "yaml" and not fence.name:
                    with self.subTest(document=str(path), line=fence.first):
                        self.check_rules(lines[fence.first:fence.last])

    def check_pack(self, pack):
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        for name, lines in pack.items():
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        code, said = self.run_in(folder, PROGRAM, "check", ".")
        self.assertEqual(code, 0, said)

    def check_rules(self, lines):
        """Rules that are shown are those of the first pack, word for word, comments left out."""
        match = re.match(r"- rule: (\S+)$", lines[0])
        self.assertIsNotNone(match, "a fragment begins with '- rule: NAME'; a file has a name")
        pack = "\n".join(file.read_text(encoding="utf-8")
                         for file in sorted((ROOT / "rules/chengxiang").rglob("*.yaml")))
        fragment = "\n".join("  " + line if line else "" for line in lines)
        self.assertIn(re.sub(r" +#.*", "", fragment) + "\n", re.sub(r" +#.*", "", pack),
                      "the pack says it otherwise")

    def test_records_can_be_read(self):
        for path in DOCUMENTS:
            lines, fences = shown(path)
            for fence in (fence for fence in fences if fence.language == "json"):
                with self.subTest(document=str(path), line=fence.first):
                    record = json.loads("\n".join(lines[fence.first:fence.last]))
                    file = self.folder / "record.json"
                    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
                    code, said = self.run_in(ROOT, PROGRAM, "decide", "rules/chengxiang", "--on",
                                             "2020-07", "--input", str(file), "--output",
                                             "/dev/null", "--strict")
                    self.assertEqual(code, 0, said)

    def test_records_are_those_that_are_decided(self):
        """A record that is shown by the key of an example is that example."""
        examples = {record["household_id"]: record for record in map(
            json.loads, (ROOT / "examples/households.ndjson").read_text("utf-8").splitlines())}
        for path in DOCUMENTS:
            lines, fences = shown(path)
            for fence in (fence for fence in fences if fence.language == "json"):
                record = json.loads("\n".join(lines[fence.first:fence.last]))
                with self.subTest(document=str(path), line=fence.first):
                    key = record.get("household_id")
                    self.assertEqual(examples.get(key, record), record)

    def test_fences_are_of_known_languages(self):
        known = {"", "sh", "console", "yaml", "json", "ebnf", "cpp", "cmake"}
        for path in DOCUMENTS:
            for fence in shown(path)[1]:
                self.assertIn(fence.language, known, f"{path}:{fence.first}")

    def test_links_lead_somewhere(self):
        for path in DOCUMENTS + [path.relative_to(ROOT)
                                 for path in sorted((ROOT / "docs").glob("*/*.md"))]:
            for target in LINK.findall((ROOT / path).read_text(encoding="utf-8")):
                if not re.match(r"[a-z]+:", target):
                    with self.subTest(document=str(path), link=target):
                        self.assertTrue((ROOT / path.parent / target).exists())


if __name__ == "__main__":
    unittest.main()
