#include "store/migrations.hpp"

namespace weir::store {
namespace {

// Times are seconds since 1970, UTC. Hashes are XXH3 in 64 bits; 0 stands for none. Tag lists are
// "\x1ftag\x1ftag\x1f". `feed` holds what changes with the configuration, `poll_state` what changes
// with each poll, `document` what changes with each changed document: a poll that brings nothing
// new rewrites one small row.
constexpr const char* first_schema = R"sql(
CREATE TABLE feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    title TEXT NOT NULL,                    -- as shown
    given_title TEXT NOT NULL DEFAULT '',   -- by the configuration
    own_title TEXT NOT NULL DEFAULT '',     -- by the document
    home TEXT NOT NULL DEFAULT '',
    icon TEXT NOT NULL DEFAULT '',
    document_id TEXT NOT NULL DEFAULT '',   -- atom:id
    language TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',          -- folded
    shown_tags TEXT NOT NULL DEFAULT '',
    dedup INTEGER NOT NULL DEFAULT 2,       -- 0 id, 1 url, 2 story
    weight INTEGER NOT NULL DEFAULT 0,
    keep INTEGER,                           -- seconds; NULL: for ever
    keep_max INTEGER NOT NULL DEFAULT 0,    -- 0: no limit
    subscribed INTEGER NOT NULL DEFAULT 1,  -- stands in the configuration
    disabled INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX feed_name ON feed (name);

CREATE TABLE poll_state (
    feed_id INTEGER PRIMARY KEY REFERENCES feed ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'new',
    error TEXT NOT NULL DEFAULT '',
    error_kind TEXT NOT NULL DEFAULT '',
    http_status INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,    -- in a row
    last_fetch INTEGER,
    last_success INTEGER,
    next_fetch INTEGER,
    last_new INTEGER,
    next_reason TEXT NOT NULL DEFAULT '',
    format TEXT NOT NULL DEFAULT '',
    repairs INTEGER NOT NULL DEFAULT 0,
    moved_to TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    validators_url TEXT NOT NULL DEFAULT '',
    body_hash TEXT NOT NULL DEFAULT '',
    rhythm TEXT NOT NULL DEFAULT ''
);

CREATE TABLE document (
    feed_id INTEGER PRIMARY KEY REFERENCES feed ON DELETE CASCADE,
    present BLOB NOT NULL DEFAULT x'',      -- item ids in the last document, varints of distances
    about TEXT NOT NULL DEFAULT ''          -- what the document says of itself, JSON
);

CREATE TABLE history (
    day INTEGER NOT NULL,                   -- since 1970-01-01
    feed_id INTEGER NOT NULL,
    polls INTEGER NOT NULL DEFAULT 0,
    fresh INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (day, feed_id)
) WITHOUT ROWID;

CREATE TABLE item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feed,
    key INTEGER NOT NULL,                   -- hash of what the feed knows it by
    date INTEGER NOT NULL,                  -- by which it is sorted
    first_seen INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    published INTEGER,
    is_read INTEGER NOT NULL DEFAULT 0,
    is_starred INTEGER NOT NULL DEFAULT 0,
    is_lead INTEGER NOT NULL DEFAULT 1,     -- stands for its story
    indexed INTEGER NOT NULL DEFAULT 0,     -- in item_fts
    has_enclosure INTEGER NOT NULL DEFAULT 0,
    story_id INTEGER,                       -- the story's first item; NULL: alone
    content_hash INTEGER NOT NULL,
    link_key INTEGER NOT NULL DEFAULT 0,    -- hash of the canonical URL
    title_key INTEGER NOT NULL DEFAULT 0,   -- hash of the folded title
    enclosure_key INTEGER NOT NULL DEFAULT 0,
    guid TEXT NOT NULL DEFAULT '',          -- as given by the document
    title TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    canonical TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    item_tags TEXT NOT NULL DEFAULT '',     -- by rules, folded
    rule_tags TEXT NOT NULL DEFAULT ''      -- the same as written
);
-- A partial index serves only queries that repeat its condition, hence "link_key <> 0" in them.
CREATE UNIQUE INDEX item_key ON item (feed_id, key);
CREATE INDEX item_feed ON item (feed_id, date, is_read);
CREATE INDEX item_date ON item (date, id);
CREATE INDEX item_lead ON item (date, id) WHERE is_lead = 1;
CREATE INDEX item_starred ON item (date, id) WHERE is_starred = 1;
CREATE INDEX item_link ON item (link_key) WHERE link_key <> 0;
CREATE INDEX item_story ON item (story_id) WHERE story_id IS NOT NULL;
CREATE INDEX item_unindexed ON item (id) WHERE indexed = 0;

-- Apart from `item`, so that lists read narrow rows.
CREATE TABLE content (
    item_id INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE,
    body BLOB NOT NULL                      -- see src/store/codec.hpp
);

CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,
    at INTEGER NOT NULL,                    -- when this version was seen first
    body BLOB NOT NULL
);
CREATE INDEX revision_item ON revision (item_id);

