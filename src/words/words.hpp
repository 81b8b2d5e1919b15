#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// The words of a text: one reading of it for the full-text index, for queries applied without an
/// index, and for comparing texts. Pure.
namespace weir::words {

/// Case and accents folded, character by character: "Élan" becomes "elan", "Ёж" "еж", "ＷＥＩＲ"
/// "weir". Marks and invisible characters inside words (soft hyphens, joiners) go; all else stays.
[[nodiscard]] std::string fold(std::string_view text);

/// Walks over the words of a text: runs of letters and digits (Unicode L, N, Co) with their marks,
/// folded. In scripts that are written without blanks (Han, kana, Hangul, Thai, Lao, Khmer,
/// Myanmar, ...) every character is a word of its own.
///
/// SQLite's tokenizer `unicode61 remove_diacritics 2` reads words joined by blanks as the same
/// words again. To make that so, a vowel sign of an Indic script, which unicode61 takes for
/// punctuation, is moved from U+0900..U+17FF to U+E000..U+EEFF (private use).
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    /// Goes to the next word; false at the end of the text.
    bool next();
    /// The word, folded; valid until next().
    [[nodiscard]] std::string_view word() const { return word_; }
    /// Where it stands in the text: bytes [begin, end).
    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] std::size_t end() const { return at_; }

private:
    void skip_ascii_separators();
    void read_ascii_letters();

    std::string_view text_;
    std::string word_;
    std::size_t begin_ = 0;
    std::size_t at_ = 0;
};

}  // namespace weir::words
