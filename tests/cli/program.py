"""The program under test, a small pack and records for it."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

PROGRAM = os.environ["DOUDI_PROGRAM"]
FOLDER_OF_PACK = Path(__file__).resolve().parent / "pack"
PATIENCE_SECONDS = 60
BATCH = 4_096  # records that a thread of the program takes at a time


def records(first, number):
    """Lines of NDJSON: households of one, every tenth without its wage."""
    return "".join(
        f'{{"household_id": "h{i}", "members": [{{"member_id": "a"'
        + ("" if i % 10 == 0 else f', "wage": {i % 2_000}.5') + "}]}\n"
        for i in range(first, first + number)).encode()


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own, which holds the pack `aid`."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="doudi-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        shutil.copytree(FOLDER_OF_PACK, self.folder / "aid")
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ("DOUDI_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES")}
        self.environment["LANG"] = "C.UTF-8"

    def write(self, name, content):
        (self.folder / name).write_bytes(content)

    def read(self, name):
        return (self.folder / name).read_bytes()

    def files(self):
        """Every file in the folder but the pack's, hidden ones too."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*")
                      if path.is_file() and "aid" not in path.parts)

    def start(self, *arguments, **options):
        settings = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
                    "stderr": subprocess.PIPE, "cwd": self.folder, "env": self.environment}
        return subprocess.Popen([PROGRAM, *arguments], **{**settings, **options})

    def run_program(self, *arguments, **options):
        """Exit code, standard output and standard error."""
        given = options.pop("input", None)
        if given is not None:
            options["stdin"] = subprocess.PIPE
        with self.start(*arguments, **options) as process:
            out, problems = process.communicate(given, timeout=PATIENCE_SECONDS)
        return process.returncode, out, (problems or b"").decode()

    def decide(self, *arguments, **options):
        return self.run_program("decide", "aid", "--on", "2020-03", *arguments, **options)

    def start_endless(self, *arguments):
        """A run that waits for more records, after some batches have been decided."""
        process = self.start("decide", "aid", "--on", "2020-03", "--input", "-", *arguments,
                             stdin=subprocess.PIPE)
        self.addCleanup(end, process)
        process.stdin.write(records(0, 3 * BATCH))
        process.stdin.flush()  # so all but a pipe's capacity has been taken in
        return process

    def assert_nothing_left(self, *expected):
        self.assertEqual(self.files(), sorted(expected))


class Feeder(threading.Thread):
    """Gives a process records without end."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process = process
        self.start()

    def run(self):
        block = records(0, 1_000)
        try:
            while True:
                self.process.stdin.write(block)
        except (BrokenPipeError, ValueError):
            pass


def end(process):
    if process.poll() is None:
        process.kill()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            try:
                stream.close()
            except BrokenPipeError:
                pass
    process.wait(PATIENCE_SECONDS)


def stop(process, number):
    """Sends a signal; the exit code, and how long it took."""
    began = time.monotonic()
    process.send_signal(number)
    code = process.wait(PATIENCE_SECONDS)
    return code, time.monotonic() - began


SIGNAL_CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
