#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Feeds of our own making that resemble those of the web in what costs time.
namespace weir::bench {

struct GeneratedFeed {
    std::string name;   ///< "feed-0017.xml"
    std::string bytes;  ///< UTF-8.
    std::size_t entries = 0;
};

/// `count` feeds, the same ones for the same seed on every machine: 68 % RSS 2.0, 28 % Atom 1.0,
/// 4 % RSS 1.0; sizes spread log-normally around a median of 43 KB with a mean of 88 KB; 19.8
/// entries each on average. Content is HTML with paragraphs, links, images and lists, in CDATA,
/// escaped or (some of Atom) as XHTML.
[[nodiscard]] std::vector<GeneratedFeed> ordinary_feeds(std::size_t count, std::uint64_t seed = 1);

}  // namespace weir::bench
