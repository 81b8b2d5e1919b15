#pragma once

#include "model/feed.hpp"

#include <optional>
#include <string>
#include <vector>

namespace weir::poll {

/// A walk through the older pages of a feed (RFC 5005): how far it is. Kept in the store between
/// pages, so that a restart goes on where it ended.
struct Walk {
    std::string url;                ///< Of the page to ask for next.
    int left = 0;                   ///< Pages that may still be asked for.
    bool until_known = false;       ///< Closes a gap: ends at the first page with a known entry.
    int failures = 0;               ///< Of this page, in a row.
    std::vector<std::string> seen;  ///< Documents that were read, the feed's own among them.

    bool operator==(const Walk&) const = default;
};

/// No walk is longer (fetching requirement 11).
inline constexpr int most_pages = 10;

/// Where a document says that its older entries are: prev-archive, else next; empty for nowhere.
[[nodiscard]] std::string older_page(const Feed& about);

/// The walk that begins behind a document; absent when that names no older page.
[[nodiscard]] std::optional<Walk> begin_walk(const Feed& about, const std::string& document_url,
                                             int pages, bool until_known);
/// After a page was read. Absent when the walk has ended: no further page, a circle, enough pages,
/// or a known entry where those end it.
[[nodiscard]] std::optional<Walk> next_step(Walk walk, const Feed& about, bool met_known);
/// After a page could not be had; absent when it was tried often enough.
[[nodiscard]] std::optional<Walk> try_again(Walk walk);

/// JSON, and back; absent for what does not read.
[[nodiscard]] std::string to_text(const Walk& walk);
[[nodiscard]] std::optional<Walk> walk_from_text(const std::string& text);

}  // namespace weir::poll
