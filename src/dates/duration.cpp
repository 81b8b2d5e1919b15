#include "base/text.hpp"
#include "dates/dates.hpp"

#include <charconv>
#include <cmath>

namespace weir::dates {
namespace {

// Longer than any recording; what is above is a number that means something else.
constexpr double longest = 1e9;

/// Digits, then perhaps a point or comma and more digits, at the start of `text`; they are removed
/// from it.
std::optional<double> take_number(std::string_view& text) {
    std::size_t size = 0;
    while (size < text.size() && is_ascii_digit(text[size])) ++size;
    if (size == 0 || size > 15) return std::nullopt;
    std::uint64_t whole = 0;
    std::from_chars(text.data(), text.data() + size, whole);
    auto value = static_cast<double>(whole);
    text.remove_prefix(size);
    if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || !is_ascii_digit(text[1])) {
        return value;
    }
    text.remove_prefix(1);
    // Read as one number and one division, so that 62.5 stays exactly that.
    std::uint64_t fraction = 0;
    double scale = 1;
    while (!text.empty() && is_ascii_digit(text.front())) {
        if (scale < 1e9) {
            fraction = fraction * 10 + static_cast<std::uint64_t>(text.front() - '0');
            scale *= 10;
        }
        text.remove_prefix(1);
    }
    return value + static_cast<double>(fraction) / scale;
}

/// "12", "1:02.5", "1:02:03": the first part may be any number, the others have at most two digits.
std::optional<double> colon_form(std::string_view text) {
    auto total = take_number(text);
    for (int colons = 0; total && !text.empty(); ++colons) {
        if (colons == 2 || text.front() != ':' || std::trunc(*total) != *total) return std::nullopt;
        text.remove_prefix(1);
        const auto part = take_number(text);
        if (!part || *part >= 100) return std::nullopt;
        *total = *total * 60 + *part;
    }
    if (!total || *total > longest) return std::nullopt;
    return total;
}

/// ISO 8601: "PT1H2M3.5S", "P1DT2H". Months and years have no fixed length.
std::optional<double> iso_form(std::string_view text) {
    double total = 0;
    double smallest = 1e12;  // Units come in falling order, each once.
    bool after_t = false;
    for (text.remove_prefix(1); !text.empty(); text.remove_prefix(1)) {
        if (!after_t && ascii_lower(text.front()) == 't') {
            after_t = true;
            continue;
        }
        const auto count = take_number(text);
        if (!count || text.empty()) return std::nullopt;
        double unit = 0;
        switch (ascii_lower(text.front())) {
            case 'w':
                unit = after_t ? 0 : 7 * 86400;
                break;
            case 'd':
                unit = after_t ? 0 : 86400;
                break;
            case 'h':
                unit = after_t ? 3600 : 0;
                break;
            case 'm':
                unit = after_t ? 60 : 0;
                break;
            case 's':
                unit = after_t ? 1 : 0;
                break;
            default:
                break;
        }
        if (unit == 0 || unit >= smallest) return std::nullopt;
        smallest = unit;
        total += *count * unit;
    }
    if (smallest > longest || total > longest) return std::nullopt;
    return total;
}

}  // namespace

std::optional<double> duration(std::string_view text) {
    text = trim(text);
    if (text.empty() || ascii_lower(text.front()) != 'p') return play_time(text);
    return iso_form(text);
}

std::optional<double> play_time(std::string_view text) {
    return colon_form(trim(text));
}

}  // namespace weir::dates
