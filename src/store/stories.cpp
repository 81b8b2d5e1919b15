#include "store/stories.hpp"

#include "base/url.hpp"
#include "store/bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace weir::store {
namespace {

// A link that more items share names a page about everything, such as a blog's home.
constexpr std::int64_t most_with_one_link = 64;

struct Found {
    ItemId item = 0;
    std::string rule;
};

/// One item among those with the new item's canonical URL.
struct Sharer {
    ItemId id;
    FeedId feed;
    std::int64_t title_key;
    Dedup dedup;
    std::string feed_name;
};

std::vector<Sharer> sharers_of(Connection& db, std::int64_t link_key) {
    std::vector<Sharer> sharers;
    Rows rows(db,
              "SELECT i.id, i.feed_id, i.title_key, f.dedup, f.name FROM item i "
              "JOIN feed f ON f.id = i.feed_id WHERE i.link_key = ? AND i.link_key <> 0 "
              "ORDER BY i.id LIMIT ?",
              link_key, most_with_one_link + 1);
    while (rows.next()) {
        sharers.push_back({rows.integer(0), rows.integer(1), rows.integer(2),
                           static_cast<Dedup>(rows.integer(3)), rows.string(4)});
    }
    return sharers;
}

std::optional<Found> find_by_link(Bench& bench, const FeedTraits& feed,
                                  const identity::Prepared& prepared) {
    if (feed.dedup == Dedup::id || prepared.canonical.empty()) return std::nullopt;
    const auto keys = keys_of(prepared);
    const auto sharers = sharers_of(bench.db, keys.link);
    if (sharers.size() > static_cast<std::size_t>(most_with_one_link)) return std::nullopt;
    const auto of_feed = [&](FeedId id) {
        return std::count_if(sharers.begin(), sharers.end(),
                             [&](const Sharer& one) { return one.feed == id; });
    };
    for (const auto& one : sharers) {
        if (one.feed == feed.id || one.dedup == Dedup::id) continue;
        // Where a feed has the link more than once (a changelog, a podcast whose episodes all link
        // to its home) the link alone names nothing.
        const bool names_one =
            names_a_page(prepared.canonical) && of_feed(one.feed) == 1 && of_feed(feed.id) == 1;
        const bool same_title = keys.title != 0 && keys.title == one.title_key;
        if (names_one || same_title)
            return Found{one.id, fmt::format("same link as item {} of {}", one.id, one.feed_name)};
    }
    return std::nullopt;
}

/// An item that speaks for its story, with the text to compare.
struct Speaker {
    ItemId id;
    FeedId feed;
    Dedup dedup;
    std::string feed_name;
    std::string title;
    Body body;
};

/// The leading item of the candidate's story and its first one.
std::vector<Speaker> speakers_of(Bench& bench, ItemId candidate) {
    std::vector<Speaker> speakers;
    Rows rows(bench.db,
              "SELECT i.id, i.feed_id, f.dedup, f.name, i.title, c.body FROM item m "
              "JOIN item i ON i.id = m.id OR (i.story_id IS NOT NULL AND i.story_id = m.story_id) "
              "JOIN feed f ON f.id = i.feed_id JOIN content c ON c.item_id = i.id "
              "WHERE m.id = ? AND i.has_enclosure = 0 "
              "AND (i.is_lead = 1 OR i.id = i.story_id) ORDER BY i.is_lead DESC",
              candidate);
    while (rows.next()) {
        speakers.push_back({rows.integer(0), rows.integer(1), static_cast<Dedup>(rows.integer(2)),
                            rows.string(3), rows.string(4), bench.codec.unpack(rows.blob(5))});
    }
    return speakers;
}

std::optional<Found> find_by_text(Bench& bench, const FeedTraits& feed, ItemId item,
                                  const identity::Prepared& prepared, Instant now) {
    if (feed.dedup != Dedup::story || !prepared.entry.enclosures.empty()) return std::nullopt;
    const identity::Text ours{prepared.entry.title, prepared.text};
    std::vector<ItemId> compared;
    for (const auto candidate : bench.sketches.similar(prepared.print.sketch, now)) {
        if (candidate == item) continue;
        for (const auto& speaker : speakers_of(bench, candidate)) {
            if (std::find(compared.begin(), compared.end(), speaker.id) != compared.end()) continue;
            compared.push_back(speaker.id);
            if (speaker.dedup != Dedup::story) continue;
            const identity::Text theirs{speaker.title, speaker.body.text};
            const auto same = identity::same_story(ours, theirs, speaker.feed == feed.id);
            if (!same) continue;
            return Found{speaker.id, fmt::format("same story as item {} of {}: {}", speaker.id,
                                                 speaker.feed_name, same->rule)};
        }
    }
    return std::nullopt;
}

void load_sketches(Bench& bench, Instant now) {
    bench.sketches_loaded = true;
    Rows rows(
        bench.db,
        "SELECT item_id, first_seen, marks FROM sketch WHERE first_seen >= ? ORDER BY item_id",
        now - story_window);
    while (rows.next())
        bench.sketches.add(rows.integer(0), rows.instant(1), unpack_sketch(rows.blob(2)));
}

}  // namespace

