#!/usr/bin/env python3
"""The runner of specifications itself: a wrong specification must fail."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import run_cases

PROGRAM = "/bin/true"  # its folder is put in front of PATH; these cases need no doudi


def outcome(text, update=False):
    """Whether a specification holds, what was said, and the file afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.md"
        path.write_text(text, encoding="utf-8")
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            holds = run_cases.check(path, PROGRAM, Path(folder), update)
        return holds, said.getvalue(), path.read_text(encoding="utf-8")


def console(*lines):
    return "# Title\n\n```console\n" + "\n".join(lines) + "\n```\n\nThe end.\n"


class RunnerTest(unittest.TestCase):
    def assert_holds(self, text):
        holds, said, _ = outcome(text)
        self.assertTrue(holds, said)

    def assert_fails(self, text, why):
        holds, said, after = outcome(text)
        self.assertFalse(holds)
        self.assertIn(why, said)
        self.assertEqual(after, text, "a failing run changes no file")

    def test_exact_output_passes(self):
        self.assert_holds(console("$ printf 'a\\nb\\n'", "a", "b", "$ true"))

    def test_both_streams_are_compared(self):
        self.assert_holds(console("$ echo out; echo problem >&2", "out", "problem"))

    def test_other_output_fails(self):
        self.assert_fails(console("$ echo right", "wrong"), "+right")

    def test_less_output_fails(self):
        self.assert_fails(console("$ true", "wrong"), "-wrong")

    def test_more_output_fails(self):
        self.assert_fails(console("$ echo more"), "+more")

    def test_a_blank_more_at_the_end_of_a_line_fails(self):
        self.assert_fails(console("$ echo a", "a "), "+a")

    def test_a_missing_line_feed_fails(self):
        self.assert_fails(console("$ printf a", "a"), run_cases.NO_LINE_FEED)

    def test_another_exit_code_fails(self):
        self.assert_fails(console("$ exit 3", "[exit 1]"), "+[exit 3]")

    def test_an_exit_code_that_is_not_written_fails(self):
        self.assert_fails(console("$ false"), "+[exit 1]")

    def test_a_written_exit_code_of_a_success_fails(self):
        self.assert_fails(console("$ true", "[exit 1]"), "-[exit 1]")

    def test_files_are_there_and_nothing_else(self):
        text = "```yaml a/b.yaml\nkey: value\n```\n" + console("$ find . -type f", "./a/b.yaml",
                                                               "$ cat a/b.yaml", "key: value")
        self.assert_holds(text)

    def test_a_later_fence_replaces_a_file(self):
        first = "```csv x.csv\n1\n```\n" + console("$ cat x.csv", "1")
        self.assert_holds(first + "```csv x.csv\n2\n```\n" + console("$ cat x.csv", "2"))

    def test_a_fence_without_name_is_prose(self):
        self.assert_holds("```yaml\nkey: value\n```\n" + console("$ ls"))

    def test_a_long_command_goes_on_in_further_lines(self):
        self.assert_holds(console("$ cat <<end", "> one", "> end", "one"))

    def test_a_longer_fence_may_hold_a_fence(self):
        self.assert_holds("````text x.md\n```\n````\n" + console("$ wc -l < x.md", "1"))

    def test_a_specification_that_runs_nothing_fails(self):
        self.assert_fails("# Only words\n\n```yaml a.yaml\nkey: value\n```\n", "nothing is run")

    def test_a_console_without_command_fails(self):
        self.assert_fails(console("output alone"), "begins with '$ '")

    def test_a_fence_that_is_never_closed_fails(self):
        self.assert_fails("```console\n$ true\n", "never closed")

    def test_a_fence_with_two_names_fails(self):
        self.assert_fails("```yaml a.yaml b.yaml\n```\n" + console("$ true"), "is written")

    def test_a_file_outside_the_folder_fails(self):
        self.assert_fails("```yaml ../a.yaml\n```\n" + console("$ true"), "outside the folder")

    def test_update_writes_what_is_printed_and_keeps_the_prose(self):
        holds, _, after = outcome(console("$ echo right", "wrong", "$ false"), update=True)
        self.assertTrue(holds)
        self.assertEqual(after, console("$ echo right", "right", "$ false", "[exit 1]"))

    def test_update_refuses_output_that_looks_like_a_command(self):
        text = console("$ echo '$ false'")
        holds, said, after = outcome(text, update=True)
        self.assertFalse(holds)
        self.assertIn("cannot stand in a fence", said)
        self.assertEqual(after, text)

    def test_settings_of_the_caller_do_not_reach_the_commands(self):
        self.assert_holds(console("$ echo \"${DOUDI_LANG-none} $LANG\"", "none C.UTF-8"))


if __name__ == "__main__":
    unittest.main()
