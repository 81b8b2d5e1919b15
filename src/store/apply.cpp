#include "store/apply.hpp"

#include "store/bench.hpp"
#include "store/items.hpp"
#include "store/match.hpp"
#include "store/poll_state.hpp"
#include "store/stories.hpp"
#include "store/text_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

namespace weir::store {
namespace {

/// A complete feed (RFC 5005 section 2) that withdraws more than this withdraws the rest at its
/// next poll; a transaction has to stay short.
constexpr std::size_t withdrawn_at_once = 500;

void entomb(Connection& db, FeedId feed, const Sighting& one, std::string_view reason,
            std::string_view detail, Instant at) {
    run(db,
        "INSERT OR REPLACE INTO tombstone (feed_id, key, at, seen, reason, detail, link_key, "
        "title) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        feed, one.keys.key, at, at, reason, detail, one.keys.link,
        one.arrival->prepared.entry.title);
}

/// One document's entries on their way into the store.
class Intake {
public:
    Intake(Bench& bench, const FeedTraits& feed, const PollRecord& record)
        : bench_(bench), feed_(feed), record_(record) {}

    Applied run() {
        const auto before = present_items(bench_.db, feed_.id);
        auto sightings = identify(bench_.db, feed_.id, record_.arrivals, before);
        // Documents stand newest first: from the end, so that among entries of one date (or none)
        // the first in the document has the highest number.
        for (auto one = sightings.rbegin(); one != sightings.rend(); ++one) take(*one);
        std::reverse(applied_.fresh_ids.begin(), applied_.fresh_ids.end());
        if (applied_.held > 0) {
            note_reason(bench_.db, feed_.id, std::nullopt, record_.at,
                        fmt::format("{} entries were held back: the feed gave new ids to most of "
                                    "its entries, and these look like several known items",
                                    applied_.held));
        }
        if (record_.complete && !record_.partial && !present_.empty()) withdraw(before);
        if (record_.partial) present_.insert(present_.end(), before.begin(), before.end());
        keep_present_items(bench_.db, feed_.id, before, present_);
        return std::move(applied_);
    }

private:
    void take(const Sighting& one) {
        switch (one.kind) {
            case Sighting::Kind::known:
                update(one);
                break;
            case Sighting::Kind::relinked:
                relink_item(bench_, one.item->id, one.arrival->prepared);
                note_reason(bench_.db, std::nullopt, one.item->id, record_.at,
                            fmt::format("came under a new id: {}", one.why));
                ++applied_.relinked;
                update(one);
                break;
            case Sighting::Kind::buried:
                touch_tombstone(one);
                break;
            case Sighting::Kind::held:
                entomb(bench_.db, feed_.id, one, "held", "", record_.at);
                ++applied_.held;
                break;
            case Sighting::Kind::fresh:
                add(one);
                break;
        }
    }

    void update(const Sighting& one) {
        present_.push_back(one.item->id);
        if (record_.older || one.keys.content == one.item->content_hash) {
            if (one.kind == Sighting::Kind::known) ++applied_.same;
            return;
        }
        revise_item(bench_, feed_, one.item->id, one.arrival->prepared, record_.at);
        ++applied_.changed;
    }

    void add(const Sighting& one) {
        const auto& arrival = *one.arrival;
        if (arrival.effect.drop) {
            entomb(bench_.db, feed_.id, one, "dropped", arrival.effect.drop_rule, record_.at);
            ++applied_.dropped;
            return;
        }
        const auto id = insert_item(bench_, feed_, arrival, record_.at);
        if (join_story(bench_, feed_, id, arrival.prepared, record_.at)) ++applied_.duplicates;
        remember_sketch(bench_, id, record_.at, arrival.prepared);
        present_.push_back(id);
        applied_.fresh_ids.push_back(id);
        ++applied_.fresh;
    }

    void touch_tombstone(const Sighting& one) {
        // To the day is enough to know what is still in its feed, and spares a write per poll.
        constexpr Seconds day{86400};
        store::run(bench_.db,
                   "UPDATE tombstone SET seen = ? WHERE feed_id = ? AND key = ? AND seen < ?",
                   record_.at, feed_.id, one.keys.key, record_.at - day);
    }

    void withdraw(const std::vector<ItemId>& before) {
        const std::unordered_set<ItemId> here(present_.begin(), present_.end());
        std::size_t withdrawn = 0;
        for (const auto id : before) {
            if (here.count(id) != 0) continue;
            bool starred = true;
            {
                Rows rows(bench_.db, "SELECT is_starred FROM item WHERE id = ?", id);
                if (rows.next()) starred = rows.flag(0);
            }
            if (starred) continue;
            if (++withdrawn > withdrawn_at_once) {
                present_.push_back(id);  // Comes up again at the next poll.
                continue;
            }
            bury_item(bench_, id, "withdrawn", record_.at);
        }
    }

    Bench& bench_;
    const FeedTraits& feed_;
    const PollRecord& record_;
    Applied applied_;
    std::vector<ItemId> present_;
};

}  // namespace

Applied apply_record(Bench& bench, PollRecord& record) {
    auto feed = feed_traits(bench.db, record.feed);
    if (!feed) throw Error(fmt::format("feed {} is not in the store", record.feed));
    if (record.about) keep_about(bench.db, record.feed, *record.about);
    if (record.about && !record.about->language.empty()) feed->language = record.about->language;

    Applied applied;
    const bool has_document =
        record.outcome == PollRecord::Outcome::changed || !record.arrivals.empty();
    if (has_document) applied = Intake(bench, *feed, record).run();

    if (record.older) {
        // What is known of the feed's polls stays.
    } else if (!record.settle) {
        keep_poll(bench.db, record, applied);
    } else {
        // Settled on a copy, since a failed commit runs all this again.
        auto arrivals = std::move(record.arrivals);
        auto settled = record;
        record.arrivals = std::move(arrivals);
        record.settle(settled, applied);
        keep_poll(bench.db, settled, applied);
    }
    if (!bench.defer_index) {
        while (index_some(bench, applied.fresh + applied.changed + 1) > 0) {
        }
    }
    return applied;
}

}  // namespace weir::store
