#pragma once

#include "identity/identity.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Rows of table `item` with what belongs to them. Writer thread, inside a transaction.
namespace weir::store {

struct Bench;
class Connection;
class Rows;

/// What the store knows of an item that an entry might be.
struct KnownItem {
    ItemId id = 0;
    std::string guid;  ///< As given; empty when the document gave none.
    std::int64_t content_hash = 0;
    std::int64_t link_key = 0;
    std::int64_t title_key = 0;
    std::int64_t enclosure_key = 0;
    std::optional<Instant> published;
};

/// Columns of `item` in the order of KnownItem, for SELECT lists.
inline constexpr std::string_view known_columns =
    "id, guid, content_hash, link_key, title_key, enclosure_key, published";
[[nodiscard]] KnownItem read_known(const Rows& rows);

/// What an entry is compared by, as the columns hold it.
struct EntryKeys {
    std::int64_t key = 0;
    std::int64_t link = 0;
    std::int64_t title = 0;
    std::int64_t enclosure = 0;
    std::int64_t content = 0;
};
[[nodiscard]] EntryKeys keys_of(const identity::Prepared& prepared);

/// What an item takes over from its feed.
struct FeedTraits {
    FeedId id = 0;
    Dedup dedup = Dedup::story;
    std::string language;  ///< That of entries which name none.
};
[[nodiscard]] std::optional<FeedTraits> feed_traits(Connection& db, FeedId feed);

/// Adds an item, alone in its story and not yet searchable.
ItemId insert_item(Bench& bench, const FeedTraits& feed, const Arrival& arrival, Instant at);

/// The entry under new ids; its content stays.
void relink_item(Bench& bench, ItemId item, const identity::Prepared& prepared);

/// The entry's new content; the version before becomes a revision.
void revise_item(Bench& bench, const FeedTraits& feed, ItemId item,
                 const identity::Prepared& prepared, Instant at);

/// Content fetched from the entry's page: no revision, since the publisher changed nothing; but an
/// item that is still alone may now be told to be another's story. `canonical_url` may be empty.
/// False when there is no such item.
bool take_full_text(Bench& bench, ItemId item, const std::string& content_html,
                    const std::string& text, const std::string& canonical_url);

/// Takes an item out with all that belongs to it and leaves a tombstone.
void bury_item(Bench& bench, ItemId item, std::string_view reason, Instant at);

/// One sentence for `weir why`.
void note_reason(Connection& db, std::optional<FeedId> feed, std::optional<ItemId> item, Instant at,
                 std::string_view text);

}  // namespace weir::store
