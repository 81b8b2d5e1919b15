#pragma once

#include "store/items.hpp"

#include <optional>
#include <string>
#include <vector>

/// Identity inside one feed: which item an entry is. Rules: docs/design/identity.md.
namespace weir::store {

class Connection;

/// What one entry of a document turned out to be.
struct Sighting {
    enum class Kind {
        known,     ///< Stored under the same key.
        relinked,  ///< Stored, under another id that this document no longer holds.
        buried,    ///< Dropped, pruned or held before: stays away.
        held,      ///< Looks like a known item in a feed that renamed everything, but like which?
        fresh,
    };
    const Arrival* arrival = nullptr;
    EntryKeys keys;
    Kind kind = Kind::fresh;
    std::optional<KnownItem> item;  ///< known and relinked.
    std::string why;                ///< relinked: one sentence.
};

/// One sighting for each arrival, in document order. `present`: the items of the last document.
[[nodiscard]] std::vector<Sighting> identify(Connection& db, FeedId feed,
                                             const std::vector<Arrival>& arrivals,
                                             const std::vector<ItemId>& present);

}  // namespace weir::store
