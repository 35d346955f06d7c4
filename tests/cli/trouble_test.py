#!/usr/bin/env python3
"""Files that cannot be read or written: an exit code, a reason, and nothing half-written."""

import os
import resource
import shutil
import stat
import subprocess
import unittest

from program import ProgramTest, records

OLD = b"what was decided last month\n"
TROUBLE = 3
REFUSED = 1


class TroubleTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("few.ndjson", records(0, 20))

    def assert_trouble(self, outcome, *words):
        code, _, problems = outcome
        self.assertEqual(code, TROUBLE, problems)
        for word in words:
            self.assertIn(word, problems)


    def run_alone(self, script):
        """Runs a shell script, of which $0 is the program, with file systems of its own."""
        unshare = shutil.which("unshare")
        if unshare is None:
            self.skipTest("no unshare")
        done = subprocess.run([unshare, "--mount", "--user", "--map-root-user", "sh", "-c", script,
                               os.environ["DOUDI_PROGRAM"]], cwd=self.folder, timeout=60,
                              env=self.environment, capture_output=True, check=False)
        if done.returncode == 77 or b"unshare" in done.stderr:
            self.skipTest("a file system may not be mounted here")
        return done


class FullDiskTest(TroubleTest):
    def setUp(self):
        super().setUp()
        self.write("many.ndjson", records(0, 20_000))
        self.write("decisions.ndjson", OLD)

    def assert_old_output(self, *others):
        self.assertEqual(self.read("decisions.ndjson"), OLD)
        self.assert_nothing_left("decisions.ndjson", "few.ndjson", "many.ndjson", *others)

    def test_a_full_device(self):
        for arguments in (["--output", "/dev/full"],
                          ["--output", "new.ndjson", "--rejects", "/dev/full"]):
            with self.subTest(arguments=arguments):
                self.write("few.ndjson", records(0, 20) + b"[]\n")
                self.assert_trouble(self.decide("--input", "few.ndjson", *arguments),
                                    "cannot write '/dev/full': No space left on device")
                self.assert_old_output()

    def test_a_full_standard_output(self):
        commands = [["decide", "aid", "--on", "2020-03", "--input", "many.ndjson", "--output", "-"],
                    ["decide", "aid", "--on", "2020-03", "--input", "few.ndjson", "--output",
                     "/dev/null"],
                    ["check", "aid"], ["describe", "aid"], ["schema", "aid"],
                    ["explain", "aid", "--on", "2020-03", "--input", "few.ndjson", "--record",
                     "h1"], ["--help"], ["--version"]]
        for arguments in commands:
            with self.subTest(command=arguments), open("/dev/full", "wb") as full:
                self.assert_trouble(self.run_program(*arguments, stdout=full), "cannot write")

    def test_a_rulebook_that_does_not_fit(self):
        self.write("aid.rulebook", OLD)
        small = {"preexec_fn": lambda: limit_files(512)}
        for output in ("/dev/full", "aid.rulebook"):
            self.assert_trouble(self.run_program("compile", "aid", "--on", "2020-03", "--output",
                                                 output, **small), f"cannot write '{output}'")
        self.assertEqual(self.read("aid.rulebook"), OLD)
        self.assert_old_output("aid.rulebook")

    def test_a_file_that_may_not_grow(self):
        outcome = self.decide("--input", "many.ndjson", "--output", "decisions.ndjson",
                              preexec_fn=lambda: limit_files(100_000))
        self.assert_trouble(outcome, "cannot write 'decisions.ndjson': File too large")
        self.assert_old_output()

    def test_rejects_that_do_not_fit_keep_the_decisions_back(self):
        self.write("many.ndjson", records(0, 10) + b"[]\n" * 2_000)
        outcome = self.decide("--input", "many.ndjson", "--output", "decisions.ndjson",
                              "--rejects", "rejects.ndjson",
                              preexec_fn=lambda: limit_files(100_000))
        self.assert_trouble(outcome, "cannot write 'rejects.ndjson': File too large")
        self.assert_old_output()

    def test_a_full_file_system(self):
        disk = self.folder / "disk"
        disk.mkdir()
        script = ('mount -t tmpfs -o size=64k none disk || exit 77; echo old > disk/out.ndjson; '
                  '"$0" decide aid --on 2020-03 --input many.ndjson --output disk/out.ndjson; '
                  'echo "exit $?"; ls -A disk; cat disk/out.ndjson')
        done = self.run_alone(script)
        self.assertEqual(done.stdout.decode(), "exit 3\nout.ndjson\nold\n")
        self.assertIn("No space left on device", done.stderr.decode())


