#include "store/items.hpp"

#include "base/hash.hpp"
#include "query/query.hpp"
#include "store/bench.hpp"
#include "store/stories.hpp"
#include "store/text_index.hpp"

namespace weir::store {
namespace {

/// Dates farther ahead are mistakes or bait for the top of the list.
constexpr Seconds accepted_lead{86400};
/// An item that changes with every poll (a counter in its text) must not grow without end.
constexpr int kept_revisions = 20;

Instant sorting_date(const Entry& entry, Instant first_seen) {
    const auto given = entry.published ? entry.published : entry.updated;
    return given && *given <= first_seen + accepted_lead ? *given : first_seen;
}

std::string given_id(const Entry& entry) {
    return entry.id_given ? entry.id : std::string();
}

// sqlite_sequence is AUTOINCREMENT's own memory; reading it here tells the id beforehand.
ItemId next_item_id(Connection& db) {
    Rows rows(db, "SELECT seq FROM sqlite_sequence WHERE name = 'item'");
    return rows.next() ? rows.integer(0) + 1 : 1;
}

void keep_revision(Connection& db, ItemId item) {
    run(db,
        "INSERT INTO revision (item_id, at, body) SELECT i.id, i.changed, c.body FROM item i "
        "JOIN content c ON c.item_id = i.id WHERE i.id = ?",
        item);
    run(db,
        "DELETE FROM revision WHERE item_id = ?1 AND id NOT IN "
        "(SELECT id FROM revision WHERE item_id = ?1 ORDER BY id DESC LIMIT ?2)",
        item, kept_revisions);
}

}  // namespace

KnownItem read_known(const Rows& rows) {
    KnownItem item;
    item.id = rows.integer(0);
    item.guid = rows.string(1);
    item.content_hash = rows.integer(2);
    item.link_key = rows.integer(3);
    item.title_key = rows.integer(4);
    item.enclosure_key = rows.integer(5);
    item.published = rows.optional_instant(6);
    return item;
}

EntryKeys keys_of(const identity::Prepared& prepared) {
    EntryKeys keys;
    keys.key = as_key(hash64(prepared.key));
    keys.link = text_key(prepared.canonical);
    keys.title = text_key(prepared.title_key);
    keys.content = static_cast<std::int64_t>(prepared.hash);
    if (!prepared.entry.enclosures.empty()) {
        const auto& url = prepared.entry.enclosures.front().url;
        const auto canonical = identity::canonical_url(url);
        keys.enclosure = text_key(canonical.empty() ? url : canonical);
    }
    return keys;
}

std::optional<FeedTraits> feed_traits(Connection& db, FeedId feed) {
    Rows rows(db, "SELECT dedup, language FROM feed WHERE id = ?", feed);
    if (!rows.next()) return std::nullopt;
    FeedTraits traits;
    traits.id = feed;
    traits.dedup = static_cast<Dedup>(rows.integer(0));
    traits.language = rows.string(1);
    return traits;
}

ItemId insert_item(Bench& bench, const FeedTraits& feed, const Arrival& arrival, Instant at) {
    const auto& prepared = arrival.prepared;
    const auto& entry = prepared.entry;
    const auto keys = keys_of(prepared);
    const auto id = next_item_id(bench.db);
    const auto guid = given_id(entry);
    const auto author = query::author_line(entry);
    const auto site = query::site_of(entry.url);
    const auto tags = query::tag_list(arrival.effect.tags);
    const auto rule_tags = pack_tags(arrival.effect.tags);
    run(bench.db,
        "INSERT INTO item (id, feed_id, key, date, first_seen, changed, published, is_read, "
        "is_starred, has_enclosure, content_hash, link_key, title_key, enclosure_key, guid, title, "
        "author, url, canonical, site, language, item_tags, rule_tags) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, feed.id, keys.key, sorting_date(entry, at), at, at, entry.published,
        arrival.effect.read, arrival.effect.star, !entry.enclosures.empty(), keys.content,
        keys.link, keys.title, keys.enclosure, guid, entry.title, author, entry.url,
        prepared.canonical, site, entry.language.empty() ? feed.language : entry.language, tags,
        rule_tags);
    const auto body = bench.codec.pack(entry, prepared.text);
    run(bench.db, "INSERT INTO content (item_id, body) VALUES (?, ?)", id, Blob{body});
    return id;
}

void relink_item(Bench& bench, ItemId item, const identity::Prepared& prepared) {
    const auto keys = keys_of(prepared);
    const auto guid = given_id(prepared.entry);
    run(bench.db,
        "UPDATE item SET key = ?, guid = ?, url = ?, canonical = ?, link_key = ? WHERE id = ?",
        keys.key, guid, prepared.entry.url, prepared.canonical, keys.link, item);
}

void revise_item(Bench& bench, const FeedTraits& feed, ItemId item,
                 const identity::Prepared& prepared, Instant at) {
    const auto& entry = prepared.entry;
    const auto keys = keys_of(prepared);
    unindex_item(bench, item);
    keep_revision(bench.db, item);
    const auto guid = given_id(entry);
    const auto author = query::author_line(entry);
    const auto site = query::site_of(entry.url);
    run(bench.db,
        "UPDATE item SET changed = ?, published = ?, has_enclosure = ?, content_hash = ?, "
        "link_key = ?, title_key = ?, enclosure_key = ?, guid = ?, title = ?, author = ?, url = ?, "
        "canonical = ?, site = ?, language = ? WHERE id = ?",
        at, entry.published, !entry.enclosures.empty(), keys.content, keys.link, keys.title,
        keys.enclosure, guid, entry.title, author, entry.url, prepared.canonical, site,
        entry.language.empty() ? feed.language : entry.language, item);
    const auto body = bench.codec.pack(entry, prepared.text);
    run(bench.db, "UPDATE content SET body = ? WHERE item_id = ?", Blob{body}, item);
    Rows seen(bench.db, "SELECT first_seen FROM item WHERE id = ?", item);
    if (seen.next()) remember_sketch(bench, item, seen.instant(0), prepared);
}

void bury_item(Bench& bench, ItemId item, std::string_view reason, Instant at) {
    unindex_item(bench, item);
    run(bench.db,
        "INSERT OR REPLACE INTO tombstone (feed_id, key, at, seen, reason, link_key, title) "
        "SELECT feed_id, key, ?, ?, ?, link_key, title FROM item WHERE id = ?",
        at, at, reason, item);
    const auto story = leave_story(bench.db, item);
    run(bench.db, "DELETE FROM item WHERE id = ?", item);
    if (story) choose_lead(bench.db, *story);
}

void note_reason(Connection& db, std::optional<FeedId> feed, std::optional<ItemId> item, Instant at,
                 std::string_view text) {
    run(db, "INSERT INTO reason (feed_id, item_id, at, text) VALUES (?, ?, ?, ?)", feed, item, at,
        text);
}

}  // namespace weir::store
