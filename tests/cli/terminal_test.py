#!/usr/bin/env python3
"""Progress is for people who watch: on a terminal, and nowhere else."""

import os
import pty
import select
import unittest

from program import PATIENCE_SECONDS, ProgramTest, end, records

CLEAR_LINE = b"\r\x1b[K"


def everything_from(terminal, process):
    """What a process writes to a terminal until it ends."""
    text = b""
    while True:
        ready, _, _ = select.select([terminal], [], [], PATIENCE_SECONDS)
        if not ready:
            raise TimeoutError("the program says nothing and does not end")
        try:
            part = os.read(terminal, 65_536)
        except OSError:  # the terminal is closed: the last of its writers has ended
            part = b""
        if not part:
            process.wait(PATIENCE_SECONDS)
            return text
        text += part


class TerminalTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("many.ndjson", records(0, 40_000))

    def decide_on_terminal(self, *arguments):
        ours, its = pty.openpty()
        self.addCleanup(os.close, ours)
        process = self.start("decide", "aid", "--on", "2020-03", "--input", "many.ndjson",
                             "--output", "out.ndjson", *arguments, stderr=its)
        os.close(its)
        self.addCleanup(end, process)
        text = everything_from(ours, process)
        return process, text

    def test_a_terminal_shows_progress_and_is_clean_afterwards(self):
        process, text = self.decide_on_terminal()
        self.assertEqual(process.returncode, 0)
        self.assertIn(b"records", text)
        self.assertTrue(text.startswith(CLEAR_LINE) and text.endswith(CLEAR_LINE), text)
        self.assertNotIn(CLEAR_LINE, process.stdout.read())

    def test_progress_speaks_the_language(self):
        _, text = self.decide_on_terminal("--lang", "zh")
        self.assertIn("条记录".encode(), text)

    def test_a_file_and_a_pipe_show_none(self):
        code, out, problems = self.decide("--input", "many.ndjson", "--output", "out.ndjson")
        self.assertEqual((code, problems), (0, ""))
        self.assertNotIn(b"\r", out)


if __name__ == "__main__":
    unittest.main()
