#pragma once

#include "model/subscription.hpp"

#include <cstddef>

/// The full-text index over titles, authors and texts. Writer thread.
namespace weir::store {

struct Bench;

inline constexpr std::size_t items_per_index_step = 256;

/// Makes up to `most` waiting items searchable, oldest first, but stops once a step has cost what a
/// waiting poll may wait for. In the caller's transaction. Returns how many it did.
std::size_t index_some(Bench& bench, std::size_t most);

/// Takes an item out of the index, if it is in; it waits to be indexed again.
void unindex_item(Bench& bench, ItemId item);

/// One small step of merging the index's segments. In the caller's transaction. False when there
/// was nothing to merge.
bool merge_some(Bench& bench);

/// Settings of the index that keep every transaction short; written once.
void tune_index(Bench& bench);

}  // namespace weir::store
