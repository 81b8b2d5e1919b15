#include "base/text.hpp"
#include "store/failure.hpp"
#include "store/reader_impl.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

namespace weir::store {
namespace {

// A screenful; more tells nobody more.
constexpr int most_lines = 20;

using Lines = std::vector<std::string>;

void add_reasons(Connection& db, Lines& lines, ItemId item) {
    Rows rows(db, "SELECT at, text FROM reason WHERE item_id = ? ORDER BY id", item);
    while (rows.next())
        lines.push_back(fmt::format("{}: {}", rfc3339(rows.instant(0)), rows.text(1)));
}

void explain_story(Connection& db, Lines& lines, const StoredItem& item) {
    if (item.sources.size() < 2) return;
    const auto& lead = item.sources.front();
    if (lead.id != item.id) {
        lines.push_back(fmt::format("shown inside item {} of {}, which leads its story", lead.id,
                                    lead.feed_name));
        return;
    }
    std::vector<std::string> others;
    for (const auto& source : item.sources) {
        if (source.id != item.id)
            others.push_back(fmt::format("{} of {}", source.id, source.feed_name));
    }
    Rows weight(db, "SELECT weight FROM feed WHERE id = ?", item.feed);
    const bool weighs = weight.next() && weight.integer(0) != 0;
    lines.push_back(fmt::format("leads its story ({}), inside: {}",
                                weighs ? "its feed weighs most, or it was seen first"
                                       : "seen first among feeds of equal weight",
                                join(others, ", ")));
}

void explain_item(Connection& db, Lines& lines, const StoredItem& item) {
    lines.push_back(fmt::format("{}: first seen in {}", rfc3339(item.first_seen), item.feed_name));
    if (item.date == item.first_seen) {
        lines.emplace_back("sorted by when it was first seen: its feed gave no usable date");
    } else {
        lines.push_back(
            fmt::format("sorted by the date that its feed gave: {}", rfc3339(item.date)));
    }
    add_reasons(db, lines, item.id);
    if (item.changed != item.first_seen)
        lines.push_back(fmt::format("{}: its content changed", rfc3339(item.changed)));
    explain_story(db, lines, item);
    if (item.starred) lines.emplace_back("starred: retention leaves it alone");
}

std::string tombstone_line(const Rows& rows) {
    const auto at = rfc3339(rows.instant(0));
    const auto reason = rows.text(1);
    const auto title = rows.text(3);
    if (reason == "dropped")
        return fmt::format("{}: \"{}\" was dropped by the rule: {}", at, title, rows.text(2));
    if (reason == "pruned") return fmt::format("{}: \"{}\" was removed by retention", at, title);
    if (reason == "withdrawn")
        return fmt::format("{}: \"{}\" was withdrawn by its feed", at, title);
    return fmt::format("{}: \"{}\" was held back: its feed gave new ids to most of its entries", at,
                       title);
}

void explain_feed(Connection& db, Lines& lines, const FeedState& feed) {
    if (!feed.subscribed) lines.emplace_back("it stands no more in the configuration");
    if (feed.last_fetch) {
        lines.push_back(fmt::format("{}: polled: {}", rfc3339(*feed.last_fetch),
                                    feed.error.empty() ? feed.state : feed.error));
    } else {
        lines.emplace_back("never polled");
    }
    if (feed.failures > 1) lines.push_back(fmt::format("{} polls failed in a row", feed.failures));
    if (!feed.moved_to.empty())
        lines.push_back(fmt::format("it moved for good to {}", feed.moved_to));
    if (feed.next_fetch) {
        lines.push_back(
            fmt::format("{}: next poll: {}", rfc3339(*feed.next_fetch), feed.next_reason));
    }
    {
        Rows rows(db, "SELECT at, text FROM reason WHERE feed_id = ? ORDER BY id DESC LIMIT ?",
                  feed.id, most_lines);
        while (rows.next())
            lines.push_back(fmt::format("{}: {}", rfc3339(rows.instant(0)), rows.text(1)));
    }
    Rows rows(db,
              "SELECT at, reason, detail, title FROM tombstone WHERE feed_id = ? "
              "ORDER BY at DESC LIMIT ?",
              feed.id, most_lines);
    while (rows.next()) lines.push_back(tombstone_line(rows));
}

std::optional<ItemId> as_id(std::string_view text) {
    ItemId id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return id;
}

void explain_url(Connection& db, Codec& codec, Lines& lines, const std::string& address) {
    const auto key = text_key(identity::canonical_url(address));
    if (key == 0) return;
    std::vector<ItemId> ids;
    {
        Rows rows(db,
                  "SELECT id FROM item WHERE link_key = ? AND link_key <> 0 ORDER BY id LIMIT ?",
                  key, most_lines);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    for (const auto& item : load_items(db, codec, ids, Unpack::nothing)) {
        lines.push_back(fmt::format("item {}:", item.id));
        explain_item(db, lines, item);
    }
    Rows rows(db,
              "SELECT at, reason, detail, title FROM tombstone WHERE link_key = ? AND link_key <> "
              "0 ORDER BY at LIMIT ?",
              key, most_lines);
    while (rows.next()) lines.push_back(tombstone_line(rows));
}

}  // namespace

std::vector<std::string> Reader::why(const std::string& item_feed_or_url) {
    return guarded(impl_->path, [&] {
        Lines lines;
        auto& db = impl_->db;
        if (const auto id = as_id(item_feed_or_url)) {
            const auto items = load_items(db, impl_->codec, {*id}, Unpack::nothing);
            if (!items.empty()) explain_item(db, lines, items.front());
        }
        if (lines.empty()) {
            if (const auto state = feed(item_feed_or_url)) explain_feed(db, lines, *state);
        }
        if (lines.empty()) explain_url(db, impl_->codec, lines, item_feed_or_url);
        return lines;
    });
}

}  // namespace weir::store
