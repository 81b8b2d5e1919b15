PRAGMA auto_vacuum = INCREMENTAL;
BEGIN;
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
CREATE TABLE reason (                       -- for weir why
    id INTEGER PRIMARY KEY,
    feed_id INTEGER REFERENCES feed ON DELETE CASCADE,
    item_id INTEGER REFERENCES item ON DELETE CASCADE,
    at INTEGER NOT NULL,
    text TEXT NOT NULL
);
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
CREATE VIRTUAL TABLE item_fts USING fts5 (
    title, author, text, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO feed (id, url, name, title, given_title, own_title, home, icon, document_id, language, tags, shown_tags, dedup, weight, keep, keep_max, subscribed, disabled) VALUES (1, 'https://one.example/feed', 'one', 'Feed One', '', 'Feed One', '', '', '', '', '', '', 2, 0, 31536000, 0, 1, 0);
INSERT INTO feed (id, url, name, title, given_title, own_title, home, icon, document_id, language, tags, shown_tags, dedup, weight, keep, keep_max, subscribed, disabled) VALUES (2, 'https://two.example/feed', 'two', 'two', '', '', '', '', '', '', ''||char(31)||'tech'||char(31)||'', ''||char(31)||'Tech'||char(31)||'', 2, 0, 31536000, 0, 1, 0);
INSERT INTO poll_state (feed_id, state, error, error_kind, http_status, failures, last_fetch, last_success, next_fetch, last_new, next_reason, format, repairs, moved_to, etag, last_modified, validators_url, body_hash, rhythm) VALUES (1, 'ok', '', '', 200, 0, 1795525200, 1795525200, 1795525200, 1795521600, 'every 1h', 'rss-2.0', 0, '', '"v1"', 'Tue, 24 Nov 2026 12:00:00 GMT', 'https://one.example/feed', '', '');
INSERT INTO poll_state (feed_id, state, error, error_kind, http_status, failures, last_fetch, last_success, next_fetch, last_new, next_reason, format, repairs, moved_to, etag, last_modified, validators_url, body_hash, rhythm) VALUES (2, 'ok', '', '', 200, 0, 1795521660, 1795521660, NULL, 1795521660, '', '', 0, '', '', '', '', '', '');
INSERT INTO document (feed_id, present, about) VALUES (1, x'0101', '{"title":"Feed One"}');
INSERT INTO document (feed_id, present, about) VALUES (2, x'03', '');
INSERT INTO history (day, feed_id, polls, fresh, errors, bytes) VALUES (20781, 1, 2, 2, 0, 0);
INSERT INTO history (day, feed_id, polls, fresh, errors, bytes) VALUES (20781, 2, 1, 1, 0, 0);
INSERT INTO item (id, feed_id, key, date, first_seen, changed, published, is_read, is_starred, is_lead, indexed, has_enclosure, story_id, content_hash, link_key, title_key, enclosure_key, guid, title, author, url, canonical, site, language, item_tags, rule_tags) VALUES (1, 1, 6294355645245719615, 1795521600, 1795521600, 1795525200, NULL, 0, 0, 1, 0, 0, NULL, 4477105647051147945, -1714993000552545223, 6466151309540045795, 0, 'b', 'Edited', '', 'https://example.org/b', 'https://example.org/b', 'example.org', '', '', '');
INSERT INTO item (id, feed_id, key, date, first_seen, changed, published, is_read, is_starred, is_lead, indexed, has_enclosure, story_id, content_hash, link_key, title_key, enclosure_key, guid, title, author, url, canonical, site, language, item_tags, rule_tags) VALUES (2, 1, 7083460420780018773, 1795521600, 1795521600, 1795521600, NULL, 0, 1, 1, 0, 0, 2, 6222443847518350984, 5149212905598245836, 5815568076541464073, 0, 'tale', 'A tale', '', 'https://example.org/tale', 'https://example.org/tale', 'example.org', '', '', '');
INSERT INTO item (id, feed_id, key, date, first_seen, changed, published, is_read, is_starred, is_lead, indexed, has_enclosure, story_id, content_hash, link_key, title_key, enclosure_key, guid, title, author, url, canonical, site, language, item_tags, rule_tags) VALUES (3, 2, 7451335459887773269, 1795521660, 1795521660, 1795521660, NULL, 0, 0, 0, 0, 0, 2, 6222443847518350984, 2541571440866461937, 5815568076541464073, 0, 'copy', 'A tale', '', 'https://two.example/copy', 'https://two.example/copy', 'two.example', '', '', '');
INSERT INTO content (item_id, body) VALUES (1, x'015b0000007b226964223a2262222c2275726c223a2268747470733a2f2f6578616d706c652e6f72672f62222c227469746c65223a22456469746564222c22636f6e74656e745f74657874223a22536f6d65206f7468657220746578742e227d536f6d65206f7468657220746578742e');
INSERT INTO content (item_id, body) VALUES (2, x'027301000028b52ffd609501ed07008653361e80a7cd01c8fa297622895ed6fe27645b882d71ab6a1a0420be431307f3d231002c002b00ab8b9152c4e735708ef304bee00bbf1471c0390eaae70bcaaa810ab15c020b858321fe748ea39639c541753fc741791002471c624c04369a630c7e5e4d6f549a5a7a3617b8e47d764a133f41e566171323a5cba8612f19d3bdd2caca15d8fc042e2fba023610596a8407d78cd619d59fca288fb9607bd818970234df4c235cc433a34bd6d45cacbc09c7d076e3e1cef0cccac5cd17b6fba07affd2adac644c1731a6174826c9ed9bdd43ac5436a382720d3e1f300b001f27ab7c8bc03744634760e2f00a44d6bcef66ab7522f84bd3345d07715519');
INSERT INTO content (item_id, body) VALUES (3, x'027301000028b52ffd609501050800f693371e80a7cd01c8fa297636a12662ff93f45bc82e71ab6a1a0420be431307f3d232002d002d006b91cf3a708ef304bee08ad745a738b8ee0e38c7c1f57c0197925c028d6d2f148e45f9d539ce62cc294ea32c3ac749791002c8a8086c34c718fcac6d6f5cab9a7a361798e4fde5d6223e82cb0d638838ad65cc1ad829a3ba357dd054b68953cd4fa03a5926600391ae131e5c73d233ae3f9753dee26261878d5117a039cb744286f8c5e9945735179a77e50209c7d87623e2bee019cdc4cd15db8dd8bd7fea3e682ecb3264542f5022c8b1378c1df25ad98c8794cce03302310a001f27ab7c8bc03744634760e2f00a44d6bcef66ab7522005e5a04715519');
INSERT INTO revision (id, item_id, at, body) VALUES (1, 1, 1795521600, x'015c0000007b226964223a2262222c2275726c223a2268747470733a2f2f6578616d706c652e6f72672f62222c227469746c65223a22466972737420776f7264696e67222c22636f6e74656e745f74657874223a22536f6d6520746578742e227d536f6d6520746578742e');
INSERT INTO sketch (item_id, first_seen, marks) VALUES (1, 1795521600, x'0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO sketch (item_id, first_seen, marks) VALUES (2, 1795521600, x'd72bc102b47bc104869e350763f764113600ab1235f1931aaa1cb11cd3819b1dc07b661f8b25b91f2d5967256a2aef250010c729dffb492caa05a13494dc76354472b73caceb16412916ca422b858f4381f967451f595f4c44a23054597c5a5788c8f36920f3876b04d92b7289a5c173cbe328774ff70a782254b2855cb823a1');
INSERT INTO sketch (item_id, first_seen, marks) VALUES (3, 1795521660, x'd72bc102b47bc104869e350763f764113600ab1235f1931aaa1cb11cd3819b1dc07b661f8b25b91f2d5967256a2aef250010c729dffb492caa05a13494dc76354472b73caceb16412916ca422b858f4381f967451f595f4c44a23054597c5a5788c8f36920f3876b04d92b7289a5c173cbe328774ff70a782254b2855cb823a1');
INSERT INTO reason (id, feed_id, item_id, at, text) VALUES (1, NULL, 3, 1795521660, 'same story as item 2 of one: 100 % of the shorter text stands in the longer one, 100 % of the titles'' words agree');
CREATE INDEX feed_name ON feed (name);
CREATE UNIQUE INDEX item_key ON item (feed_id, key);
CREATE INDEX item_feed ON item (feed_id, date, is_read);
CREATE INDEX item_date ON item (date, id);
CREATE INDEX item_lead ON item (date, id) WHERE is_lead = 1;
CREATE INDEX item_starred ON item (date, id) WHERE is_starred = 1;
CREATE INDEX item_link ON item (link_key) WHERE link_key <> 0;
CREATE INDEX item_story ON item (story_id) WHERE story_id IS NOT NULL;
CREATE INDEX item_unindexed ON item (id) WHERE indexed = 0;
CREATE INDEX revision_item ON revision (item_id);
CREATE INDEX tombstone_link ON tombstone (link_key) WHERE link_key <> 0;
CREATE INDEX reason_item ON reason (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX reason_feed ON reason (feed_id) WHERE feed_id IS NOT NULL;
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
PRAGMA application_id = 2003134834;
PRAGMA user_version = 1;
COMMIT;
