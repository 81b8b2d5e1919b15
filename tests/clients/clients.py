#!/usr/bin/env python3
"""Real readers subscribe to the running weir: clients.py WEIR

Each reader that is installed (feedparser, sfeed, newsboat) fetches Atom and RSS and has to hold every
item once, with title, link, date, author and content, nothing twice after a second fetch, and a new
item alone. With html5lib, the content of every item has to be HTML without an error. Exit 77: no
reader is installed.
"""
import calendar
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

try:
    import feedparser
except ImportError:
    feedparser = None
try:
    import html5lib
except ImportError:
    html5lib = None

FAILED = []


def check(good, what):
    if not good:
        FAILED.append(what)
        print(f"FAILED: {what}")


ENTRIES = [
    # id, title, link, date, author, content
    ("tag:quay.example,2026:1", "Plain title", "https://quay.example/1", "2026-11-20T10:00:00Z", "Ann Quay",
     "<p>Plain content.</p>"),
    ("tag:quay.example,2026:2", "Fish & Chips < 4 €", "https://quay.example/2?a=1&b=2", "2026-11-20T11:00:00Z",
     "Bob & Söhne", "<p>Ampersands &amp; <em>angles</em> &lt;tag&gt;.</p>"),
    ("3", "הסירה הכחולה", "https://quay.example/3", "2026-11-20T12:00:00Z", "רחל", "<p dir=\"rtl\">אחרי ימים</p>"),
    ("4", "A film", "https://quay.example/4", "2026-11-20T13:00:00Z", "Ann Quay",
     "<p>See</p><iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\" title=\"The film\"></iframe>"),
    ("5", "Relative", "https://quay.example/5", "2026-11-20T14:00:00Z", "Ann Quay",
     "<p><a href=\"/other\">other</a> <script>alert(1)</script><b>unclosed</p>"),
    ("6", "Emoji 🐟 and ]]>", "https://quay.example/6", "2026-11-20T15:00:00Z", "Ann Quay", "<p>]]&gt; 🐟</p>"),
]
LATE = ("7", "A new item", "https://quay.example/7", "2026-11-20T16:00:00Z", "Ann Quay", "<p>New.</p>")


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def atom(entries):
    return ("<feed xmlns='http://www.w3.org/2005/Atom'><id>https://quay.example/</id><title>Quay</title>"
            "<updated>2026-11-20T10:00:00Z</updated>" + "".join(
                f"<entry><id>{i}</id><title>{escaped(t)}</title><link href='{escaped(u)}'/><updated>{d}</updated>"
                f"<published>{d}</published><author><name>{escaped(a)}</name></author>"
                f"<content type='html'>{escaped(c)}</content></entry>" for i, t, u, d, a, c in entries) + "</feed>")


def expected(entries):
    """What a reader has to show: by link, (title, seconds, author)."""
    return {u: (t, calendar.timegm(time.strptime(d, "%Y-%m-%dT%H:%M:%SZ")), a) for _, t, u, d, a, _ in entries}


class FeedParser:
    name = "feedparser"
    available = feedparser is not None

    def __init__(self, url, _folder):
        self.url, self.etag = url, None

    def fetch(self):
        parsed = feedparser.parse(self.url, etag=self.etag)
        if self.etag and parsed.status == 304:
            return None
        check(not parsed.bozo, f"{self.url}: feedparser: {parsed.get('bozo_exception')}")
        self.etag = parsed.etag
        return [(e.link, e.title, calendar.timegm(e.published_parsed), e.author,
                 (e.content[0].value if "content" in e else e.summary), e.id) for e in parsed.entries]


class Sfeed:
    name = "sfeed"
    available = shutil.which("sfeed") is not None

    def __init__(self, url, _folder):
        self.url = url

    def fetch(self):
        with urllib.request.urlopen(self.url) as answer:
            ran = subprocess.run(["sfeed"], input=answer.read(), stdout=subprocess.PIPE, check=True)
        rows = [line.split("\t") for line in ran.stdout.decode().splitlines()]
        return [(r[2], r[1], int(r[0]), r[6], r[3], r[5]) for r in rows]


