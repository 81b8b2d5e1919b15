#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weir::html {

struct FeedLink {
    std::string url;   ///< Absolute.
    std::string type;  ///< Media type as announced, or a guess for an <a>.
    std::string title;

    bool operator==(const FeedLink&) const = default;
};

/// The feeds that a web page announces, best first: <link rel=alternate> of feed types in document
/// order, then <a> whose address looks like a feed. Each URL once. `page` is UTF-8.
[[nodiscard]] std::vector<FeedLink> discover(std::string_view page, std::string_view base_url);

}  // namespace weir::html
