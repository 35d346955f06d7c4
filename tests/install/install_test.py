#!/usr/bin/env python3
"""Installs doudi from a build into an empty folder, and uses it from there as a stranger would.

    install_test.py BUILD -D…       what is left goes to the stranger's CMake
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = Path(__file__).resolve().parent / "outside"
TAKEN_IN = Path(__file__).resolve().parent / "taken_in"
BUILD = ""
SETTINGS = []


def run(*command, folder=ROOT):
    """What a command prints; a failure shows both streams."""
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    done = subprocess.run([str(word) for word in command], cwd=folder, env=environment,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class InstallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="doudi-install-")
        cls.addClassCleanup(holder.cleanup)
        cls.folder = Path(holder.name)
        cls.prefix = cls.folder / "prefix"
        cls.programs = cls.folder / "build"
        run("cmake", "--install", BUILD, "--prefix", cls.prefix)
        run("cmake", "-S", OUTSIDE, "-B", cls.programs, "-G", "Ninja",
            f"-DCMAKE_PREFIX_PATH={cls.prefix}", f"-DQUICKSTART={ROOT}/examples/quickstart.cpp",
            *SETTINGS)
        run("cmake", "--build", cls.programs)

    def test_a_users_program_runs(self):
        expected = (ROOT / "examples/quickstart.txt").read_text(encoding="utf-8")
        self.assertEqual(run(self.programs / "quickstart"), expected)

    def test_headers_decide_by_a_compiled_rulebook(self):
        rulebook = self.folder / "chengxiang.rulebook"
        run(self.prefix / "bin/doudi", "compile", "rules/chengxiang", "--on", "2020-07",
            "--output", rulebook)
        # Of one person without income: the whole standard.
        self.assertEqual(run(self.programs / "headers_only", rulebook),
                         "decided household_cover 660\nwith its steps\n")
        needed = run("readelf", "-d", self.programs / "headers_only")
        for library in ("doudi", "fmt", "yaml", "simdjson"):
            self.assertNotIn(library, needed)

    def test_the_version_is_one(self):
        run(self.programs / "version")
        said = run(self.prefix / "bin/doudi", "--version").strip()
        self.assertIn(f'version_text = "{said}"',
                      (self.prefix / "include/doudi/version.hpp").read_text(encoding="utf-8"))

    def test_nothing_installed_knows_where_it_was_built(self):
        for path in [*self.prefix.rglob("*.cmake"), *self.prefix.rglob("*.hpp")]:
            text = path.read_text(encoding="utf-8")
            self.assertNotIn(str(ROOT), text, path)
            self.assertNotIn(str(BUILD), text, path)

    def test_a_project_that_takes_it_in_keeps_its_settings(self):
        build = self.folder / "taken_in"
        compiler = [word for word in SETTINGS if word.startswith("-DCMAKE_CXX_COMPILER=")]
        run("cmake", "-S", TAKEN_IN, "-B", build, "-G", "Ninja", f"-DDOUDI={ROOT}", *compiler)
        run("cmake", "--install", build, "--prefix", self.folder / "nothing_of_ours")
        installed = [path.name for path in (self.folder / "nothing_of_ours").iterdir()]
        self.assertEqual(installed, ["CMakeLists.txt"])

    def test_every_header_is_installed(self):
        ours = {path.relative_to(ROOT / "include") for path in (ROOT / "include").rglob("*.hpp")}
        theirs = {path.relative_to(self.prefix / "include")
                  for path in (self.prefix / "include").rglob("*.hpp")}
        self.assertEqual(theirs, ours)


if __name__ == "__main__":
    BUILD, *SETTINGS = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
