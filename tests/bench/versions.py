#!/usr/bin/env python3
"""Names the versions of the peers that install.sh put into a folder: versions.py FOLDER"""

import json
import pathlib
import platform
import shutil
import subprocess
import sys

SHOWN = ("numpy", "duckdb", "openfisca-core")


def python_versions(folder):
    """Of the packages that are compared."""
    python = folder / "python/bin/python"
    if not python.exists():
        return []
    text = subprocess.run([python, "-m", "pip", "list", "--format", "json"], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return [f"{package['name']} {package['version']}" for package in json.loads(text)
            if package["name"].lower() in SHOWN]


def node_versions(folder):
    """Of the packages that were asked for, not of what they need."""
    asked = folder / "node/package.json"
    if not asked.exists() or not shutil.which("node"):
        return []
    node = subprocess.run(["node", "--version"], check=True, stdout=subprocess.PIPE, text=True)
    versions = [f"Node {node.stdout.strip()}"]
    for name in json.loads(asked.read_text("utf-8")).get("dependencies", {}):
        package = json.loads((folder / "node/node_modules" / name / "package.json").read_text())
        versions.append(f"{name} {package['version']}")
    return versions


def main():
    folder = pathlib.Path(sys.argv[1])
    versions = [f"Python {platform.python_version()}", *python_versions(folder),
                *node_versions(folder)]
    print("versions: " + ", ".join(versions))


if __name__ == "__main__":
    main()
