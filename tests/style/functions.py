#!/usr/bin/env python3
"""Fails when a function is too long. Needs Universal Ctags for C++; ends with 77 where it is not.

    functions.py FOLDER
"""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

MOST_LINES = 60
LONG = 40                # not a mistake, but rare: at most this share of them
MOST_LONG_SHARE = 0.03
SKIPPED = 77
FOLDERS = ("include", "src", "tests", "examples")


def ctags():
    """The program, if there is one that knows where a function ends."""
    program = shutil.which("ctags")
    if program is None:
        return None
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return program if said.stdout.startswith("Universal Ctags") else None


def cpp_functions(program, files):
    """(file, name, first line, number of lines) of each function, lambdas inside others left out."""
    if not files:
        return
    done = subprocess.run([program, "--languages=C++,C", "--language-force=C++", "--kinds-c++=f",
                           "--fields=+ne", "-f", "-", "-L", "-"],
                          input="\n".join(map(str, files)), capture_output=True, text=True,
                          check=True)
    for line in done.stdout.splitlines():
        name, path, rest = line.split("\t", 2)
        fields = dict(field.split(":", 1) for field in rest.split('"\t', 1)[-1].split("\t")
                      if ":" in field)
        if not name.startswith("__anon") and "end" in fields:
            first = int(fields["line"])
            yield path, name, first, int(fields["end"]) - first + 1


def python_functions(files):
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield str(path), node.name, node.lineno, node.end_lineno - node.lineno + 1


def files_of(root, *ends):
    return sorted(path for folder in FOLDERS for end in ends
                  for path in (root / folder).rglob("*" + end))


def main(arguments):
    root = Path(arguments[0])
    program = ctags()
    if program is None:
        print("skipped: there is no Universal Ctags")
        return SKIPPED
    functions = [*cpp_functions(program, files_of(root, ".hpp", ".cpp", ".h", ".c")),
                 *python_functions(files_of(root, ".py"))]
    if not functions:
        print(f"no functions below {root}: this cannot be right")
        return 1
    too_long = [entry for entry in functions if entry[3] > MOST_LINES]
    for path, name, line, length in sorted(too_long):
        print(f"{path}:{line}: '{name}' has {length} lines, and {MOST_LINES} are the most")
    long = sum(1 for entry in functions if entry[3] > LONG)
    share = long / len(functions)
    print(f"{len(functions)} functions, {long} of them over {LONG} lines")
    if share > MOST_LONG_SHARE:
        print(f"{share:.1%} are over {LONG} lines, and {MOST_LONG_SHARE:.0%} are the most")
    return 1 if too_long or share > MOST_LONG_SHARE else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
