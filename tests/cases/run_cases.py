#!/usr/bin/env python3
"""Runs literate specifications: Markdown files that hold packs, commands and their exact output.

    run_cases.py PROGRAM FILE...        PROGRAM is the built doudi

Fences are taken in the order of the file, in one new empty folder for each file:

* ```yaml NAME (or ndjson, csv, json, text, …) writes the file NAME;
* ```console runs each line that begins with "$ " (continued by lines that begin with "> ") in
  bash; what follows is what it prints to both streams, then "[exit N]" unless N is 0;
* a fence without NAME is part of the prose.

DOUDI_UPDATE_CASES=1 writes what the commands print into the files. Read the difference then.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FENCE = re.compile(r"^(`{3,}) ?([a-z]+)?(?: +(\S+))? *$")
TIME_LIMIT_SECONDS = 120
NO_LINE_FEED = "[no line feed at the end]"


class Mistake(Exception):
    """The specification itself is wrong."""


class Fence:
    """A fenced block: lines first..last (of the file, from 0) lie between its marks."""

    def __init__(self, ticks, language, name, first):
        self.ticks = ticks
        self.language = language
        self.name = name
        self.first = first
        self.last = first


def fences_of(lines):
    """The fenced blocks of a file, in order."""
    fences = []
    open_fence = None
    for number, line in enumerate(lines):
        if open_fence is not None:
            if line.rstrip() == open_fence.ticks:
                open_fence.last = number
                fences.append(open_fence)
                open_fence = None
            continue
        match = FENCE.match(line)
        if match:
            open_fence = Fence(match[1], match[2] or "", match[3] or "", number + 1)
        elif line.startswith("```"):
            raise Mistake(f"line {number + 1}: a fence is written ```LANGUAGE NAME")
    if open_fence is not None:
        raise Mistake(f"line {open_fence.first}: this fence is never closed")
    return fences


def commands_of(lines, first_number):
    """The commands of a console fence, each with the lines of text that show it."""
    commands = []
    for number, line in enumerate(lines, first_number):
        if line.startswith("$ "):
            commands.append(([line[2:]], []))
        elif line.startswith("> ") and commands and not commands[-1][1]:
            commands[-1][0].append(line[2:])
        elif commands:
            commands[-1][1].append(line)
        else:
            raise Mistake(f"line {number}: a console fence begins with '$ '")
    if not commands:
        raise Mistake(f"line {first_number}: a console fence without a command")
    return commands


def environment(program, root):
    """What commands see: the built program first, no settings of the person who runs the tests."""
    kept = {"PATH", "HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH"}
    result = {name: value for name, value in os.environ.items() if name in kept}
    result["PATH"] = f"{Path(program).resolve().parent}:{result.get('PATH', '')}"
    result["REPOSITORY"] = str(root)
    result["LANG"] = "C.UTF-8"
    return result


def run(command, folder, variables):
    """The lines that a command prints, with its exit code at the end unless it is 0."""
    try:
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=variables,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=TIME_LIMIT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return [f"[stopped after {TIME_LIMIT_SECONDS} s]"]
    text = done.stdout.decode("utf-8", errors="backslashreplace")
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    else:
        lines.append(NO_LINE_FEED)
    if done.returncode != 0:
        lines.append(f"[exit {done.returncode}]")
    return lines


def write_file(folder, fence, lines):
    """Puts the file of a fence into the folder of the case."""
    path = Path(folder) / fence.name
    if Path(fence.name).is_absolute() or ".." in Path(fence.name).parts:
        raise Mistake(f"line {fence.first}: '{fence.name}' lies outside the folder of the case")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def check_shown(fence, output):
    """Refuses output that could not be read back from the fence."""
    for line in output:
        if line.startswith(("$ ", "> ")) or line.rstrip() == fence.ticks:
            raise Mistake(f"line {fence.first}: the output line '{line}' cannot stand in a fence "
                          "such as this; let the command print something else")


def perform(lines, folder, variables):
    """The lines as they would be if every output were what the commands print now."""
    result = []
    copied = 0
    commands_run = 0
    for fence in fences_of(lines):
        inside = lines[fence.first:fence.last]
        if fence.language != "console":
            if fence.name:
                write_file(folder, fence, inside)
            continue
        result += lines[copied:fence.first]
        copied = fence.last
        for command, _ in commands_of(inside, fence.first + 1):
            output = run("\n".join(command), folder, variables)
            check_shown(fence, output)
            result.append("$ " + command[0])
            result += ["> " + line for line in command[1:]] + output
            commands_run += 1
    if commands_run == 0:
        raise Mistake("nothing is run: there is no console fence")
    return result + lines[copied:]


def check(path, program, root, update):
    """Whether a specification holds. Says how it does not."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    try:
        with tempfile.TemporaryDirectory(prefix="doudi-case-") as folder:
            now = perform(lines, folder, environment(program, root))
    except Mistake as mistake:
        print(f"{path}: {mistake}")
        return False
    if now == lines:
        return True
    if update:
        path.write_text("\n".join(now), encoding="utf-8")
        print(f"{path}: updated")
        return True
    print("\n".join(difflib.unified_diff(lines, now, f"{path} (written)", "printed", lineterm="")))
    return False


def main(arguments):
    if len(arguments) < 2:
        print(__doc__)
        return 2
    if shutil.which(arguments[0]) is None:
        print(f"{arguments[0]} is not a program")
        return 2
    root = Path(__file__).resolve().parents[2]
    update = os.environ.get("DOUDI_UPDATE_CASES", "") not in ("", "0")
    results = [check(Path(name), arguments[0], root, update) for name in arguments[1:]]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
