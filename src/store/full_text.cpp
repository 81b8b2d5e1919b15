#include "store/bench.hpp"
#include "store/items.hpp"
#include "store/stories.hpp"
#include "store/text_index.hpp"

#include <utility>
#include <vector>

namespace weir::store {
namespace {

struct Stored {
    FeedId feed = 0;
    Instant first_seen{};
    bool alone = true;
    Entry entry;
};

std::optional<Stored> load(Bench& bench, ItemId item) {
    Rows rows(bench.db,
              "SELECT i.feed_id, i.first_seen, i.story_id, c.body FROM item i "
              "JOIN content c ON c.item_id = i.id WHERE i.id = ?",
              item);
    if (!rows.next()) return std::nullopt;
    return Stored{rows.integer(0), rows.instant(1), rows.null(2),
                  entry_from_text(bench.codec.unpack(rows.blob(3)).json)};
}

}  // namespace

bool take_full_text(Bench& bench, ItemId item, const std::string& content_html,
                    const std::string& text, const std::string& canonical_url) {
    auto stored = load(bench, item);
    if (!stored) return false;
    unindex_item(bench, item);
    stored->entry.content_html = content_html;
    stored->entry.content_text.clear();
    const auto body = bench.codec.pack(stored->entry, text);
    run(bench.db, "UPDATE content SET body = ? WHERE item_id = ?", Blob{body}, item);
    const auto canonical = identity::canonical_url(canonical_url);
    if (!canonical.empty()) {
        run(bench.db, "UPDATE item SET canonical = ?, link_key = ? WHERE id = ?", canonical,
            text_key(canonical), item);
    }

    std::vector<Entry> entries;
    entries.push_back(std::move(stored->entry));
    auto prepared = identity::prepare(std::move(entries));
    const auto feed = feed_traits(bench.db, stored->feed);
    if (prepared.empty() || !feed) return true;
    auto& one = prepared.front();
    one.text = text;
    one.print = identity::fingerprint(one.entry.title, text);
    if (!canonical.empty()) one.canonical = canonical;
    if (stored->alone) join_story(bench, *feed, item, one, stored->first_seen);
    remember_sketch(bench, item, stored->first_seen, one);
    return true;
}

}  // namespace weir::store
