#!/usr/bin/env python3
"""Checks the manual pages that the program prints.

Usage: manual.py WEIR_BINARY   Every verb, option and key has its place, and mandoc and man find nothing to warn
of, where they are installed. Prints one line per finding; exit 1 if there is any.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def plain(page: pathlib.Path) -> str:
    return page.read_text(encoding="utf-8").replace("\\-", "-").replace("\\&", "").replace("\\(dq", '"')


def complete(weir: str, folder: pathlib.Path):
    page = plain(folder / "weir.1")
    verbs = re.findall(r"^  ([a-z]+) {2,}", output(weir, "--help"), re.M)
    if not verbs:
        yield "weir --help names no verb"
    for verb in verbs:
        section = re.search(rf'^\.SS "weir {verb}\b.*?(?=^\.S[SH] )', page, re.M | re.S)
        if not section:
            yield f"weir.1: {verb} is missing"
            continue
        common = page[page.index('.SH "COMMON OPTIONS"'):]
        for option in re.findall(r"^  (?:-\w, )?(--[a-z-]+)", output(weir, verb, "--help"), re.M):
            if option not in section.group() and option not in common:
                yield f"weir.1: {verb} {option} is missing"


def keys(source: pathlib.Path, folder: pathlib.Path):
    page = plain(folder / "feeds.toml.5")
    table = (source / "src/config/keys.cpp").read_text(encoding="utf-8")
    for key in re.findall(r'\{"\w+", "(\w+)", "', table):
        if f"\\fB{key}\\fR" not in page:
            yield f"feeds.toml.5: {key} is missing"


def warned(folder: pathlib.Path):
    for page in ("weir.1", "feeds.toml.5"):
        if shutil.which("mandoc"):
            ran = subprocess.run(["mandoc", "-Tlint", "-Wwarning", str(folder / page)], capture_output=True,
                                 text=True, check=False)
            yield from ran.stdout.splitlines()
        if shutil.which("man"):
            ran = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(folder / page)],
                                 capture_output=True, text=True, check=False,
                                 env={"LC_ALL": "C.UTF-8", "MANWIDTH": "80", "PATH": "/usr/bin:/bin"})
            yield from ran.stderr.splitlines()


def main() -> int:
    weir = sys.argv[1]
    source = pathlib.Path(__file__).resolve().parents[2]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([weir, "__pages", name], check=True)
        found = [*complete(weir, folder), *keys(source, folder), *warned(folder)]
    print("\n".join(found) or "the manual is whole")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
