#pragma once

#include "config/config.hpp"
#include "publish/publish.hpp"
#include "query/query.hpp"
#include "river/pages.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace weir::river {

/// What one merged feed consists of, before its items are read: an output, a feed, a tag, a search.
struct Recipe {
    std::string path;  ///< "/tech", "/feed/example", "/tag/news", "/search": escaped for URLs.
    std::string name;
    std::string title;
    std::string description;
    std::string parameters;  ///< "q=..." of a search.
    query::Query query;
    std::size_t limit = 100;  ///< Items a page.
    bool summaries = false;
    bool is_output = false;
    bool titled_by_feed = false;  ///< Of one feed: what its document says stands in for `title`.
    std::string hub;
    std::string icon;
};

/// Which page of it.
struct PageWanted {
    std::optional<store::Cursor> before, after;
};

/// Reads the page's items and makes the value that all four formats are rendered from. Worker
/// thread.
[[nodiscard]] publish::MergedFeed collect(const Recipe& recipe, const PageWanted& wanted,
                                          const std::string& public_url, store::Reader& reader);

/// When weir saw an item arrive or change last: by its own clock, so that a document with an old
/// entry that came late is newer than it was without.
[[nodiscard]] Instant seen_last(const publish::MergedItem& item);

[[nodiscard]] Recipe recipe_of(const config::Output& output);
[[nodiscard]] Recipe recipe_of_feed(const Subscription& feed, Instant now);
[[nodiscard]] Recipe recipe_of_tag(const std::string& tag, Instant now);
[[nodiscard]] Result<Recipe, query::Error> recipe_of_search(const std::string& text, Instant now);

/// The places of a configuration.
[[nodiscard]] Nav nav_of(const config::Config& config);

/// The titles that documents give to listed feeds and that their places do not bear yet, by name.
[[nodiscard]] std::unordered_map<std::string, std::string> new_titles(const Nav& nav,
                                                                      store::Reader& reader);
void retitle(Nav& nav, const std::unordered_map<std::string, std::string>& titles);

}  // namespace weir::river
