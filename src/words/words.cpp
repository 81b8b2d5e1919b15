#include "words/words.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "words/table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

namespace weir::words {
namespace {

constexpr char32_t separator = 0;  ///< No part of a word.
constexpr char32_t nothing = 1;    ///< Left out inside a word.
constexpr char32_t basic_plane = 0x10000;
constexpr char32_t first_sign = 0x0900;
constexpr char32_t last_sign = 0x17FF;
constexpr char32_t private_use = 0xE000;

// Blocks written without blanks between words; digits and the like in them do no harm.
constexpr Range unspaced[] = {
    {0x0E00, 0x0EFF},    // Thai, Lao
    {0x1000, 0x109F},    // Myanmar
    {0x1100, 0x11FF},    // Hangul jamo
    {0x1780, 0x17FF},    // Khmer
    {0x1950, 0x19DF},    // Tai Le, New Tai Lue
    {0x2E80, 0xA4CF},    // Han radicals, kana, Bopomofo, Hangul letters, Han, Yi
    {0xA960, 0xA97F},    // Hangul jamo, extended
    {0xA9E0, 0xA9FF},    // Myanmar, extended
    {0xAA60, 0xAA7F},    // Myanmar, extended
    {0xAC00, 0xD7FF},    // Hangul syllables
    {0xF900, 0xFAFF},    // Han, compatibility
    {0xFF66, 0xFFDC},    // kana and Hangul of half width
    {0x1B000, 0x1B16F},  // kana, supplement
    {0x20000, 0x323AF},  // Han, extensions
};

bool within(std::span<const Range> ranges, char32_t code) {
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), code,
                                        [](char32_t c, const Range& r) { return c < r.first; });
    return after != ranges.begin() && code <= std::prev(after)->last;
}

// What each character outside ASCII contributes to a word: `separator`, `nothing`, or its folded
// self. The basic plane stands in an array (128 KiB), since a search per letter would double the
// cost of a text.
class Table {
public:
    Table() : basic_(basic_plane, static_cast<char16_t>(separator)) {
        for (const Range& range : letters()) {
            for (char32_t code = range.first; code <= range.last && code < basic_plane; ++code) {
                basic_[code] = static_cast<char16_t>(code);
            }
        }
        for (std::size_t i = 0; i + 1 < folds().size(); i += 2) {
            const char32_t code = folds()[i];
            if (code < basic_plane) basic_[code] = static_cast<char16_t>(folds()[i + 1]);
        }
        for (const Range& range : signs()) {
            for (char32_t code = range.first; code <= range.last; ++code) {
                basic_[code] = static_cast<char16_t>(code - first_sign + private_use);
            }
        }
        for (const Range& range : dropped()) {
            std::fill(basic_.begin() + range.first, basic_.begin() + range.last + 1,
                      static_cast<char16_t>(nothing));
        }
    }

    [[nodiscard]] char32_t operator[](char32_t code) const {
        return code < basic_plane ? basic_[code] : beyond(code);
    }

private:
    [[nodiscard]] static char32_t beyond(char32_t code) {
        if (!within(letters(), code)) return separator;
        // Binary search over pairs: the letters are those at even places.
        std::size_t low = 0;
        std::size_t high = folds().size() / 2;
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            if (folds()[2 * middle] < code) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        const bool found = 2 * low < folds().size() && folds()[2 * low] == code;
        return found ? folds()[2 * low + 1] : code;
    }

    std::vector<char16_t> basic_;
};

const Table& table() {
    static const Table instance;
    return instance;
}

bool stands_alone(char32_t code) {
    if (code < std::begin(unspaced)->first) return false;
    const bool east_asian = code >= 0x2E80 && code <= 0xA4CF;  // Most of such text by far.
    return east_asian || within(unspaced, code);
}

// A letter or digit in lower case, 0 for other ASCII characters.
constexpr std::array<char, 0x80> ascii_words = [] {
    std::array<char, 0x80> out{};
    for (std::size_t code = 0; code < out.size(); ++code) {
        const char c = ascii_lower(static_cast<char>(code));
        if (is_ascii_alpha(c) || is_ascii_digit(c)) out[code] = c;
    }
    return out;
}();

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < ascii_words.size();
}
char ascii_word(char c) {
    return ascii_words[static_cast<unsigned char>(c)];
}

}  // namespace

std::string fold(std::string_view text) {
    const Table& folded = table();
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (is_ascii(text[at])) {
            out += ascii_lower(text[at++]);
            continue;
        }
        const auto decoded = utf8::decode(text, at);
        at += decoded.size;
        const char32_t as = folded[decoded.code];
        if (as == nothing) continue;
        const bool sign =
            decoded.code >= first_sign && decoded.code <= last_sign && as >= private_use;
        utf8::append(out, as == separator || sign ? decoded.code : as);
    }
    return out;
}

void Reader::skip_ascii_separators() {
    while (at_ < text_.size() && is_ascii(text_[at_]) && ascii_word(text_[at_]) == 0) ++at_;
}

void Reader::read_ascii_letters() {
    const std::size_t first = at_;
    while (at_ < text_.size() && is_ascii(text_[at_]) && ascii_word(text_[at_]) != 0) ++at_;
    const std::size_t kept = word_.size();
    word_.append(text_, first, at_ - first);
    std::transform(word_.begin() + static_cast<std::ptrdiff_t>(kept), word_.end(),
                   word_.begin() + static_cast<std::ptrdiff_t>(kept), ascii_word);
}

bool Reader::next() {
    const Table& folded = table();
    word_.clear();
    skip_ascii_separators();
    begin_ = at_;
    while (true) {
        read_ascii_letters();
        if (at_ == text_.size()) return !word_.empty();
        if (is_ascii(text_[at_])) {
            if (!word_.empty()) return true;
            skip_ascii_separators();
            begin_ = at_;
            continue;
        }
        const auto [code, size, valid] = utf8::decode(text_, at_);
        const char32_t as = folded[code];
        const bool alone = as > nothing && stands_alone(code);
        if ((as == separator || alone) && !word_.empty()) return true;
        if (as > nothing) utf8::append(word_, as);
        at_ += size;
        if (alone) return true;
        if (word_.empty()) begin_ = at_;
    }
}

}  // namespace weir::words
