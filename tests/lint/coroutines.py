#!/usr/bin/env python3
"""Reports coroutine code that GCC 12 miscompiles (docs/design/coroutines.md, rules A and B).

Usage: coroutines.py FILE...   Prints one line per finding; exit status 1 when there are any.
"""
import pathlib
import re
import sys

# Rule A: co_await begins the statement, or follows '=' or co_return.
RULE_A = re.compile(r"^\s*(co_return\s+|[\w:<>&*.\[\], \->]+=\s*)?(\(void\)\s*)?co_await\b")
# Rule B: nothing after it that creates a lambda, a braced value, or chooses with '?'.
RULE_B = re.compile(r"co_await\b.*?(\[[^\]]*\]\s*(\(|\{|mutable|->)|\{|\?)")


def without_text(source: str) -> str:
    source = re.sub(r'"(\\.|[^"\\])*"', '""', source)
    source = re.sub(r"//[^\n]*|^\s*#[^\n]*", "", source, flags=re.M)
    return re.sub(r"/\*.*?\*/", "", source, flags=re.S)


def statement_around(source: str, at: int) -> str:
    start = max(source.rfind(mark, 0, at) for mark in ";{}") + 1
    depth, end = 0, at
    while end < len(source) and not (source[end] == ";" and depth <= 0):
        depth += (source[end] in "([{") - (source[end] in ")]}")
        end += 1
    return " ".join(source[start:end].split())


def findings(path: str):
    source = without_text(pathlib.Path(path).read_text(encoding="utf-8"))
    for found in re.finditer(r"\bco_await\b", source):
        statement = statement_around(source, found.start())
        if not RULE_A.match(statement):
            yield f"{path}: rule A: {statement[:100]}"
        elif RULE_B.search(statement):
            yield f"{path}: rule B: {statement[:100]}"


if __name__ == "__main__":
    lines = [line for path in sys.argv[1:] for line in findings(path)]
    print("\n".join(lines), end="\n" if lines else "")
    sys.exit(1 if lines else 0)
