#pragma once

#include "config/config.hpp"
#include "store/store.hpp"

#include <string>

namespace weir::river {

/// The configured feeds as OPML, with the titles and pages that their documents told.
[[nodiscard]] std::string subscriptions(const config::Config& config, store::Reader& reader);

}  // namespace weir::river
