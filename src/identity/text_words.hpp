#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace weir::identity {

/// A word as texts are compared by. Hashes are stable across machines and releases.
struct TextWord {
    std::uint64_t hash = 0;
    bool is_number = false;    ///< Begins with a digit.
    std::uint64_t figure = 0;  ///< Hash of the digits of "4.1", "8:23" or "1,942" at its last word.
};

/// Below this many words a text is compared with none: too little to tell stories apart.
constexpr std::size_t fewest_words = 8;
/// The beginning of a text, which tells what it is about.
constexpr std::size_t lead_words = 64;

/// The words of `text`, at most the first 50,000.
[[nodiscard]] std::vector<TextWord> read_words(std::string_view text);

/// The words of an item's text. A text that begins by repeating the title begins after it, so that
/// copies with and without have the same lead.
[[nodiscard]] std::vector<TextWord> read_words(std::string_view title, std::string_view text);

/// The three words from `at` on as one hash.
[[nodiscard]] std::uint64_t shingle(const std::vector<TextWord>& words, std::size_t at);

/// How many shingles the first `among` words make.
[[nodiscard]] std::size_t shingle_count(std::size_t among);

}  // namespace weir::identity
