#!/usr/bin/env python3
"""Many threads, one result: whatever their number, and in whatever order the input comes."""

import unittest

from program import ProgramTest, records

HOUSEHOLDS = 20_000


def csv_files(order):
    """The households of `records` as two tables, in that order; every 700th is no household."""
    household, member = ["household_id\n"], ["household_id,member_id,wage\n"]
    for i in order:
        household.append(f"h{i:06d}\n")
        wage = "x" if i % 700 == 0 else "" if i % 10 == 0 else f"{i % 2_000}.5"
        member.append(f"h{i:06d},a,{wage}\n")
    return "".join(household).encode(), "".join(member).encode()


class ThreadsTest(ProgramTest):
    def results(self, inputs, threads, extension, *more):
        """The decisions, the rejects and the counts."""
        code, counts, problems = self.decide(
            "--input", *inputs, "--output", f"out.{extension}", "--rejects", "rejects.ndjson",
            "--threads", str(threads), *more)
        self.assertEqual(code, 0, problems)
        return self.read(f"out.{extension}"), self.read("rejects.ndjson"), counts

    def test_any_number_of_threads_gives_the_same_bytes(self):
        lines = records(0, HOUSEHOLDS).splitlines(keepends=True)
        lines[7] = b'{"household_id": "h7", "members": [{"member_id": "a", "wage": "x"}]}\n'
        lines[12_345] = b"not JSON\n"
        self.write("many.ndjson", b"".join(lines))
        for extension in ("ndjson", "json", "csv"):
            one = self.results(["many.ndjson"], 1, extension)
            self.assertEqual(one[1].count(b"\n"), 2)
            for threads in (2, 3, 16):
                with self.subTest(extension=extension, threads=threads):
                    self.assertEqual(self.results(["many.ndjson"], threads, extension), one)

    def test_the_order_of_csv_files_changes_nothing_but_the_lines_named(self):
        self.write_csv(range(HOUSEHOLDS))
        in_order = self.results(["household.csv", "member.csv"], 3, "csv")
        self.assertEqual(in_order[1].count(b"\n"), len(range(0, HOUSEHOLDS, 700)))
        late = [*range(1, HOUSEHOLDS), 0]  # in order but for the last
        for name, order in (("late", late), ("backwards", range(HOUSEHOLDS - 1, -1, -1))):
            self.write_csv(order)
            for threads in (1, 3):
                with self.subTest(order=name, threads=threads):
                    found = self.results(["household.csv", "member.csv"], threads, "csv")
                    self.assertEqual((found[0], found[2]), (in_order[0], in_order[2]))
                    self.assertEqual(found[1].count(b"\n"), in_order[1].count(b"\n"))

    def test_what_is_told_of_rejects_is_told_once(self):
        self.write_csv([*range(1, HOUSEHOLDS), 0])
        code, counts, problems = self.decide("--input", "household.csv", "member.csv", "--output",
                                             "out.csv")
        self.assertEqual(code, 0, problems)
        self.assertEqual(problems.count("rejected["), 10, problems)
        self.assertIn(f"{len(range(0, HOUSEHOLDS, 700)) - 10} more were rejected", problems)
        self.assertEqual(self.decide("--input", "household.csv", "member.csv", "--output", "-")[0],
                         0)

    def test_a_table_that_comes_through_a_pipe_is_read_once(self):
        household, member = csv_files([*range(1, 5_000), 0])
        self.write("household.csv", household)
        self.write("member.csv", member)
        expected = self.results(["household.csv", "member.csv"], 2, "csv")
        code, counts, problems = self.decide(
            "--input", "household.csv", "member=-", "--output", "out.csv", "--rejects",
            "rejects.ndjson", "--threads", "2", input=member)
        self.assertEqual(code, 0, problems)
        self.assertEqual((self.read("out.csv"), counts), (expected[0], expected[2]))
        with open(self.folder / "household.csv", "rb") as opened:
            code, counts, problems = self.decide(
                "--input", "household=-", "member.csv", "--output", "out.csv", "--rejects",
                "rejects.ndjson", stdin=opened)
        self.assertEqual(code, 0, problems)
        self.assertEqual((self.read("out.csv"), counts), (expected[0], expected[2]))

    def test_what_is_told_before_a_run_begins_anew_is_told_once(self):
        self.write("household.csv", b"household_id\nh2\nh1\n")
        code, _, problems = self.decide("--input", "household.csv", "--output", "out.csv")
        self.assertEqual(code, 0, problems)
        self.assertEqual(problems.count("no-inner-file"), 1, problems)

    def write_csv(self, order):
        household, member = csv_files(order)
        self.write("household.csv", household)
        self.write("member.csv", member)


if __name__ == "__main__":
    unittest.main()
