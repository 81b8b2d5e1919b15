#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weir::words {

/// A run of words that both texts have, or only one of them.
struct Change {
    enum class Kind { same, removed, added };
    Kind kind = Kind::same;
    std::string text;  ///< With the white space behind each word.
};

/// How `after` came from `before`, word by word; white space alone is no difference. Removed words
/// stand before the ones added in their place. Shortest for up to 1,000 changed words (Myers, An
/// O(ND) Difference Algorithm, 1986); beyond that what lies between the first and the last
/// difference is one removed and one added run, so that time stays bounded.
[[nodiscard]] std::vector<Change> diff(std::string_view before, std::string_view after);

}  // namespace weir::words
