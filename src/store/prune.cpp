#include "store/bench.hpp"
#include "store/items.hpp"
#include "store/maintenance.hpp"
#include "store/poll_state.hpp"
#include "store/stories.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace weir::store {
namespace {

// About 20 ms of work; polls wait no longer than that for a step.
constexpr std::size_t items_per_step = 100;
constexpr int pages_per_step = 500;
// What a feed has not shown for a year will not come back.
constexpr Seconds tombstones_kept{365 * 86400};
constexpr std::int64_t history_days_kept = 35;  // The status page shows a month.
constexpr Seconds feed_reasons_kept{90 * 86400};

}  // namespace

std::uint64_t bytes_on_disk(const std::filesystem::path& path) {
    std::uint64_t bytes = 0;
    for (const char* suffix : {"", "-wal"}) {
        auto file = path;
        file += suffix;
        std::error_code none;
        const auto size = std::filesystem::file_size(file, none);
        if (!none) bytes += size;
    }
    return bytes;
}

Pruning::Pruning(std::filesystem::path path, Instant now) : path_(std::move(path)), now_(now) {}

void Pruning::begin(Bench& bench) {
    begun_ = true;
    result_.bytes_before = bytes_on_disk(path_);
    Rows rows(
        bench.db,
        "SELECT id, keep, keep_max, subscribed FROM feed WHERE keep IS NOT NULL OR keep_max > 0 "
        "ORDER BY id DESC");
    while (rows.next()) {
        std::optional<std::int64_t> keep;
        if (!rows.null(1)) keep = rows.integer(1);
        rules_.push_back({rows.integer(0), keep, rows.integer(2), rows.flag(3)});
    }
}

bool Pruning::step(Bench& bench) {
    if (!begun_) begin(bench);
    // Feeds with nothing to remove cost a look each; several share a step.
    for (std::size_t looked = 0, before = result_.items; looked < items_per_step; ++looked) {
        if (rules_.empty() || result_.items != before) break;
        const auto rule = rules_.back();
        rules_.pop_back();
        prune_feed(bench, rule);
    }
    if (!rules_.empty()) return false;
    if (!forgot_) {
        forget_rest(bench);
        forgot_ = true;
        return false;
    }
    if (bench.db.integer("PRAGMA freelist_count") > 0) {
        bench.db.exec("PRAGMA incremental_vacuum(" + std::to_string(pages_per_step) + ")");
        if (bench.db.integer("PRAGMA freelist_count") > 0) return false;
    }
    bench.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    result_.bytes_after = bytes_on_disk(path_);
    return true;
}

/// By age: both what the publisher says and how long we have it, so that an archive that was just
/// fetched is not thrown away again at once.
std::vector<ItemId> Pruning::expired(Bench& bench, const Rule& rule) const {
    std::vector<ItemId> items;
    const auto before = now_ - Seconds{*rule.keep};
    Rows rows(bench.db,
              "SELECT id FROM item WHERE feed_id = ? AND date < ? AND first_seen < ? "
              "AND is_starred = 0 ORDER BY date",
              rule.feed, before, before);
    while (rows.next()) items.push_back(rows.integer(0));
    return items;
}

std::vector<ItemId> Pruning::outnumbered(Bench& bench, const Rule& rule) const {
    std::vector<ItemId> items;
    Rows rows(bench.db,
              "SELECT id, is_starred FROM item WHERE feed_id = ? ORDER BY date DESC, id DESC "
              "LIMIT -1 OFFSET ?",
              rule.feed, rule.keep_max);
    while (rows.next()) {
        if (!rows.flag(1)) items.push_back(rows.integer(0));
    }
    std::reverse(items.begin(), items.end());
    return items;
}

void Pruning::prune_feed(Bench& bench, const Rule& rule) {
    std::vector<ItemId> items;
    if (rule.keep) items = expired(bench, rule);
    if (rule.keep_max > 0) {
        const auto more = outnumbered(bench, rule);
        items.insert(items.end(), more.begin(), more.end());
    }
    if (items.empty()) return;
    // What stands in its feed would come back with the next poll.
    std::vector<ItemId> present;
    if (rule.subscribed) present = present_items(bench.db, rule.feed);
    const auto stays = [&](ItemId id) {
        return std::binary_search(present.begin(), present.end(), id);
    };
    items.erase(std::remove_if(items.begin(), items.end(), stays), items.end());
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    if (items.size() > items_per_step) {
        items.resize(items_per_step);
        rules_.push_back(rule);  // The rest in the next step.
    }
    Transaction transaction(bench.db);
    std::size_t revisions = 0;
    for (const auto id : items) {
        Rows rows(bench.db, "SELECT count(*) FROM revision WHERE item_id = ?", id);
        if (rows.next()) revisions += static_cast<std::size_t>(rows.integer(0));
    }
    for (const auto id : items) bury_item(bench, id, "pruned", now_);
    transaction.commit();
    result_.items += items.size();
    result_.revisions += revisions;
}

void Pruning::forget_rest(Bench& bench) {
    auto& db = bench.db;
    Transaction transaction(db);
    run(db, "DELETE FROM tombstone WHERE seen < ?", now_ - tombstones_kept);
    run(db, "DELETE FROM history WHERE day < ?", history_day(now_) - history_days_kept);
    run(db, "DELETE FROM reason WHERE feed_id IS NOT NULL AND at < ?", now_ - feed_reasons_kept);
    run(db, "DELETE FROM rest WHERE until <= ? AND delay = 0", now_);
    forget_old_sketches(db, now_);
    // A feed that was removed from the configuration goes with its last item.
    run(db,
        "DELETE FROM feed WHERE subscribed = 0 AND NOT EXISTS "
        "(SELECT 1 FROM item WHERE item.feed_id = feed.id)");
    transaction.commit();
}

}  // namespace weir::store
