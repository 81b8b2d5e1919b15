#pragma once

#include "config/config.hpp"
#include "query/query.hpp"
#include "store/store.hpp"

#include <boost/json/fwd.hpp>

#include <vector>

namespace weir::cli {

/// The feeds of the configuration, in its order, with what the store knows of each. Feeds that were
/// never polled, and all of them while there is no store, come as "new".
[[nodiscard]] std::vector<store::FeedState> configured_feeds(const config::Config& config);

/// Failing or gone.
[[nodiscard]] bool in_trouble(const store::FeedState& feed);

/// The query language over feeds: words look at name, title and URL.
[[nodiscard]] bool feed_matches(const store::FeedState& feed, const query::Query& query);

/// As `weir status --json` has it, with what only `weir feeds` tells added.
[[nodiscard]] boost::json::object to_json(const store::FeedState& feed);

}  // namespace weir::cli
