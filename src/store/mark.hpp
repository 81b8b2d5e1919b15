#pragma once

#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

/// Small changes that people and other rooms ask for. Writer thread, inside a transaction.
namespace weir::store {

class Connection;

/// Returns how many of the items exist. Read and unread hold for the whole story, since it stands
/// in lists once; a star is the item's own.
std::size_t mark_items(Connection& db, const std::vector<ItemId>& items, Mark mark);
void keep_rest(Connection& db, const HostRest& rest);
void postpone_poll(Connection& db, FeedId feed, Instant next, const std::string& reason);
void keep_note(Connection& db, const std::string& key, const std::optional<std::string>& value);

}  // namespace weir::store
