#!/usr/bin/env python3
"""Plays the journal for weir and reads what it is sent.

Usage: journal.py WEIR_BINARY   In a mount namespace of its own, since the journal's socket has a fixed place. Exit 1
when an entry or a field is missing, 77 where such a namespace cannot be had.
"""
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

SOCKET = pathlib.Path("/run/systemd/journal/socket")


def entry(data: bytes) -> dict:
    """One datagram of the journal's protocol: NAME=value lines, or NAME, a length and bytes."""
    fields = {}
    while data:
        line, data = data.split(b"\n", 1)
        if b"=" in line:
            name, value = line.split(b"=", 1)
        else:
            name = line
            size = struct.unpack("<Q", data[:8])[0]
            value, data = data[8:8 + size], data[9 + size:]
        fields[name.decode()] = value.decode()
    return fields


def entries_of(weir: str, folder: str):
    pathlib.Path(folder, "feeds.toml").write_text(
        '[log]\nformat = "journal"\n\n[server]\nlisten = "127.0.0.1:0"\n\n[store]\npath = "weir.db"\n\n'
        '[[feed]]\nname = "closed"\nurl = "http://127.0.0.1:1/feed"\n', encoding="utf-8")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as journal:
        journal.bind(str(SOCKET))
        journal.settimeout(0.5)
        found = []
        with subprocess.Popen([weir, "run"], cwd=folder, stderr=subprocess.PIPE) as daemon:
            end = time.monotonic() + 20
            while time.monotonic() < end and not any("FEED" in e for e in found):
                try:
                    found.append(entry(journal.recv(65536)))
                except TimeoutError:
                    pass
            daemon.send_signal(signal.SIGTERM)
            _, on_stderr = daemon.communicate(timeout=10)
    return found, on_stderr.decode()


def inside(weir: str) -> int:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=False)
    if mounted.returncode != 0:
        return 77
    SOCKET.parent.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        found, on_stderr = entries_of(weir, folder)
    about = [e for e in found if e.get("FEED") == "closed"]
    wanted = {"PRIORITY": "4", "SYSLOG_IDENTIFIER": "weir", "URL": "http://127.0.0.1:1/feed", "STATUS": "0",
              "KIND": "refused"}
    wrong = [f"{name}: {about[0].get(name) if about else None!r}, not {value!r}" for name, value in wanted.items()
             if not about or about[0].get(name) != value]
    if about and not about[0]["MESSAGE"].startswith("poll failed feed=closed"):
        wrong.append(f"MESSAGE: {about[0]['MESSAGE']!r}")
    if on_stderr:
        wrong.append(f"on stderr: {on_stderr!r}")
    print("\n".join(wrong) or f"{len(found)} entries, with native fields")
    return 1 if wrong else 0


def main() -> int:
    weir = str(pathlib.Path(sys.argv[1]).resolve())
    if os.environ.get("WEIR_JOURNAL_NAMESPACE"):
        return inside(weir)
    if not shutil.which("unshare"):
        print("unshare is not installed: skipped")
        return 77
    own = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    if subprocess.run([*own, "true"], check=False, capture_output=True).returncode != 0:
        print("no mount namespace can be had here: skipped")
        return 77
    return subprocess.run([*own, sys.executable, __file__, weir], check=False,
                          env={**os.environ, "WEIR_JOURNAL_NAMESPACE": "1"}).returncode


if __name__ == "__main__":
    sys.exit(main())
