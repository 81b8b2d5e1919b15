#pragma once

#include "identity/identity.hpp"
#include "store/items.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Items of different feeds that tell the same thing: one story, led by one of them.
/// Writer thread, inside a transaction.
namespace weir::store {

/// Lets a lone item join the story that it tells again: by canonical URL where both feeds dedup by
/// "url" or "story", by text where both dedup by "story". It has to match the story's leading or
/// first item, so that a chain of small likenesses never ties two tales together. The reason is
/// recorded. True when it joined one.
bool join_story(Bench& bench, const FeedTraits& feed, ItemId item,
                const identity::Prepared& prepared, Instant now);

/// Keeps what later items are compared with. After join_story, else an item would find itself.
void remember_sketch(Bench& bench, ItemId item, Instant first_seen,
                     const identity::Prepared& prepared);

/// Forgets sketches too old to be matched, and gives the memory's weeks time to pass.
void forget_old_sketches(Connection& db, Instant now);

/// Takes an item out of its story. Returns the story that needs a new lead, if any.
std::optional<std::int64_t> leave_story(Connection& db, ItemId item);

/// The member of the feed with the highest weight leads; among equals the one seen first.
void choose_lead(Connection& db, std::int64_t story);

/// False for a site's home, which names no entry.
[[nodiscard]] bool names_a_page(std::string_view canonical);

[[nodiscard]] std::string pack_sketch(const identity::Sketch& sketch);
[[nodiscard]] identity::Sketch unpack_sketch(std::string_view bytes);

}  // namespace weir::store
