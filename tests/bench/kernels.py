#!/usr/bin/env python3
"""Looks at what the compiler made of the kernels: whether their loops work on vectors.

    kernels.py PROGRAM     (a release build for x86-64 that decides; needs objdump)

For each kernel of level v3 and v4 it counts instructions on registers of 256 or 512 bits. Fails
when a kernel on columns of up to 64 bits has none and is not named below.
"""

import collections
import re
import subprocess
import sys

#: Kernels without vectors, and why.
SCALAR = {
    "gather": "reads a row of another entity from anywhere",
    "broadcast<unsigned char>": "writes eight bytes at a time, more than it needs, and goes back",
    "fill<unsigned char>": "calls memset",
    "convert<int, int>": "calls memmove",
    "convert<long, long>": "calls memmove",
    "convert<unsigned char, unsigned char>": "calls memmove",
}
SYMBOL = re.compile(r"^[0-9a-f]+ <.*at_level_(v[34])<&\(?(?:void )?(.*)>:$")
VECTOR = re.compile(r"\b[yz]mm\d")


def kernel_name(symbol):
    """`binary<Add, int, int, Constant>`, without namespaces and parameters."""
    name = re.sub(r"doudi::engine::|kernels::|doudi::", "", symbol)
    return re.split(r"\(|>$", name, maxsplit=1)[0]


def counts(program):
    """Of each kernel and level: instructions, and those on vectors."""
    done = subprocess.run(["objdump", "-d", "-C", "--no-show-raw-insn", program],
                          stdout=subprocess.PIPE, text=True, check=True)
    found = collections.defaultdict(dict)
    now = None
    for line in done.stdout.splitlines():
        if line.endswith(">:"):
            symbol = SYMBOL.match(line)
            now = [0, 0] if symbol else None
            if symbol:
                found[kernel_name(symbol[2])][symbol[1]] = now
        elif now is not None and "\t" in line:
            now[0] += 1
            now[1] += 1 if VECTOR.search(line) else 0
    return found


def is_for_vectors(name):
    """Whether its operands are columns, not constants alone, of numbers that a vector holds."""
    operands = name[name.find("<") + 1:].rstrip(">").split(", ") if "<" in name else []
    numbers = [operand for operand in operands if operand in ("int", "long", "unsigned char")]
    first = 1 if name.startswith("binary") else 0
    has_column = not operands or "Constant" not in operands or len(
        [operand for operand in operands[first + 1:] if operand != "Constant"]) > 0
    return "Int128" not in operands and has_column and bool(numbers or not operands)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    found = counts(sys.argv[1])
    if not found:
        sys.exit(f"no kernels in {sys.argv[1]}")
    levels = sorted({level for kernel in found.values() for level in kernel})
    for level in levels:
        vectors = sum(1 for kernel in found.values() if kernel.get(level, (0, 0))[1] > 0)
        print(f"{level}: {vectors} of {len(found)} kernels work on vectors")
    wrong = []
    for name, kernel in sorted(found.items()):
        known = name in SCALAR or name.split("<")[0] in SCALAR
        for level in levels:
            instructions, vectors = kernel.get(level, (0, 0))
            if vectors == 0 and is_for_vectors(name) and not known:
                wrong.append(f"{name}: none of {instructions} instructions of {level} is on vectors")
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
