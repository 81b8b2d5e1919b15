#pragma once

#include "config/config.hpp"
#include "query/query.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <vector>

namespace weir::poll {

/// What the rules of feeds.toml, in order, decide for one arriving entry. A "drop" ends the list;
/// tags that a rule gives are seen by the rules after it.
[[nodiscard]] store::RuleEffect apply_rules(const std::vector<config::Rule>& rules,
                                            query::Subject subject);

/// The places, from 0, of the rules that would act on it.
[[nodiscard]] std::vector<std::size_t> rules_hit(const std::vector<config::Rule>& rules,
                                                 query::Subject subject);

}  // namespace weir::poll