class SortTest(TroubleTest):
    """CSV that is not sorted goes through the folder of TMPDIR, and nowhere else."""

    def sort_in(self, folder):
        self.environment["TMPDIR"] = folder
        rows = "".join(f"{'h' * 150}{i * 7919 % 400_000:06}\n" for i in range(400_000))
        self.write("household.csv", ("household_id\n" + rows).encode())
        self.write("member.csv", b"household_id,member_id,wage\n")
        self.write("out.ndjson", OLD)
        outcome = self.decide("--input", "household.csv", "member.csv", "--output", "out.ndjson")
        self.assertEqual(self.read("out.ndjson"), OLD)
        self.assert_nothing_left("few.ndjson", "household.csv", "member.csv", "out.ndjson")
        return outcome

    def test_a_temporary_folder_that_is_not_there(self):
        self.assert_trouble(self.sort_in("/nowhere"),
                            "cannot sort in '/nowhere': No such file or directory")

    def test_a_temporary_folder_that_may_not_be_written_to(self):
        self.assert_trouble(self.sort_in("/proc"), "cannot sort in '/proc'")


class UnreadableTest(TroubleTest):
    def test_input_that_cannot_be_read(self):
        cases = {"nowhere.ndjson": "No such file or directory", "aid": "Is a directory",
                 "/proc/self/mem": "Input/output error", "few.ndjson/a": "Not a directory"}
        for name, why in cases.items():
            with self.subTest(input=name):
                self.assert_trouble(self.decide("--input", name, "--output", "out.ndjson"),
                                    f"cannot read '{name}': {why}")
                self.assert_nothing_left("few.ndjson")

    def test_all_inputs_are_looked_at_before_the_first_is_read(self):
        outcome = self.decide("--input", "few.ndjson", "nowhere.ndjson", "--output", "out.ndjson")
        self.assert_trouble(outcome, "nowhere.ndjson")
        self.assert_nothing_left("few.ndjson")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_input_without_permission(self):
        (self.folder / "few.ndjson").chmod(0)
        self.assert_trouble(self.decide("--input", "few.ndjson", "--output", "out.ndjson"),
                            "Permission denied")

    def test_a_rulebook_that_cannot_be_read(self):
        outcome = self.run_program("decide", "/proc/self/mem", "--input", "few.ndjson", "--output",
                                   "out.ndjson")
        self.assert_trouble(outcome, "cannot read '/proc/self/mem'")

    def test_closed_streams(self):
        def close_input():
            os.close(0)

        def close_output():
            os.close(1)

        self.assert_trouble(self.decide("--input", "-", "--output", "out.ndjson",
                                        preexec_fn=close_input), "cannot read '-'")
        self.assert_nothing_left("few.ndjson")
        self.assert_trouble(self.decide("--input", "few.ndjson", "--output", "-",
                                        preexec_fn=close_output), "cannot write '-'")
        # The count cannot be told, and above all it does not end in the file of decisions.
        self.assert_trouble(self.decide("--input", "few.ndjson", "--output", "out.ndjson",
                                        preexec_fn=close_output), "standard output")
        self.assertEqual(len(self.read("out.ndjson").splitlines()), 20)


