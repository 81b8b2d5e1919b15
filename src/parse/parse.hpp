#pragma once

#include "base/result.hpp"
#include "model/feed.hpp"

#include <string>
#include <string_view>

/// Bytes of a feed document in, values out. The whole room is one function.
namespace weir::parse {

struct Hints {
    std::string base_url;      ///< Where the document came from; resolves relative URLs.
    std::string content_type;  ///< Of the HTTP response: only its charset counts.
};

struct Error {
    enum class Kind { empty, not_a_feed, html_page, too_large, too_deep };
    Kind kind;
    std::string detail;  ///< One sentence for people: "it is an HTML page; it announces 2 feeds".
};

/// Parses RSS 0.90-2.01, RSS 1.0, Atom 0.3 and 1.0, JSON Feed and CDF, told apart by content. Never
/// fails for repairable damage (`notices` says what was done); fails only when there is no feed.
/// Never throws for content. Linear in time and memory.
[[nodiscard]] Result<ParsedFeed, Error> feed(std::string_view bytes, const Hints& hints);

}  // namespace weir::parse
