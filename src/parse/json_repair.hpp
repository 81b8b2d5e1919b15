#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weir::parse {

/// JSON rewritten so that a strict parser takes it: missing, trailing and doubled commas, comments,
/// single quotes, bare words, raw control characters, wrong escapes, lone surrogates, and an end
/// anywhere (open strings and containers are closed). Containers nested deeper than `most_depth`
/// become null. Linear, no recursion.
[[nodiscard]] std::string repair_json(std::string_view text, std::size_t most_depth);

}  // namespace weir::parse
