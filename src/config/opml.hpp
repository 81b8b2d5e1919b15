#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace weir::config {

/// One `<outline xmlUrl>` of an OPML 2.0 document.
struct OpmlFeed {
    std::string url;  ///< As written.
    std::string title;
    std::string home;               ///< htmlUrl.
    std::vector<std::string> tags;  ///< Folders around it, outermost first, and its categories.
    int line = 0;

    bool operator==(const OpmlFeed&) const = default;
};

/// The feeds of an OPML document in its order. Reads any XML that pugixml can make sense of; the
/// error is one sentence.
[[nodiscard]] Result<std::vector<OpmlFeed>, std::string> read_opml(std::string_view text);

}  // namespace weir::config
