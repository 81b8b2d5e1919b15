#pragma once

#include "query/node.hpp"

#include <optional>
#include <string>
#include <vector>

namespace weir::query {

/// `node` as one FTS5 expression (SQLite's "Full-text Query Syntax"). Absent when it asks for more
/// than words, or only for their absence, which FTS5 cannot say.
[[nodiscard]] std::optional<std::string> fts_expression(const Query::Node& node);

/// "(a OR b)"; `parts` is not empty.
[[nodiscard]] std::string fts_joined(const std::vector<std::string>& parts,
                                     std::string_view operation);

/// An expression that finds all that `node` matches and perhaps more. Absent when words cannot
/// narrow it down.
[[nodiscard]] std::optional<std::string> fts_cover(const Query::Node& node);

/// The words that `node` asks for, as expressions; not those that it excludes.
[[nodiscard]] std::vector<std::string> fts_wanted(const Query::Node& node);

}  // namespace weir::query
