#!/usr/bin/env python3
"""Checks the systemd units with systemd's own tools.

Usage: units.py SOURCE_FOLDER WEIR_BINARY   Each unit verifies, and no service is exposed more than 1.2. Prints one
line per finding; exit 1 if there is any, 77 where systemd-analyze is not installed.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MOST_EXPOSED = 1.2


def findings(source: pathlib.Path, weir: str):
    units = sorted(p for p in (source / "systemd").iterdir() if p.suffix in (".service", ".socket", ".timer"))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        copies = []
        for unit in units:
            # The program and its manual need not be installed where this runs.
            text = unit.read_text(encoding="utf-8").replace("/usr/bin/weir", weir)
            text = re.sub(r"^Documentation=.*\n", "", text, flags=re.M)
            copy = folder / unit.name
            copy.write_text(text, encoding="utf-8")
            copies.append(str(copy))
        ran = subprocess.run(["systemd-analyze", "verify", "--man=no", *copies], capture_output=True, text=True,
                             check=False)
        # It reads the machine's units, too; what it says of those is not about us.
        ours = [line for line in ran.stderr.splitlines() if "weir" in line]
        yield from ours
        if ran.returncode != 0 and not ours:
            yield f"systemd-analyze verify ended with {ran.returncode}: {ran.stderr.strip()}"
    for unit in units:
        if unit.suffix != ".service":
            continue
        ran = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
                             capture_output=True, text=True, check=False)
        level = re.search(r"Overall exposure level for \S+: ([\d.]+)", ran.stdout)
        if not level:
            yield f"{unit.name}: systemd-analyze security says nothing: {ran.stderr.strip()}"
        elif float(level.group(1)) > MOST_EXPOSED:
            yield f"{unit.name}: exposure {level.group(1)} is more than {MOST_EXPOSED}"


def main() -> int:
    if not shutil.which("systemd-analyze"):
        print("systemd-analyze is not installed: skipped")
        return 77
    found = list(findings(pathlib.Path(sys.argv[1]), str(pathlib.Path(sys.argv[2]).resolve())))
    print("\n".join(found) or "the units verify")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
