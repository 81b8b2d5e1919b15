#pragma once

#include "config/config.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace weir::river {

/// The configured feeds as OPML, with the titles and pages that their documents told; `states` as
/// the store has them, in any order.
[[nodiscard]] std::string subscriptions(const config::Config& config,
                                        std::vector<store::FeedState> states);

}  // namespace weir::river