CREATE TABLE sketch (                       -- only of the days in which stories are matched
    item_id INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE,
    first_seen INTEGER NOT NULL,
    marks BLOB NOT NULL                     -- 32 values of 4 bytes, little-endian
);

CREATE TABLE tombstone (                    -- what must not come back
    feed_id INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    key INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seen INTEGER NOT NULL,                  -- last time in its feed, to the day
    reason TEXT NOT NULL,                   -- dropped, pruned, withdrawn, held
    detail TEXT NOT NULL DEFAULT '',        -- the rule
    link_key INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (feed_id, key)
) WITHOUT ROWID;
CREATE INDEX tombstone_link ON tombstone (link_key) WHERE link_key <> 0;

CREATE TABLE reason (                       -- for weir why
    id INTEGER PRIMARY KEY,
    feed_id INTEGER REFERENCES feed ON DELETE CASCADE,
    item_id INTEGER REFERENCES item ON DELETE CASCADE,
    at INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX reason_item ON reason (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX reason_feed ON reason (feed_id) WHERE feed_id IS NOT NULL;

CREATE TABLE rest (
    site TEXT PRIMARY KEY,
    until INTEGER NOT NULL,
    delay INTEGER NOT NULL DEFAULT 0,       -- seconds
    reason TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

CREATE TABLE note (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Without its own copy of the text: that stands, compressed, in `content`.
CREATE VIRTUAL TABLE item_fts USING fts5 (
    title, author, text, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIEW items AS
SELECT i.id, f.name AS feed, i.title, i.author, i.url,
       strftime('%Y-%m-%dT%H:%M:%SZ', i.date, 'unixepoch') AS date,
       strftime('%Y-%m-%dT%H:%M:%SZ', i.first_seen, 'unixepoch') AS first_seen,
       strftime('%Y-%m-%dT%H:%M:%SZ', i.changed, 'unixepoch') AS changed,
       i.is_read AS read, i.is_starred AS starred, i.language,
       trim(replace(i.rule_tags, char(31), ' ')) AS tags, i.guid,
       coalesce(i.story_id, i.id) AS story
FROM item i JOIN feed f ON f.id = i.feed_id;

CREATE VIEW feeds AS
SELECT f.id, f.name, f.title, f.url, f.home, trim(replace(f.shown_tags, char(31), ' ')) AS tags,
       p.state, p.error, p.http_status,
       strftime('%Y-%m-%dT%H:%M:%SZ', p.last_fetch, 'unixepoch') AS last_fetch,
       strftime('%Y-%m-%dT%H:%M:%SZ', p.last_success, 'unixepoch') AS last_success,
       strftime('%Y-%m-%dT%H:%M:%SZ', p.next_fetch, 'unixepoch') AS next_fetch,
       (SELECT count(*) FROM item i WHERE i.feed_id = f.id) AS items
FROM feed f JOIN poll_state p ON p.feed_id = f.id;

CREATE VIEW stories AS
SELECT coalesce(i.story_id, i.id) AS id, i.id AS item, i.title, i.url,
       strftime('%Y-%m-%dT%H:%M:%SZ', i.date, 'unixepoch') AS date,
       (SELECT count(*) FROM item m WHERE m.story_id = i.story_id OR m.id = i.id) AS sources
FROM item i WHERE i.is_lead = 1;
)sql";

}  // namespace

const std::array<Migration, 1> migrations{{{1, first_schema}}};

}  // namespace weir::store
