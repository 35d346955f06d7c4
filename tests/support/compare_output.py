#!/usr/bin/env python3
"""Runs a command and compares what it prints, and that it succeeds, with a file.

    compare_output.py FILE COMMAND...       DOUDI_UPDATE_CASES=1 writes the file instead
"""

import difflib
import os
import subprocess
import sys
from pathlib import Path


def main(arguments):
    expected = Path(arguments[0])
    done = subprocess.run(arguments[1:], capture_output=True, check=False)
    printed = done.stdout.decode()
    if done.returncode != 0:
        print(f"ended with {done.returncode}:\n{printed}{done.stderr.decode()}")
        return 1
    if os.environ.get("DOUDI_UPDATE_CASES", "") not in ("", "0"):
        expected.write_text(printed, encoding="utf-8")
        return 0
    written = expected.read_text(encoding="utf-8")
    difference = difflib.unified_diff(written.splitlines(), printed.splitlines(), str(expected),
                                      "printed", lineterm="")
    print("\n".join(difference))
    return 0 if printed == written else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