class Newsboat:
    name = "newsboat"
    available = shutil.which("newsboat") is not None

    def __init__(self, url, folder):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=folder))
        (self.folder / "urls").write_text(url + "\n")
        (self.folder / "config").write_text("")

    def fetch(self):
        subprocess.run(["newsboat", "-C", self.folder / "config", "-u", self.folder / "urls", "-c",
                        self.folder / "cache.db", "-x", "reload"], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "HOME": str(self.folder), "TERM": "dumb", "LANG": "C.UTF-8"})
        with sqlite3.connect(self.folder / "cache.db") as db:
            return db.execute("SELECT url, title, pubDate, author, content, guid FROM rss_item").fetchall()


def compare(where, rows, entries):
    wanted = expected(entries)
    check(len({row[5] for row in rows}) == len(rows) == len(entries),
          f"{where}: {len(rows)} items of {len(entries)}")
    for link, title, seconds, author, content, _ in rows:
        if link not in wanted:
            check(False, f"{where}: {link} is none of the items")
            continue
        check((title, seconds, author) == wanted[link], f"{where}: {(title, seconds, author)} for {wanted[link]}")
        check(content.strip() != "", f"{where}: {link} has no content")
        check(not re.search("<(iframe|script)", content), f"{where}: {link} holds {content}")


def contents_are_html(base):
    if html5lib is None:
        return
    with urllib.request.urlopen(f"{base}/all.json") as answer:
        for item in json.load(answer)["items"]:
            parser = html5lib.HTMLParser()
            parser.parseFragment(item["content_html"])
            check(not parser.errors, f"{item['url']}: html5lib: {parser.errors}")
            for address in re.findall(r"(?:href|src)=\"([^\"]*)", item["content_html"]):
                check(address.startswith("https://"), f"{item['url']}: {address} is not absolute")


def run(weir, folder, clients):
    (folder / "quay.xml").write_text(atom(ENTRIES))
    (folder / "feeds.toml").write_text(
        "[server]\nlisten = \"127.0.0.1:0\"\n[store]\npath = \"weir.db\"\n[[feed]]\nurl = \"file:quay.xml\"\n"
        "name = \"quay\"\nevery = \"1s\"\nmin_every = \"1s\"\n")
    subprocess.run([weir, "fetch", "-q"], cwd=folder, check=True)
    with open(folder / "log", "w") as log:
        daemon = subprocess.Popen([weir, "run"], cwd=folder, stderr=log)
    try:
        base = None
        while base is None:
            found = re.search(r"url=(http://127\.0\.0\.1:\d+)/", (folder / "log").read_text())
            base = found[1] if found else None
            if daemon.poll() is not None:
                raise SystemExit((folder / "log").read_text())
            time.sleep(0.05)
        contents_are_html(base)
        subscribed = [(kind(f"{base}/all.{suffix}", folder), f"{kind.name} {suffix}")
                      for kind in clients for suffix in ("atom", "rss")]
        for client, where in subscribed:
            compare(where, client.fetch(), ENTRIES)
            again = client.fetch()
            if again is not None:
                compare(f"{where}, second fetch", again, ENTRIES)
        (folder / "quay.xml").write_text(atom([LATE, *ENTRIES]))
        deadline = time.monotonic() + 30
        while "A new item" not in urllib.request.urlopen(f"{base}/all.rss").read().decode():
            check(time.monotonic() < deadline, "the new item was not published within 30 s")
            if FAILED:
                return
            time.sleep(0.1)
        for client, where in subscribed:
            compare(f"{where}, new item", client.fetch() or [], [LATE, *ENTRIES])
    finally:
        daemon.terminate()
        check(daemon.wait(10) == 0, "weir ended badly")


def main():
    clients = [kind for kind in (FeedParser, Sfeed, Newsboat) if kind.available]
    if not clients:
        print("skipped: none of python3-feedparser, sfeed and newsboat is installed")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        run(os.path.abspath(sys.argv[1]), pathlib.Path(folder), clients)
    print(f"{', '.join(kind.name for kind in clients)}: {len(FAILED) or 'no'} complaints")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
