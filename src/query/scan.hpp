#pragma once

#include "base/result.hpp"
#include "query/query.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace weir::query {

/// One piece of a query as written.
struct Piece {
    enum class Kind { open, close, negation, conjunction, alternative, field, word, phrase, end };
    Kind kind = Kind::end;
    std::string_view text{};  ///< Field name without colon; word or phrase without quotes and star.
    std::size_t at = 0;       ///< First byte in the query.
    bool star = false;        ///< A word or phrase with "*" after it.
};

/// The pieces of a query; the last is `end`. A field is followed by its value: a word, a phrase or
/// an opening parenthesis.
[[nodiscard]] Result<std::vector<Piece>, Error> scan(std::string_view query);

/// The error for the character at byte `at` of `query`.
[[nodiscard]] Error error_at(std::string_view query, std::size_t at, std::string message);

}  // namespace weir::query
