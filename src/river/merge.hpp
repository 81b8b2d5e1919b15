#pragma once

#include "publish/publish.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace weir::river {

/// A stored item as the renderers take it: its id made stable (publish::item_iri), its sources the
/// whole story with the leading one first.
[[nodiscard]] publish::MergedItem merged(store::StoredItem item);
/// A page of items: no two have the same id (publish::make_ids_unique).
[[nodiscard]] std::vector<publish::MergedItem> merged(std::vector<store::StoredItem> items);

}  // namespace weir::river
