#pragma once

#include "config/opml.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace weir::config {

/// What a newsboat `urls` file lists (newsboat's manual, "Feed configuration").
struct NewsboatUrls {
    std::vector<OpmlFeed> feeds;       ///< "~Title" is the title; a leading "!" (hidden) goes.
    std::vector<std::string> remarks;  ///< Lines that mean nothing to weir: "line 3: why".
};
[[nodiscard]] NewsboatUrls read_newsboat_urls(std::string_view text);

}  // namespace weir::config
