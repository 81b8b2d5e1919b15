#!/usr/bin/env python3
"""Checks the direction of includes: a room may include only itself and rooms above it.

Usage: rooms.py SRC   Prints one line per upward include or misplaced library; exit 1 if any.
"""
import pathlib
import re
import sys

ROOMS = ["base", "dates", "words", "model", "html", "parse", "identity", "query", "schedule", "publish",
         "config", "async", "fetch", "store", "serve", "poll", "river", "app", "cli"]
# The doors stand side by side: none of them knows another.
FORBIDDEN = {"serve": {"fetch", "store"}, "store": {"fetch"}, "fetch": {"parse", "html"},
             "poll": {"serve", "publish"}, "river": {"poll", "fetch"}}
# Third-party headers stay behind the room that hides them.
LIBRARIES = {"pugixml.hpp": {"parse", "config"}, "gumbo.h": {"html"}, "curl/": {"fetch", "cli"},
             "SQLiteCpp/": {"store", "cli"}, "sqlite3.h": {"store", "cli"}, "boost/beast": {"serve"},
             "toml++/": {"config"}, "CLI/": {"cli"}}


def findings(src: pathlib.Path):
    for path in sorted(src.rglob("*.[ch]pp")):
        room = path.relative_to(src).parts[0]
        if room not in ROOMS:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            own = re.match(r'\s*#include "([a-z_]+)/', line)
            if own:
                used = own[1]
                above = used in ROOMS and ROOMS.index(used) <= ROOMS.index(room)
                if not above or used in FORBIDDEN.get(room, set()):
                    yield f"{path}:{number}: {room} may not include {used}"
            other = re.match(r"\s*#include <([^>]+)>", line)
            for library, allowed in LIBRARIES.items() if other else ():
                if other[1].startswith(library) and room not in allowed:
                    yield f"{path}:{number}: <{other[1]}> belongs to {', '.join(sorted(allowed))}"


if __name__ == "__main__":
    lines = list(findings(pathlib.Path(sys.argv[1])))
    print("\n".join(lines) or "every include points upward")
    sys.exit(1 if lines else 0)
