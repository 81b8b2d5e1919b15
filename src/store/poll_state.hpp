#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <vector>

/// What polls leave behind besides items. Writer thread, inside a transaction.
namespace weir::store {

class Connection;

/// Outcome, validators, rhythm, next poll and the day's counters.
void keep_poll(Connection& db, const PollRecord& record, const Applied& applied);

/// The row of the history that counts what happened at `at`: UTC days since 1970.
[[nodiscard]] constexpr std::int64_t history_day(Instant at) {
    return at.time_since_epoch().count() / 86400;
}

/// What the document says of itself; written only when it says something new.
void keep_about(Connection& db, FeedId feed, const Feed& about);

/// The items of the feed's last document.
[[nodiscard]] std::vector<ItemId> present_items(Connection& db, FeedId feed);
void keep_present_items(Connection& db, FeedId feed, const std::vector<ItemId>& before,
                        std::vector<ItemId> now);

/// The title that people see: the configured one, else the document's, else the name.
void refresh_title(Connection& db, FeedId feed);

}  // namespace weir::store
