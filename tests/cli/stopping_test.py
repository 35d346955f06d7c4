#!/usr/bin/env python3
"""A run that is stopped leaves no half-written output, and the old output as it was."""

import signal
import time
import unittest

from program import BATCH, Feeder, ProgramTest, SIGNAL_CODES, end, records, stop

OLD = b"what was decided last month\n"


class StoppingTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("decisions.ndjson", OLD)

    def test_a_run_that_waits_for_input_is_stopped(self):
        for number, code in SIGNAL_CODES.items():
            with self.subTest(signal=number.name):
                process = self.start_endless("--output", "decisions.ndjson",
                                             "--rejects", "rejects.ndjson")
                ended, _ = stop(process, number)
                end(process)
                self.assertEqual(ended, code)
                self.assertEqual(self.read("decisions.ndjson"), OLD)
                self.assert_nothing_left("decisions.ndjson")

    def test_a_busy_run_is_stopped_at_once(self):
        process = self.start("decide", "aid", "--on", "2020-03", "--input", "-", "--output",
                             "decisions.ndjson", stdin=-1)
        self.addCleanup(end, process)
        Feeder(process)
        time.sleep(1)
        code, seconds = stop(process, signal.SIGTERM)
        self.assertEqual(code, 143)
        self.assertLess(seconds, 10)
        self.assertEqual(self.read("decisions.ndjson"), OLD)
        self.assert_nothing_left("decisions.ndjson")

    def test_a_killed_run_leaves_the_old_output(self):
        process = self.start_endless("--output", "decisions.ndjson", "--rejects", "rejects.ndjson")
        code, _ = stop(process, signal.SIGKILL)
        end(process)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertEqual(self.read("decisions.ndjson"), OLD)
        # Where the system knows files without names, as here, nothing is left at all.
        left = [name for name in self.files() if name != "decisions.ndjson"]
        self.assertTrue(all(name.startswith(".") for name in left), left)
        self.assertEqual(left, [] if has_nameless_files(self.folder) else left)

    def test_csv_files_appear_together_or_not_at_all(self):
        self.write("out.csv", OLD)
        process = self.start_endless("--output", "out.csv", "--values", "aid.wealthy")
        code, _ = stop(process, signal.SIGTERM)
        end(process)
        self.assertEqual(code, 143)
        self.assertEqual(self.read("out.csv"), OLD)
        self.assert_nothing_left("decisions.ndjson", "out.csv")

    def test_a_run_that_is_not_stopped_replaces_the_old_output(self):
        process = self.start_endless("--output", "decisions.ndjson")
        out, problems = process.communicate(timeout=60)
        self.assertEqual((process.returncode, problems), (0, b""))
        lines = self.read("decisions.ndjson").splitlines()
        self.assertEqual(len(lines), 3 * BATCH)
        self.assertIn(b"%12d  in (household)" % len(lines), out)
        self.assert_nothing_left("decisions.ndjson")


class ClosedPipeTest(ProgramTest):
    """`| head`: whoever reads has enough, and nobody is told of it."""

    def test_a_reader_that_has_enough_ends_the_run_quietly(self):
        self.write("many.ndjson", records(0, 50_000))
        process = self.start("decide", "aid", "--on", "2020-03", "--input", "many.ndjson",
                             "--output", "-", "--rejects", "rejects.ndjson")
        self.addCleanup(end, process)
        self.assertTrue(process.stdout.readline().startswith(b'{"household_id": "h0"'))
        process.stdout.close()
        problems = process.stderr.read()
        self.assertEqual((process.wait(60), problems), (141, b""))
        self.assert_nothing_left("many.ndjson")

    def test_other_commands_end_quietly_too(self):
        for arguments in (["describe", "aid"], ["schema", "aid"], ["check", "aid"]):
            with self.subTest(command=arguments[0]):
                process = self.start(*arguments)
                process.stdout.close()
                problems = process.stderr.read()
                # A pipe that is closed late has swallowed a short text: that is no failure.
                self.assertIn(process.wait(60), (-signal.SIGPIPE, 0))
                self.assertEqual(problems, b"")
                end(process)


def has_nameless_files(folder):
    import os
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
        return True
    except OSError:
        return False


if __name__ == "__main__":
    unittest.main()