bool names_a_page(std::string_view canonical) {
    const auto parts = url::split(canonical);
    return parts.path.size() > 1 || !parts.query.empty() || !parts.fragment.empty();
}

bool join_story(Bench& bench, const FeedTraits& feed, ItemId item,
                const identity::Prepared& prepared, Instant now) {
    if (!bench.sketches_loaded) load_sketches(bench, now);
    auto found = find_by_link(bench, feed, prepared);
    if (!found) found = find_by_text(bench, feed, item, prepared, now);
    if (!found) return false;
    auto& db = bench.db;
    run(db, "UPDATE item SET story_id = id WHERE id = ? AND story_id IS NULL", found->item);
    // A tale that was read is not unread again because another feed tells it.
    run(db,
        "UPDATE item SET story_id = s.story_id, is_lead = 0, "
        "is_read = max(item.is_read, s.is_read) "
        "FROM (SELECT story_id, is_read FROM item WHERE id = ?) AS s WHERE item.id = ?",
        found->item, item);
    note_reason(db, std::nullopt, item, now, found->rule);
    Rows story(db, "SELECT story_id FROM item WHERE id = ?", item);
    if (story.next()) choose_lead(db, story.integer(0));
    return true;
}

void remember_sketch(Bench& bench, ItemId item, Instant first_seen,
                     const identity::Prepared& prepared) {
    // Podcast notes repeat from episode to episode; they never match by text.
    if (prepared.print.words == 0 || !prepared.entry.enclosures.empty()) return;
    const auto marks = pack_sketch(prepared.print.sketch);
    run(bench.db, "INSERT OR REPLACE INTO sketch (item_id, first_seen, marks) VALUES (?, ?, ?)",
        item, first_seen, Blob{marks});
    if (bench.sketches_loaded) bench.sketches.add(item, first_seen, prepared.print.sketch);
}

void forget_old_sketches(Connection& db, Instant now) {
    run(db, "DELETE FROM sketch WHERE first_seen < ?", now - story_window);
}

std::optional<std::int64_t> leave_story(Connection& db, ItemId item) {
    std::optional<std::int64_t> story;
    {
        Rows rows(db, "SELECT story_id FROM item WHERE id = ? AND story_id IS NOT NULL", item);
        if (rows.next()) story = rows.integer(0);
    }
    if (story) run(db, "UPDATE item SET story_id = NULL, is_lead = 1 WHERE id = ?", item);
    return story;
}

void choose_lead(Connection& db, std::int64_t story) {
    ItemId lead = 0;
    {
        Rows rows(db,
                  "SELECT i.id FROM item i JOIN feed f ON f.id = i.feed_id WHERE i.story_id = ? "
                  "ORDER BY f.weight DESC, i.id LIMIT 1",
                  story);
        if (rows.next()) lead = rows.integer(0);
    }
    run(db, "UPDATE item SET is_lead = 0 WHERE story_id = ? AND is_lead = 1 AND id <> ?", story,
        lead);
    run(db, "UPDATE item SET is_lead = 1 WHERE id = ? AND is_lead = 0", lead);
}

std::string pack_sketch(const identity::Sketch& sketch) {
    std::string bytes;
    bytes.reserve(sketch.size() * 4);
    for (const auto value : sketch) {
        for (unsigned shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>((value >> shift) & 0xFFU);
    }
    return bytes;
}

identity::Sketch unpack_sketch(std::string_view bytes) {
    identity::Sketch sketch{};
    for (std::size_t at = 0; at < sketch.size() && at * 4 + 4 <= bytes.size(); ++at) {
        for (std::size_t i = 4; i > 0; --i)
            sketch[at] = (sketch[at] << 8U) | static_cast<unsigned char>(bytes[at * 4 + i - 1]);
    }
    return sketch;
}

}  // namespace weir::store
