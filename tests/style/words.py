#!/usr/bin/env python3
"""Fails when a file of the repository names a machine or a mirror instead of staying general.

    words.py FOLDER      looks at what git tracks there, or at every file where git does not help
"""

import re
import subprocess
import sys
from pathlib import Path

# Spelled in pieces, so that this file may be looked at too.
MACHINE_PATHS = ["/wor" + "k/", "/tmp/cl" + "one", "/ho" + "me/", "/ro" + "ot/"]
HOSTS = ["pypi" + r"\.org", "python" + r"hosted\.org", "registry\\." + "npmjs", "crates" + r"\.io",
         "conan" + r"\.io", "deb" + r"\.debian\.org", "arti" + "factory", "proxy\\." + "golang",
         "tuna\\." + "tsinghua", "mirrors?\\." + r"[a-z]+\.(com|org|edu|cn)", "ghcr" + r"\.io"]
FORBIDDEN = re.compile("|".join(MACHINE_PATHS + HOSTS))
LEFT_OUT = {"LICENSE"}


def tracked(root):
    """The files of the repository; without git, all files that no build made."""
    done = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True,
                          check=False)
    if done.returncode == 0 and done.stdout:
        return [root / name for name in done.stdout.decode().split("\0") if name]
    return [path for path in root.rglob("*")
            if path.is_file() and not {"build", ".git"} & set(path.relative_to(root).parts)]


def findings(root):
    for path in tracked(root):
        if path.name in LEFT_OUT or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            match = FORBIDDEN.search(line)
            if match:
                yield f"{path.relative_to(root)}:{number}: '{match[0]}' belongs to one machine only"


def main(arguments):
    root = Path(arguments[0]).resolve()
    found = list(findings(root))
    print("\n".join(found) if found else f"{len(tracked(root))} files, none names a machine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
