#pragma once

#include "config/config.hpp"
#include "query/query.hpp"
#include "store/store.hpp"

#include <vector>

namespace weir::poll {

/// What the rules of feeds.toml, in order, decide for one arriving entry. A "drop" ends the list;
/// tags that a rule gives are seen by the rules after it.
[[nodiscard]] store::RuleEffect apply_rules(const std::vector<config::Rule>& rules,
                                            query::Subject subject);

}  // namespace weir::poll
