#!/usr/bin/env python3
"""The checks of style themselves: a violation that is planted must be reported.

    style_test.py CMAKE
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
CMAKE = "cmake"

LAYER_VIOLATIONS = {
    # file: (what stands in it, what is said)
    "src/base/a.cpp": ('#include "yaml/reader.hpp"', "layer 'base' must not include 'yaml'"),
    "src/base/b.cpp": ("#include <doudi/load.hpp>", "layer 'base' must not include 'yaml'"),
    "src/yaml/a.cpp": ('#include "syntax/ast.hpp"', "layer 'yaml' must not include 'syntax'"),
    "src/syntax/a.hpp": ("#include <yaml-cpp/mark.h>", "must not include the library 'yaml-cpp'"),
    "src/compile/a.cpp": ("#include <doudi/evaluate.hpp>", "must not include 'engine'"),
    "src/compile/kinds/a.cpp": ('#include "data/pieces.hpp"', "must not include 'data'"),
    "src/audit/a.cpp": ('#include "data/pieces.hpp"', "layer 'audit' must not include 'data'"),
    "src/data/a.cpp": ("#include <doudi/audit/trace.hpp>", "must not include 'audit'"),
    "src/data/b.cpp": ("#include <boost/json.hpp>", "must not include the library 'boost'"),
    "src/cases/a.cpp": ("#include <simdjson.h>\n#include <CLI/CLI.hpp>",
                        "must not include the library 'CLI'"),
    "src/cli/a.cpp": ('#include "base/utf8.hpp"', "layer 'cli' must not include 'base'"),
    "src/cli/b.cpp": ('#include "../base/utf8.hpp"', "must not include the library '..'"),
    "src/cli/c.cpp": ('#include "command.hpp"', "write the folder of what is included"),
    "src/server/a.cpp": ("", "'server' is not a layer"),
    "include/doudi/money.hpp": ("", "enter the layer of this header"),
    "include/doudi/date.hpp": ("#include <doudi/rulebook.hpp>", "must not include 'rulebook'"),
    "include/doudi/engine/a.hpp": ("#include <doudi/audit/trace.hpp>", "must not include 'audit'"),
    "include/doudi/engine/kernels/a.hpp": ("#include <doudi/money.hpp>", "belongs to no layer"),
    "include/doudi/audit/a.hpp": ("#include <fmt/format.h>", "must not include the library 'fmt'"),
    "include/doudi/explain.hpp": ('#include "audit/wording.hpp"',
                                  "a public header must not include"),
    "include/doudi/records.hpp": ("#include <unistd.h>", "includes standard headers and <doudi/"),
    "src/audit/b.cpp": ("auto now = std::chrono::system_clock::now();", "must not touch clock"),
    "src/compile/b.cpp": ('auto x = 1 / 2 + std::getenv("X");', "must not touch environment"),
    "src/cases/b.cpp": ("std::ifstream file(path);", "must not touch files"),
    "src/syntax/b.cpp": ("return ::open(path, 0);", "must not touch files"),
    "src/data/c.cpp": ("const int s = ::socket(1, 2, 3);", "must not touch sockets"),
}

LAWFUL = {
    "src/cli/main.cpp": "#include \"cli/arguments.hpp\"\n#include <doudi/load.hpp>\n"
                        "#include <CLI/CLI.hpp>\n#include <fmt/format.h>\n#include <cstdio>\n",
    "src/compile/compile.cpp": "#include \"syntax/ast.hpp\"\n#include <doudi/pack.hpp>\n",
    "include/doudi/evaluate.hpp": "#include <doudi/engine/plan.hpp>\n#include <vector>\n",
    "include/doudi/engine/plan.hpp": "// system_clock is only a word here, as is ifstream\n",
    "include/doudi/doudi.hpp": "#include <doudi/evaluate.hpp>\n",
    "src/syntax/words.cpp": "void FormulaParser::open(int kind) {}\n",
}


class StyleTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="doudi-style-")
        self.addCleanup(holder.cleanup)
        self.root = Path(holder.name)
        self.write("CMakeLists.txt", "")
        for name, text in LAWFUL.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_check(self, name):
        """Whether it passes, and what it says on one line."""
        command = ([CMAKE, "-D", f"ROOT={self.root}", "-P", str(HERE / name)]
                   if name.endswith(".cmake")
                   else [sys.executable, "-B", str(HERE / name), str(self.root)])
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    def assert_reports(self, check, *words):
        code, said = self.run_check(check)
        self.assertEqual(code, 1, said)
        for word in words:
            self.assertIn(" ".join(word.split()), said)

    def assert_passes(self, check):
        code, said = self.run_check(check)
        self.assertEqual(code, 0, said)

    def test_lawful_files_pass(self):
        for check in ("layers.cmake", "sizes.cmake", "words.py"):
            with self.subTest(check=check):
                self.assert_passes(check)

    def test_each_violation_of_the_layers_is_reported(self):
        for name, (text, said) in LAYER_VIOLATIONS.items():
            with self.subTest(file=name):
                before = LAWFUL.get(name)
                self.write(name, text + "\n")
                self.assert_reports("layers.cmake", f"{name}: ", said)
                if before is None:
                    (self.root / name).unlink()
                else:
                    self.write(name, before)
        for folder in ("src/server",):
            (self.root / folder).rmdir()
        self.assert_passes("layers.cmake")

    def test_a_long_file_is_reported(self):
        self.write("src/base/long.cpp", "int x;\n" * 400)
        self.assert_passes("sizes.cmake")
        for name in ("src/base/long.cpp", "tests/long.py", "tests/cases/long.cmake"):
            with self.subTest(file=name):
                self.write(name, "x = [';']\n" * 401)
                self.assert_reports("sizes.cmake", f"{name}: 401 lines")
                (self.root / name).unlink()

    def test_a_long_function_is_reported(self):
        body = "    x();\n" * 59
        self.write("src/base/f.cpp", f"void fits() {{\n{body[9:]}}}\n")
        code, said = self.run_check("functions.py")
        if code == 77:
            self.skipTest(said)
        self.assertIn("1 of them over 40", said)
        self.assertNotIn("are the most", said.split("1 of them")[0])
        self.write("src/base/f.cpp", f"int y;\nvoid too_long() {{\n{body}}}\n")
        self.assert_reports("functions.py", "f.cpp:2: 'too_long' has 61 lines")
        (self.root / "src/base/f.cpp").unlink()
        self.write("tests/f.py", "def too_long():\n" + "    pass\n" * 60)
        self.assert_reports("functions.py", "f.py:1: 'too_long' has 61 lines")

    def test_many_rather_long_functions_are_reported(self):
        self.write("src/base/f.cpp", "".join(
            f"void f{i}() {{\n" + "    x();\n" * (40 if i < 4 else 1) + "}\n" for i in range(100)))
        code, said = self.run_check("functions.py")
        if code == 77:
            self.skipTest(said)
        self.assert_reports("functions.py", "4 of them over 40 lines", "4.0% are over 40 lines")

    def test_the_name_of_a_machine_is_reported(self):
        self.write("docs/page.md", "fine\nsee /wor" + "k/main\n")
        self.assert_reports("words.py", "docs/page.md:2: '/wor" + "k/'")
        self.write("docs/page.md", "pip install --index-url https://pypi" + ".org/simple\n")
        self.assert_reports("words.py", "docs/page.md:1: 'pypi" + ".org'")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        CMAKE = sys.argv.pop(1)
    unittest.main()
