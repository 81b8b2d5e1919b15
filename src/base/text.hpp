#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

[[nodiscard]] constexpr bool is_ascii_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
[[nodiscard]] constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_ascii_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// `text` without ASCII white space at its ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// ASCII letters to lower case; other bytes stay.
[[nodiscard]] std::string lower(std::string_view text);
/// Equal but for the case of ASCII letters.
[[nodiscard]] bool iequals(std::string_view a, std::string_view b);
[[nodiscard]] bool istarts_with(std::string_view text, std::string_view prefix);
/// Position of `needle` in `text` from `from` on, ASCII case ignored; npos when absent.
[[nodiscard]] std::size_t ifind(std::string_view text, std::string_view needle, std::size_t from = 0);
/// Runs of white space (ASCII and U+00A0) become one blank; the ends are trimmed.
[[nodiscard]] std::string squeeze(std::string_view text);
/// The parts between `separator`, empty ones included; one part for an empty text.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
void replace_all(std::string& text, std::string_view from, std::string_view to);

/// Levenshtein distance in bytes, for "did you mean"; quadratic, so for short words only.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate nearest to `word`, or empty when none is within a third of its length.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// Escapes & < > " ' for XML and HTML text and attribute values.
[[nodiscard]] std::string escape_markup(std::string_view text);

/// "512", "512KiB", "16MiB", "10MB" as bytes; false for anything else.
[[nodiscard]] bool parse_size(std::string_view text, std::size_t& bytes);
/// "512 B", "1.2 MB": for people.
[[nodiscard]] std::string format_size(std::size_t bytes);

}  // namespace weir
