#pragma once

#include <span>
#include <string_view>

/// The Unicode facts behind words.hpp, sorted by code point.
namespace weir::words {

struct Range {
    char32_t first;
    char32_t last;
};

/// Characters outside ASCII that words are made of.
[[nodiscard]] std::span<const Range> letters();
/// Marks and invisible characters that are left out inside a word.
[[nodiscard]] std::span<const Range> dropped();
/// Marks that are part of a word's spelling; all within U+0900 to U+17FF.
[[nodiscard]] std::span<const Range> signs();
/// Pairs: a letter, then what it folds to.
[[nodiscard]] std::u32string_view folds();

}  // namespace weir::words
