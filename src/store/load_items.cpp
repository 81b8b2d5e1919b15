#include "base/hash.hpp"
#include "store/codec.hpp"
#include "store/reader_impl.hpp"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

namespace weir::store {
namespace {

StoredItem read_item(const Rows& rows) {
    StoredItem item;
    item.id = rows.integer(0);
    item.feed = rows.integer(1);
    item.feed_name = rows.string(2);
    item.feed_title = rows.string(3);
    item.feed_url = rows.string(4);
    item.feed_home = rows.string(5);
    item.feed_id = rows.string(6);
    item.feed_tags = unpack_tags(rows.text(7));
    item.first_seen = rows.instant(8);
    item.date = rows.instant(9);
    item.changed = rows.instant(10);
    item.read = rows.flag(11);
    item.starred = rows.flag(12);
    item.tags = unpack_tags(rows.text(13));
    item.story = rows.integer(14);
    // The key of such an entry takes in more than its id (identity::prepare).
    const auto guid = rows.text(15);
    item.id_repeats = !guid.empty() && rows.integer(23) != as_key(hash64(guid));
    return item;
}

/// The little of an entry that lists show, without unpacking its body.
Entry entry_of_columns(const Rows& rows) {
    Entry entry;
    entry.id = rows.string(15);
    entry.id_given = !entry.id.empty();
    entry.title = rows.string(16);
    entry.url = rows.string(17);
    entry.language = rows.string(18);
    entry.published = rows.optional_instant(19);
    if (!rows.text(20).empty()) {
        Person author;
        author.name = rows.string(20);
        entry.authors.push_back(std::move(author));
    }
    return entry;
}

SourceRef source_of(const StoredItem& item) {
    return {item.id,       item.feed_name,   item.feed_title,
            item.feed_url, item.entry.title, item.entry.url};
}

/// The members of all these stories in one query.
void add_sources(Connection& db, std::vector<StoredItem>& items,
                 const std::vector<std::int64_t>& stories) {
    std::unordered_map<std::int64_t, std::vector<SourceRef>> sources;
    if (!stories.empty()) {
        const auto sql = fmt::format(
            "SELECT i.story_id, i.id, f.name, f.title, f.url, i.title, i.url FROM item i "
            "JOIN feed f ON f.id = i.feed_id WHERE i.story_id IN ({}) "
            "ORDER BY i.story_id, i.is_lead DESC, f.weight DESC, i.id",
            fmt::join(stories, ","));
        Rows rows(db, Rows::Once{sql});
        while (rows.next()) {
            sources[rows.integer(0)].push_back({rows.integer(1), rows.string(2), rows.string(3),
                                                rows.string(4), rows.string(5), rows.string(6)});
        }
    }
    for (auto& item : items) {
        const auto found = sources.find(item.story);
        if (found != sources.end()) {
            item.sources = found->second;
        } else {
            item.sources.push_back(source_of(item));
        }
    }
}

}  // namespace

std::vector<StoredItem> load_items(Connection& db, Codec& codec, const std::vector<ItemId>& ids,
                                   Unpack unpack) {
    const bool with_body = unpack != Unpack::nothing;
    std::vector<StoredItem> items;
    if (ids.empty()) return items;
    std::unordered_map<ItemId, StoredItem> loaded;
    std::vector<std::int64_t> stories;
    const auto sql = fmt::format(
        "SELECT i.id, i.feed_id, f.name, f.title, f.url, f.home, f.document_id, f.shown_tags, "
        "i.first_seen, i.date, i.changed, i.is_read, i.is_starred, i.rule_tags, "
        "coalesce(i.story_id, i.id), i.guid, i.title, i.url, i.language, i.published, i.author, "
        "i.story_id, {}, i.key FROM item i JOIN feed f ON f.id = i.feed_id {} WHERE i.id IN ({})",
        with_body ? "c.body" : "NULL", with_body ? "JOIN content c ON c.item_id = i.id" : "",
        fmt::join(ids, ","));
    Rows rows(db, Rows::Once{sql});
    while (rows.next()) {
        auto item = read_item(rows);
        if (unpack != Unpack::whole) item.entry = entry_of_columns(rows);
        if (with_body) {
            auto body = codec.unpack(rows.blob(22));
            item.text = std::move(body.text);
            if (unpack == Unpack::whole) item.entry = entry_from_text(body.json);
        }
        if (!rows.null(21)) stories.push_back(item.story);
        loaded.emplace(item.id, std::move(item));
    }
    items.reserve(ids.size());
    for (const auto id : ids) {
        if (auto found = loaded.find(id); found != loaded.end())
            items.push_back(std::move(found->second));
    }
    add_sources(db, items, stories);
    return items;
}

}  // namespace weir::store
