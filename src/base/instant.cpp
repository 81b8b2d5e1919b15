#include "base/instant.hpp"

#include "base/text.hpp"

#include <array>
#include <limits>

namespace weir {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

void append_digits(std::string& out, unsigned value, int width) {
    std::array<char, 10> digits{};
    for (int i = width - 1; i >= 0; --i) {
        digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    out.append(digits.data(), static_cast<std::size_t>(width));
}

void append_clock(std::string& out, Seconds of_day) {
    const auto seconds = static_cast<unsigned>(of_day.count());
    append_digits(out, seconds / 3600, 2);
    out += ':';
    append_digits(out, seconds / 60 % 60, 2);
    out += ':';
    append_digits(out, seconds % 60, 2);
}

/// Reads a fixed layout from left to right; the first mismatch makes `failed` stick.
class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        int value = 0;
        if (rest_.size() < count) failed_ = true;
        for (std::size_t i = 0; i < count && !failed_; ++i) {
            if (!is_ascii_digit(rest_[i])) failed_ = true;
            value = value * 10 + (rest_[i] - '0');
        }
        if (failed_) return 0;
        rest_.remove_prefix(count);
        return value;
    }
    void expect(char c) {
        if (!accept(c)) failed_ = true;
    }
    bool accept(char c) {
        if (failed_ || rest_.empty() || ascii_lower(rest_.front()) != ascii_lower(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool at_digit() const { return !rest_.empty() && is_ascii_digit(rest_.front()); }
    [[nodiscard]] bool done() const { return !failed_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool failed_ = false;
};

/// Minutes east of UTC; "Z" is 0. Absent when there is none.
std::optional<int> zone_minutes(Cursor& cursor) {
    if (cursor.accept('z')) return 0;
    const bool west = cursor.accept('-');
    if (!west) cursor.expect('+');
    const int hours = cursor.digits(2);
    cursor.expect(':');
    const int minutes = cursor.digits(2);
    if (hours > 23 || minutes > 59) return std::nullopt;
    return (hours * 60 + minutes) * (west ? -1 : 1);
}

}  // namespace

std::string rfc3339(Instant at) {
    const auto day = std::chrono::floor<days>(at);
    const year_month_day date{day};
    std::string out;
    out.reserve(20);
    append_digits(out, static_cast<unsigned>(int{date.year()}), 4);
    out += '-';
    append_digits(out, unsigned{date.month()}, 2);
    out += '-';
    append_digits(out, unsigned{date.day()}, 2);
    out += 'T';
    append_clock(out, at - day);
    out += 'Z';
    return out;
}

std::string http_date(Instant at) {
    static constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed",
                                                              "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<days>(at);
    const year_month_day date{day};
    std::string out;
    out.reserve(29);
    out += weekdays[std::chrono::weekday{day}.c_encoding()];
    out += ", ";
    append_digits(out, unsigned{date.day()}, 2);
    out += ' ';
    out += months[unsigned{date.month()} - 1];
    out += ' ';
    append_digits(out, static_cast<unsigned>(int{date.year()}), 4);
    out += ' ';
    append_clock(out, at - day);
    out += " GMT";
    return out;
}

std::optional<Instant> from_rfc3339(std::string_view text) {
    Cursor cursor(text);
    const int year = cursor.digits(4);
    cursor.expect('-');
    const int month = cursor.digits(2);
    cursor.expect('-');
    const int day = cursor.digits(2);
    const year_month_day date{std::chrono::year{year},
                              std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    if (cursor.done()) return Instant{sys_days{date}};

    if (!cursor.accept('t')) cursor.expect(' ');
    const int hour = cursor.digits(2);
    cursor.expect(':');
    const int minute = cursor.digits(2);
    cursor.expect(':');
    const int second = cursor.digits(2);
    if (cursor.accept('.')) {
        cursor.digits(1);
        while (cursor.at_digit()) cursor.digits(1);
    }
    const auto zone = zone_minutes(cursor);
    // Second 60 is a leap second; it becomes the next minute's second 0.
    if (!cursor.done() || !zone || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return Instant{sys_days{date}} + std::chrono::hours{hour} +
           std::chrono::minutes{minute - *zone} + Seconds{second};
}

Instant system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::optional<Seconds> parse_duration(std::string_view text) {
    std::int64_t unit = 0;
    switch (text.empty() ? '\0' : text.back()) {
        case 's':
            unit = 1;
            break;
        case 'm':
            unit = 60;
            break;
        case 'h':
            unit = 3600;
            break;
        case 'd':
            unit = 86400;
            break;
        case 'w':
            unit = 7 * 86400;
            break;
        default:
            return std::nullopt;
    }
    text.remove_suffix(1);
    if (text.empty()) return std::nullopt;
    std::int64_t count = 0;
    const std::int64_t limit = std::numeric_limits<std::int64_t>::max() / unit;
    for (const char c : text) {
        if (!is_ascii_digit(c)) return std::nullopt;
        const int digit = c - '0';
        if (count > (limit - digit) / 10) return std::nullopt;
        count = count * 10 + digit;
    }
    return Seconds{count * unit};
}

std::string format_duration(Seconds duration) {
    struct Unit {
        std::int64_t seconds;
        char letter;
    };
    static constexpr std::array<Unit, 4> units{{{86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}}};
    const std::int64_t count = duration.count();
    if (count == 0) return "0s";
    for (const auto& unit : units) {
        if (count % unit.seconds == 0) return std::to_string(count / unit.seconds) + unit.letter;
    }
    return std::to_string(count) + 's';
}

}  // namespace weir
