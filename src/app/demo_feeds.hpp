#pragma once

#include "base/instant.hpp"

#include <span>
#include <string>
#include <string_view>

namespace weir::app {

/// What the demo's server says to one request for a sample feed.
struct DemoAnswer {
    int status = 200;
    std::string_view media_type;
    std::string_view body;         ///< With date marks, see dated(); empty for none.
    std::string_view header = {};  ///< One more header, "Name: value".
};

/// One sample feed of the demo.
struct DemoFeed {
    std::string_view name;   ///< In the configuration and in the path of its URL.
    std::string_view shows;  ///< What it is there to show, a few words.
    std::string_view tag;
    DemoAnswer first;  ///< To the first request.
    DemoAnswer later;  ///< To all after it.
};

/// All of them, in the order in which they are presented.
[[nodiscard]] std::span<const DemoFeed> demo_feeds();

/// Where the feed that moved for good stands now: served, but not in the configuration.
[[nodiscard]] const DemoFeed& demo_moved_feed();

/// `text` with its date marks filled in: "@rss-3h@" is three hours before `start` in RFC 822 form,
/// "@iso-3h@" the same in RFC 3339.
[[nodiscard]] std::string dated(std::string_view text, Instant start);

}  // namespace weir::app
