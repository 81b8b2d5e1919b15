#pragma once

#include "query/query.hpp"

#include <string>

/// How a condition is looked up fastest. SQLite has no statistics of the full-text index and
/// cannot know that a feed is small; these functions say the same thing in the form that its
/// planner does well. None changes which values are bound, or their order.
namespace weir::store {

class Connection;

/// For a walk in the order of dates.
[[nodiscard]] std::string condition_by_date(Connection& db, const query::Query& query,
                                            const query::Sql& condition);

/// For rows that the ranking has found already.
[[nodiscard]] std::string condition_by_rank(const query::Sql& condition);

/// A SELECT of `id` and `score` (smaller is better) with the FTS5 expression as its only value.
/// Where very many items match only the newest of them are ranked: words that common tell little,
/// and a score for each would take seconds.
[[nodiscard]] std::string ranked_rows(Connection& db, const std::string& fts);

}  // namespace weir::store