class OutputTest(TroubleTest):
    def test_a_folder_that_is_not_there(self):
        for arguments in (["--output", "no/out.ndjson"], ["--output", "no/out.csv"],
                          ["--output", "out.ndjson", "--rejects", "no/rejects.ndjson"],
                          ["--output", "few.ndjson/out.ndjson"], ["--output", "/proc/out.ndjson"]):
            with self.subTest(arguments=arguments):
                self.assert_trouble(self.decide("--input", "few.ndjson", *arguments),
                                    "cannot write")
                self.assert_nothing_left("few.ndjson")

    def assert_refused(self, code, *arguments):
        before = {name: self.read(name) for name in self.files()}
        ended, _, problems = self.decide(*arguments)
        self.assertEqual(ended, REFUSED, problems)
        self.assertIn(f"error[{code}]", problems)
        self.assertEqual({name: self.read(name) for name in self.files()}, before)

    def test_no_input_is_written_over(self):
        os.symlink("few.ndjson", self.folder / "link.ndjson")
        os.link(self.folder / "few.ndjson", self.folder / "hard.ndjson")
        for output in ("few.ndjson", "./aid/../few.ndjson", "link.ndjson", "hard.ndjson"):
            with self.subTest(output=output):
                self.assert_refused("output-is-input", "--input", "few.ndjson", "--output", output)
                self.assert_refused("output-is-input", "--input", "few.ndjson", "--output",
                                    "new.ndjson", "--rejects", output)

    def test_no_input_is_written_over_by_a_folder_of_csv(self):
        self.write("household.csv", b"household_id\nh1\n")
        self.write("member.csv", b"household_id,member_id,wage\nh1,a,5\n")
        self.assert_refused("output-is-input", "--input", "household.csv", "member.csv",
                            "--output", "./")

    def test_a_rulebook_is_not_written_over(self):
        self.assertEqual(self.run_program("compile", "aid", "--on", "2020-03", "--output",
                                          "aid.rulebook")[0], 0)
        code, _, problems = self.run_program("decide", "aid.rulebook", "--input", "few.ndjson",
                                             "--output", "aid.rulebook")
        self.assertEqual(code, REFUSED)
        self.assertIn("output-is-input", problems)

    def test_two_results_do_not_share_a_file(self):
        self.assert_refused("output-twice", "--input", "few.ndjson", "--output", "new.ndjson",
                            "--rejects", "aid/../new.ndjson")
        self.assert_refused("output-twice", "--input", "few.ndjson", "--output", "-",
                            "--rejects", "-")
        os.symlink("new.ndjson", self.folder / "link.ndjson")
        self.assert_refused("output-twice", "--input", "few.ndjson", "--output", "link.ndjson",
                            "--rejects", "new.ndjson")

    def test_an_input_that_is_given_twice_is_not_decided_twice(self):
        os.symlink("few.ndjson", self.folder / "link.ndjson")
        for second in ("few.ndjson", "./few.ndjson", "link.ndjson"):
            with self.subTest(second=second):
                self.assert_refused("input-twice", "--input", "few.ndjson", second,
                                    "--output", "out.ndjson")
        self.assert_refused("input-twice", "--input", "-", "-", "--output", "out.ndjson")

    def test_several_inputs_are_one_after_the_other(self):
        self.write("more.ndjson", records(20, 20))
        code, _, problems = self.decide("--input", "few.ndjson", "more.ndjson", "--output", "a")
        self.assertEqual((code, problems), (0, ""))
        self.write("all.ndjson", records(0, 40))
        code, _, problems = self.decide("--input", "-", "--output", "b", input=records(0, 40))
        self.assertEqual((code, problems), (0, ""))
        self.assertEqual(self.read("a"), self.read("b"))

    def test_devices_may_have_several_uses(self):
        code, _, problems = self.decide("--input", "few.ndjson", "--output", "/dev/null",
                                        "--rejects", "/dev/null")
        self.assertEqual((code, problems), (0, ""))

    def test_permissions_of_the_old_output_stay(self):
        self.write("out.ndjson", OLD)
        (self.folder / "out.ndjson").chmod(0o600)
        self.assertEqual(self.decide("--input", "few.ndjson", "--output", "out.ndjson")[0], 0)
        self.assertNotEqual(self.read("out.ndjson"), OLD)
        self.assertEqual(stat.S_IMODE((self.folder / "out.ndjson").stat().st_mode), 0o600)

    def test_a_link_to_a_file_that_is_not_there_stays_a_link(self):
        (self.folder / "there").mkdir()
        os.symlink("there/b.ndjson", self.folder / "a.ndjson")
        os.symlink("c.ndjson", self.folder / "there/b.ndjson")
        self.assertEqual(self.decide("--input", "few.ndjson", "--output", "a.ndjson")[0], 0)
        self.assertTrue((self.folder / "a.ndjson").is_symlink())
        self.assertTrue((self.folder / "there/b.ndjson").is_symlink())
        self.assertEqual(len(self.read("there/c.ndjson").splitlines()), 20)

    def test_links_in_a_circle_lead_nowhere(self):
        os.symlink("b.ndjson", self.folder / "a.ndjson")
        os.symlink("a.ndjson", self.folder / "b.ndjson")
        self.assert_trouble(self.decide("--input", "few.ndjson", "--output", "a.ndjson"),
                            "cannot write 'a.ndjson'", "Too many levels of symbolic links")

    def test_the_standard_output_by_its_path(self):
        _, plain, count = self.decide("--input", "few.ndjson", "--output", "-")
        code, out, problems = self.decide("--input", "few.ndjson", "--output", "/dev/stdout")
        self.assertEqual((code, out, problems), (0, plain, count))
        with open(self.folder / "out.ndjson", "wb") as file:
            self.decide("--input", "few.ndjson", "--output", "/dev/stdout", stdout=file)
        self.assertEqual(self.read("out.ndjson"), plain)

    def test_a_pipe_by_the_path_of_its_descriptor(self):
        _, plain, _ = self.decide("--input", "few.ndjson", "--output", "-")
        reader, writer = os.pipe()
        code, _, problems = self.decide("--input", "few.ndjson", "--output", f"/dev/fd/{writer}",
                                        pass_fds=[writer])
        os.close(writer)
        with open(reader, "rb") as pipe:
            self.assertEqual((code, problems, pipe.read()), (0, "", plain))

    def test_an_empty_name_is_no_name(self):
        # A script that never set its variable must not write over what lies in the folder.
        self.write("household.csv", OLD)
        for arguments in (["--input", "few.ndjson", "--output", ""],
                          ["--input", "few.ndjson", "--output", "o", "--rejects", ""],
                          ["--input", "", "--output", "o"],
                          ["--input", "few.ndjson", "--output", "o", "--threads", ""]):
            with self.subTest(arguments=arguments):
                code, _, problems = self.decide(*arguments)
                self.assertEqual(code, 2, problems)
                self.assertIn("is empty", problems)
        self.assertEqual(self.read("household.csv"), OLD)
        self.assert_nothing_left("few.ndjson", "household.csv")

    def test_others_cannot_read_what_will_replace_a_private_file(self):
        # Without /proc there are no files without names, and the new one can be seen.
        self.write("out.ndjson", OLD)
        (self.folder / "out.ndjson").chmod(0o600)
        script = ('mount -t tmpfs none /proc || exit 77; umask 022; mkfifo in; '
                  '"$0" decide aid --on 2020-03 --input in --output out.ndjson >&2 & '
                  'exec 9>in; cat few.ndjson >&9; '
                  'for i in 1 2 3 4 5 6 7 8 9; do sleep 0.2; ls .out* >&2 && break; done; '
                  'stat -c %a .out*.part out.ndjson; exec 9>&-; wait; stat -c %a out.ndjson')
        done = self.run_alone(script)
        self.assertEqual(done.stdout.decode().split(), ["600", "600", "600"], done.stderr)
        self.assertEqual(len(self.read("out.ndjson").splitlines()), 20)

    def test_a_link_stays_a_link(self):
        self.write("real.ndjson", OLD)
        os.symlink("real.ndjson", self.folder / "out.ndjson")
        self.assertEqual(self.decide("--input", "few.ndjson", "--output", "out.ndjson")[0], 0)
        self.assertTrue((self.folder / "out.ndjson").is_symlink())
        self.assertEqual(len(self.read("real.ndjson").splitlines()), 20)


class StrictTest(TroubleTest):
    def assert_ends(self, code, *arguments):
        for strict, wanted in (([], 0), (["--strict"], code)):
            with self.subTest(arguments=[*arguments, *strict]):
                ended, _, problems = self.decide(*arguments, "--output", "out.ndjson", *strict)
                self.assertEqual(ended, wanted, problems)

    def test_strict_is_content_when_everything_was_taken_in(self):
        self.assert_ends(0, "--input", "few.ndjson")

    def test_strict_minds_a_rejected_record(self):
        self.write("bad.ndjson", records(0, 3) + b"[]\n")
        self.assert_ends(REFUSED, "--input", "bad.ndjson")

    def test_strict_minds_a_row_that_belongs_to_no_record(self):
        # The household is decided without a member whose key was mistyped.
        self.write("household.csv", b"household_id\nh1\n")
        self.write("member.csv", b"household_id,member_id,wage\nh1,a,5\nh1 ,b,50000\n")
        self.assert_ends(REFUSED, "--input", "household.csv", "member.csv")


def limit_files(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    unittest.main()
