#pragma once

#include "query/query.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace weir::query {

/// Where words are looked for.
enum class Column { any, title, author, text };

/// One condition of a query, or several joined. Values are folded as the compared side is.
struct Query::Node {
    enum class Kind {
        all,        ///< All of `children`.
        any,        ///< One of `children`.
        none,       ///< Not the only child.
        words,      ///< `value`: words in index form, next to each other within `column`.
        feed,       ///< `value`: name, or words of the title.
        site,       ///< `value`: host; its subdomains too.
        tag,        ///< `value`: a tag of feed or item.
        language,   ///< `value`: "en" or "en-gb"; "en" includes "en-gb".
        read,       ///< `number`: 1 or 0.
        starred,    ///< `number`: 1 or 0.
        enclosure,  ///< `number`: 1 or 0.
        since,      ///< `number`: Unix seconds, included.
        before,     ///< `number`: Unix seconds, not included.
        id,         ///< `number`: item.
    };
    Kind kind = Kind::all;
    std::vector<Node> children{};
    Column column = Column::any;
    std::string value{};
    bool prefix = false;  ///< words, feed, tag: `value` is how it begins (the last word, the tag).
    std::int64_t number = 0;
};

}  // namespace weir::query
