#include "dates/dates.hpp"

#include "base/text.hpp"
#include "dates/reader.hpp"

#include <array>

namespace weir::dates {
namespace {

/// The value of `count` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (i >= text.size() || !is_ascii_digit(text[i])) return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// "+0100" or "GMT" from `at` to the end, in minutes.
std::optional<int> plain_zone(std::string_view zone) {
    if (zone == "GMT" || zone == "UTC" || zone == "Z") return 0;
    if (zone.size() != 5 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
    const int hours = digits(zone, 1, 2);
    const int minutes = digits(zone, 3, 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return std::nullopt;
    return (hours * 60 + minutes) * (zone[0] == '-' ? -1 : 1);
}

/// "Thu, 01 Jan 2004 19:48:21 GMT", by columns: what most feeds hold. Anything that deviates is
/// left to the Reader.
std::optional<Instant> plain_rfc822(std::string_view text) {
    static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() < 27 || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' ||
        text[16] != ' ' || text[19] != ':' || text[22] != ':' || text[25] != ' ') {
        return std::nullopt;
    }
    const auto month = months.find(text.substr(8, 3));
    const auto zone = plain_zone(text.substr(26));
    const int day = digits(text, 5, 2);
    const int year = digits(text, 12, 4);
    const int hour = digits(text, 17, 2);
    const int minute = digits(text, 20, 2);
    const int second = digits(text, 23, 2);
    if (month == std::string_view::npos || month % 3 != 0 || !zone || day < 1 || year < 1000 ||
        hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month / 3 + 1)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} +
           std::chrono::minutes{minute - *zone} + Seconds{second};
}

/// From the year 1000 to 9999, as the Reader wants it too.
bool is_plausible(Instant at) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
    return date.year() >= std::chrono::year{1000} && date.year() <= std::chrono::year{9999};
}

}  // namespace

std::optional<Instant> parse(std::string_view text) {
    text = trim(text);
    auto plain = plain_rfc822(text);
    if (!plain) plain = from_rfc3339(text);
    if (plain) return is_plausible(*plain) ? plain : std::nullopt;
    const Tokens tokens(text);
    if (!tokens.ok()) return std::nullopt;
    return Reader(tokens).read();
}

}  // namespace weir::dates
