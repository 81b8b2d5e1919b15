#pragma once

#include "base/instant.hpp"
#include "config/config.hpp"
#include "poll/engine.hpp"

#include <string>
#include <vector>

namespace weir::app {

/// What of a new configuration needs a restart to take effect; one sentence each.
[[nodiscard]] std::vector<std::string> needs_restart(const config::Config& before,
                                                     const config::Config& after);

/// "2 added (a, b), 1 removed (c), nothing changed": what a reload did to the feeds.
[[nodiscard]] std::string describe(const poll::Plan& plan);

}  // namespace weir::app
