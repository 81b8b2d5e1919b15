import sqlite3

db = sqlite3.connect("cache.db")
db.execute(
    "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid TEXT, title TEXT, author TEXT, url TEXT, feedurl TEXT, "
    "pubDate INTEGER, content TEXT, unread INTEGER, enclosure_url TEXT, enclosure_type TEXT, enqueued INTEGER, "
    "flags TEXT, deleted INTEGER)"
)
rows = [
    ("1-a", "First", "Ann", "https://one.example/a", "https://one.example/feed", 1073296800,
     "<p>Read <script>x()</script>long ago.</p>", 0, None, None, 0, None, 0),
    ("1-b", "Second", "", "https://one.example/b", "https://one.example/feed", 1073383200,
     "Still <b>unread</b>.", 1, "https://one.example/b.mp3", "audio/mpeg", 0, "s", 0),
    ("1-c", "Thrown away", "", "https://one.example/c", "https://one.example/feed", 1073383300, "", 0, None, None, 0,
     None, 1),
    ("9-a", "Elsewhere", "", "https://nine.example/a", "https://nine.example/feed", 1073383300, "", 0, None, None, 0,
     None, 0),
]
db.executemany(
    "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, "
    "enclosure_type, enqueued, flags, deleted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    rows,
)
db.commit()
