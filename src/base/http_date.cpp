#include "base/instant.hpp"
#include "base/text.hpp"

#include <array>

namespace weir {
namespace {

/// Blank-separated words of a date; more than fit means that it is none.
struct Words {
    std::array<std::string_view, 6> at;
    std::size_t count = 0;
};

Words words_of(std::string_view text) {
    Words words;
    std::size_t begin = 0;
    while (begin < text.size()) {
        if (text[begin] == ' ') {
            ++begin;
            continue;
        }
        const auto end = std::min(text.find(' ', begin), text.size());
        if (words.count == words.at.size()) return {};
        words.at[words.count++] = text.substr(begin, end - begin);
        begin = end;
    }
    return words;
}

std::optional<int> number(std::string_view text, std::size_t least, std::size_t most) {
    if (text.size() < least || text.size() > most) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (!is_ascii_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

unsigned month_number(std::string_view name) {
    static constexpr std::array<std::string_view, 12> names{
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    for (unsigned i = 0; i < names.size(); ++i) {
        if (iequals(name, names[i])) return i + 1;
    }
    return 0;
}

std::optional<Seconds> clock(std::string_view text) {
    if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
    const auto hour = number(text.substr(0, 2), 2, 2);
    const auto minute = number(text.substr(3, 2), 2, 2);
    const auto second = number(text.substr(6, 2), 2, 2);
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) {
        return std::nullopt;
    }
    return Seconds{*hour * 3600 + *minute * 60 + *second};
}

std::optional<Instant> assemble(std::optional<int> year, std::string_view month,
                                std::optional<int> day, std::string_view time) {
    const auto of_day = clock(time);
    if (!year || !day || !of_day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{month_number(month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return Instant{std::chrono::sys_days{date}} + *of_day;
}

/// RFC 850 years have two digits. RFC 9110 looks from the present day; without a clock the pivot is
/// POSIX's: 69 to 99 belong to the last century.
std::optional<int> short_year(std::optional<int> year) {
    if (!year) return std::nullopt;
    return *year >= 69 ? *year + 1900 : *year + 2000;
}

}  // namespace

std::optional<Instant> from_http_date(std::string_view text) {
    const auto words = words_of(trim(text));
    const auto& at = words.at;
    // "Sun, 06 Nov 1994 08:49:37 GMT"
    if (words.count == 6 && at[0].ends_with(',') && iequals(at[5], "GMT")) {
        return assemble(number(at[3], 4, 4), at[2], number(at[1], 1, 2), at[4]);
    }
    // "Sunday, 06-Nov-94 08:49:37 GMT"
    if (words.count == 4 && at[0].ends_with(',') && iequals(at[3], "GMT")) {
        const auto parts = split(at[1], '-');
        if (parts.size() != 3) return std::nullopt;
        const auto year =
            parts[2].size() == 2 ? short_year(number(parts[2], 2, 2)) : number(parts[2], 4, 4);
        return assemble(year, parts[1], number(parts[0], 1, 2), at[2]);
    }
    // "Sun Nov  6 08:49:37 1994"
    if (words.count == 5) return assemble(number(at[4], 4, 4), at[1], number(at[2], 1, 2), at[3]);
    return std::nullopt;
}

}  // namespace weir
