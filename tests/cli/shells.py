#!/usr/bin/env python3
"""Presses TAB in real shells that have loaded weir's completions.

Usage: shells.py WEIR_BINARY   Exit 1 when a shell does not offer what it should, 77 when there is no shell to try.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

CONFIG = """[store]
path = "weir.db"

[[feed]]
url = "https://example.org/alpha.xml"
name = "alpha"
tags = ["news"]
"""

# What is typed before TAB, and what then stands on the line.
LINES = [
    ("weir stat", "weir status"),
    ("weir remove al", "weir remove alpha"),
    ("weir items tag:ne", "weir items tag:news"),
    ("weir items --format js", "weir items --format json"),
    ("weir fetch --for", "weir fetch --force"),
    ("weir backup fil", "weir backup file-here"),
]


class Shell:
    """A shell on a terminal of its own."""

    def __init__(self, command, folder, environment):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)

    def type(self, text):
        os.write(self.fd, text.encode())

    def read_until(self, wanted, seconds=20.0):
        """What the terminal shows, without bells and movements of the cursor."""
        seen, end = "", time.monotonic() + seconds
        while wanted not in seen and time.monotonic() < end:
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    seen += os.read(self.fd, 65536).decode(errors="replace")
                    seen = re.sub(r"\x07|\x1b\[[?0-9;]*[A-Za-z]", "", seen)
                except OSError:
                    break
        return seen

    def end(self):
        os.close(self.fd)
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)


def try_on_terminal(name, command, setup, folder, environment):
    for typed, wanted in LINES:
        shell = Shell(command, folder, environment)
        shell.type(setup + "; echo rea''dy\n")
        seen = shell.read_until("ready")
        if "ready" in seen:
            shell.type(typed + "\t")
            seen = shell.read_until(wanted)
        shell.end()
        if wanted not in seen:
            yield f"{name}: '{typed}' TAB did not give '{wanted}', but: {seen!r}"


def try_fish(folder, environment, pages):
    for typed, wanted in LINES:
        ran = subprocess.run(["fish", "--no-config", "-c", f"source {pages}/weir.fish; complete -C '{typed}'"],
                             cwd=folder, env=environment, capture_output=True, text=True, check=False)
        offered = [line.split("\t")[0] for line in ran.stdout.splitlines()]
        if wanted.split()[-1] not in offered:
            yield f"fish: '{typed}' offers {offered}, not '{wanted}' {ran.stderr}"


def main() -> int:
    weir = pathlib.Path(sys.argv[1]).resolve()
    found, tried = [], []
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "feeds.toml").write_text(CONFIG, encoding="utf-8")
        pathlib.Path(folder, "file-here").write_text("", encoding="utf-8")
        pages = pathlib.Path(folder, "pages")
        subprocess.run([weir, "__pages", pages], check=True)
        environment = {"PATH": f"{weir.parent}:{os.environ['PATH']}", "HOME": folder, "TERM": "dumb", "PS1": "$ ",
                       "LC_ALL": "C.UTF-8"}
        if shutil.which("bash"):
            tried.append("bash")
            found += try_on_terminal("bash", ["bash", "--norc", "--noprofile", "-i"], f". {pages}/weir.bash", folder,
                                     environment)
        if shutil.which("zsh"):
            tried.append("zsh")
            setup = f"fpath=({pages} $fpath); autoload -Uz compinit; compinit -u -d {folder}/dump"
            found += try_on_terminal("zsh", ["zsh", "-f", "-i"], setup, folder, environment)
        if shutil.which("fish"):
            tried.append("fish")
            found += try_fish(folder, environment, pages)
    print("\n".join(found) or f"completion works in {', '.join(tried) or 'no shell'}")
    return 1 if found else 0 if tried else 77


if __name__ == "__main__":
    sys.exit(main())
