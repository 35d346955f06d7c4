"""The population that reference_workload wrote, and what every Python peer measures on it."""

import json
import pathlib
import time

import numpy as np

MEMBER_COLUMNS = ("wage", "business", "property", "transfer", "exempt_transfer",
                  "medical_self_paid", "education_cost", "rehab_cost", "age",
                  "disability_grade", "disability_type", "severe_illness", "employed")
MONEY = ("wage", "business", "property", "transfer", "exempt_transfer", "medical_self_paid",
         "education_cost", "rehab_cost", "assets", "prior_amount")
HOUSEHOLD_COLUMNS = ("assets", "prior_recipient", "prior_amount", "months_over")
TYPES = {"i32": np.int32, "i64": np.int64, "u8": np.uint8, "u32": np.uint32}


class Population:
    """Columns by name; money in fen. `household` says to which household each member belongs."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.starts = self.column("starts").astype(np.int64)
        self.size = len(self.starts) - 1
        self.counts = np.diff(self.starts)
        self.household = np.repeat(np.arange(self.size, dtype=np.int64), self.counts)

    def column(self, name):
        path, = (self.folder / "columns").glob(name + ".*")
        return np.fromfile(path, TYPES[path.suffix[1:]])

    def wrong(self, category, per_capita, amount):
        """How many households came out wrong in each; amounts and incomes in whole fen."""
        counts = []
        for name, found in (("category", category), ("per_capita", per_capita),
                            ("amount", amount)):
            expected = self.column("expected." + name)
            assert len(found) == len(expected), f"{len(found)} of {name}"
            counts.append(int(np.count_nonzero(np.asarray(found) != expected)))
        return counts


def reset_peak():
    """From here on the peak of resident memory is measured anew."""
    pathlib.Path("/proc/self/clear_refs").write_text("5")


def peak_bytes():
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError("the system does not say how much memory is used")


def measure(population, engine, threads, repetitions, decide, results):
    """Times `decide()` after one call to warm up, checks `results()`, prints a line for table.py.

    `results()` gives category, income a head and amount in fen of the last call, untimed."""
    decide()
    reset_peak()
    times, work = [], []
    for _ in range(repetitions):
        work_begin, begin = time.process_time_ns(), time.perf_counter_ns()
        decide()
        times.append((time.perf_counter_ns() - begin) / population.size)
        work.append((time.process_time_ns() - work_begin) / population.size)
    peak = peak_bytes()
    print(json.dumps({"kind": "population", "engine": engine, "threads": threads,
                      "households": population.size, "ns": times, "cpu_ns": work,
                      "peak_bytes": peak, "wrong": population.wrong(*results())}), flush=True)
