#include "dates/reader.hpp"

#include "base/text.hpp"
#include "dates/names.hpp"

#include <utility>

namespace weir::dates {
namespace {

using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::year_month_day;

// Lower years are empty values that some program wrote ("0001-01-01", "0000-00-00").
constexpr int first_year = 1000;
constexpr int last_year = 9999;

/// Two digits as RFC 5322 section 4.3 reads them, three as well; 0 when it is no year.
int year_of(const Token& token) {
    const auto value = static_cast<int>(token.value);
    switch (token.digits()) {
        case 2:
            return value < 50 ? 2000 + value : 1900 + value;
        case 3:
            return 1900 + value;
        case 4:
            return value;
        default:
            return 0;
    }
}

std::optional<year_month_day> date_of(int year, std::uint64_t month, std::uint64_t day) {
    if (year < first_year || year > last_year || month > 12 || day > 31) return std::nullopt;
    const year_month_day date{std::chrono::year{year},
                              std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return date;
}

bool can_only_be_year(const Token& token) {
    return token.digits() > 2 || token.value > 31;
}

}  // namespace

std::optional<Instant> Reader::read() {
    if (const auto at = unix_time()) return at;
    while (at_ < tokens_.size()) {
        if (!step()) return std::nullopt;
    }
    const auto day = date();
    const auto time = of_day();
    if (!day || !time) return std::nullopt;
    const auto local = local_days{*day} + *time;
    if (!named_zone_ && !offset_) named_zone_ = zone(tokens_.comment());
    const minutes east = offset_ ? *offset_ : offset_at(named_zone_.value_or(Zone{}), local);
    const Instant at{(local - east).time_since_epoch()};
    const year_month_day in_utc{std::chrono::floor<std::chrono::days>(at)};
    if (int{in_utc.year()} > last_year) return std::nullopt;
    return at;
}

/// "1072986501", "1072986501.25", or milliseconds: a number alone, of a length that no date has.
std::optional<Instant> Reader::unix_time() const {
    const bool alone = tokens_.size() == 1 ||
                       (tokens_.size() == 3 && tokens_[1].is('.') && tokens_[2].digits() > 0);
    if (!alone) return std::nullopt;
    const auto value = static_cast<std::int64_t>(tokens_[0].value);
    switch (tokens_[0].digits()) {
        case 9:
        case 10:
            return Instant{Seconds{value}};
        case 12:
        case 13:
            return Instant{Seconds{value / 1000}};
        default:
            return std::nullopt;
    }
}

bool Reader::step() {
    const bool after_t = std::exchange(after_t_, false);
    switch (peek(0).kind) {
        case Token::Kind::number:
            return after_t && !joined(1, ':') ? basic_clock() : number();
        case Token::Kind::word:
            return word();
        case Token::Kind::mark:
            return mark();
    }
    return false;
}

bool Reader::number() {
    const Token& token = peek(0);
    if (token.digits() <= 2 && joined(1, ':') && joined_number(2)) return clock();
    char letter = 0;
    if (token.digits() <= 2 && !clock_ && meridiem_at(at_ + 1, letter) > 0) {
        ++at_;
        return take_time(token.value, 0, 0);  // "7 PM"
    }
    if (token.digits() == 8 || token.digits() == 14) return compact_date();
    const char separator = peek(1).kind == Token::Kind::mark ? peek(1).text.front() : '\0';
    if ((separator == '-' || separator == '/' || separator == '.') && joined(1, separator) &&
        joined_number(2) && !numeric_) {
        const bool three = joined(3, separator) && joined_number(4);
        if (three || token.digits() == 4) return numeric_date();
    }
    if (number_count_ == numbers_.size()) return false;
    numbers_[number_count_++] = token;
    ++at_;
    return true;
}

/// "2004-01-01", "2004-01", "2004/01/01", "31.12.2004", "31/12/04", "12/31/2004".
bool Reader::numeric_date() {
    const bool three = joined(3, peek(1).text.front()) && joined_number(4);
    NumericDate date;
    date.separator = peek(1).text.front();
    date.year_first = peek(0).digits() == 4;
    if (date.year_first) {
        date.year = peek(0);
        date.first = peek(2);
        if (three) {
            date.second = peek(4);
        } else {
            date.second.value = 1;
        }
    } else {
        date.first = peek(0);
        date.second = peek(2);
        date.year = peek(4);
        // "04-01-02" has three readings.
        if (date.year.digits() != 4 && peek(1).is('-')) return false;
    }
    if (date.first.digits() > 2 || date.second.digits() > 2) return false;
    if (date.year.digits() != 4 && date.year.digits() != 2) return false;
    numeric_ = date;
    at_ += three ? 5 : 3;
    return true;
}

/// ISO 8601 basic form: "20040101", and "20040101194821".
bool Reader::compact_date() {
    if (numeric_) return false;
    const Token& token = peek(0);
    const std::uint64_t day = token.digits() == 8 ? token.value : token.value / 1'000'000;
    NumericDate date;
    date.year_first = true;
    date.year = {Token::Kind::number, true, token.text.substr(0, 4), day / 10'000};
    date.first.value = day / 100 % 100;
    date.second.value = day % 100;
    numeric_ = date;
    ++at_;
    if (token.digits() == 8) return true;
    return take_time(token.value / 10'000 % 100, token.value / 100 % 100, token.value % 100);
}

/// "19:48", "19:48:21", "19:48:21.5"
bool Reader::clock() {
    const std::uint64_t hour = peek(0).value;
    const std::uint64_t minute = peek(2).value;
    std::uint64_t second = 0;
    if (peek(2).digits() > 2) return false;
    at_ += 3;
    if (joined(0, ':') && joined_number(1)) {
        if (peek(1).digits() > 2) return false;
        second = peek(1).value;
        at_ += 2;
        skip_fraction();
    }
    return take_time(hour, minute, second);
}

/// ISO 8601 basic form behind a "T": "19", "1948", "194821".
bool Reader::basic_clock() {
    const std::uint64_t value = peek(0).value;
    const std::size_t digits = peek(0).digits();
    ++at_;
    if (digits == 2) return take_time(value, 0, 0);
    if (digits == 4) return take_time(value / 100, value % 100, 0);
    if (digits != 6) return false;
    skip_fraction();
    return take_time(value / 10'000, value / 100 % 100, value % 100);
}

void Reader::skip_fraction() {
    if ((joined(0, '.') || joined(0, ',')) && joined_number(1)) at_ += 2;
}

bool Reader::take_time(std::uint64_t hour, std::uint64_t minute, std::uint64_t second) {
    // Second 60 is a leap second; 24:00:00 is the next day's midnight (ISO 8601-1 4.3.8 of 2004).
    const bool midnight = hour == 24 && minute == 0 && second == 0;
    if (clock_ || (hour > 23 && !midnight) || minute > 59 || second > 60) return false;
    clock_ = Seconds{static_cast<std::int64_t>(hour * 3600 + minute * 60 + second)};
    return true;
}

bool Reader::word() {
    const auto text = peek(0).text;
    char letter = 0;
    if (const auto size = meridiem_at(at_, letter); size > 0 && clock_ && meridiem_ == 0) {
        meridiem_ = letter;
        at_ += size;
        return true;
    }
    if (text == "t" && !peek(0).spaced) {
        after_t_ = joined_number(1);
        ++at_;
        return true;
    }
    const unsigned number = month(text);
    if (number == 0 && joined(1, '/') && peek(2).kind == Token::Kind::word) return region();
    if (const auto found = zone(text); found && (clock_ || number == 0)) {
        if (!named_zone_) named_zone_ = found;
        ++at_;
        return true;
    }
    if (number != 0) return take_month(number);
    if (!is_weekday(text) && !is_filler(text)) {
        // RFC 5322 section 4.3: a zone whose meaning is not known counts as -0000.
        if (!clock_ || named_zone_ || offset_) return false;
        named_zone_ = Zone{};
    }
    ++at_;
    return true;
}

bool Reader::take_month(unsigned number) {
    const bool may_be_weekday = is_weekday(peek(0).text);
    if (month_ != 0 && !month_may_be_weekday_ && !may_be_weekday) return false;
    if (month_ == 0 || month_may_be_weekday_) {
        month_ = number;
        month_may_be_weekday_ = may_be_weekday;
    }
    ++at_;
    return true;
}

/// "Europe/Paris", "America/Argentina/Buenos_Aires". One that the table lacks counts as UTC.
bool Reader::region() {
    const char* begin = peek(0).text.data();
    std::size_t size = 3;
    while (joined(size, '/') && peek(size + 1).kind == Token::Kind::word) size += 2;
    const auto& end = peek(size - 1).text;
    const std::string_view name(begin, static_cast<std::size_t>(end.data() + end.size() - begin));
    at_ += size;
    // The signs of "Etc/GMT+5" are the other way round.
    if (joined(0, '+') || joined(0, '-')) return false;
    if (!named_zone_) named_zone_ = zone(name).value_or(Zone{});
    return true;
}

bool Reader::mark() {
    const bool sign = peek(0).is('+') || peek(0).is('-');
    if (sign && at_ == 0) return false;
    if (sign && joined_number(1) && (peek(0).is('+') || clock_ || numeric_)) return zone_offset();
    // Commas, dots, dashes and slashes between the parts.
    ++at_;
    return true;
}

/// "+0100", "+01:00", "+01", "-5".
bool Reader::zone_offset() {
    if (offset_) return false;
    const bool west = peek(0).is('-');
    const std::uint64_t value = peek(1).value;
    const std::size_t digits = peek(1).digits();
    at_ += 2;
    std::uint64_t hours = value;
    std::uint64_t rest = 0;
    if (digits == 3 || digits == 4) {
        hours = value / 100;
        rest = value % 100;
    } else if (digits <= 2 && joined(0, ':') && joined_number(1) && peek(1).digits() == 2) {
        rest = peek(1).value;
        at_ += 2;
    }
    // The easternmost clocks are at +14:00.
    if (digits > 4 || hours > 14 || rest > 59) return false;
    const minutes east{static_cast<int>(hours * 60 + rest)};
    offset_ = west ? -east : east;
    return true;
}

std::size_t Reader::meridiem_at(std::size_t at, char& letter) const {
    const Token& first = tokens_[at];
    if (first.kind != Token::Kind::word) return 0;
    letter = first.text.front();
    if (first.text == "am" || first.text == "pm") return 1;
    const bool dotted = (first.text == "a" || first.text == "p") && tokens_[at + 1].is('.') &&
                        tokens_[at + 2].text == "m";
    return dotted ? 3 : 0;
}

std::optional<Seconds> Reader::of_day() const {
    using namespace std::chrono_literals;
    if (!clock_) return Seconds{0};
    if (meridiem_ == 0) return clock_;
    // "19:48 PM" is plain enough, "19:48 AM" is not.
    if (*clock_ >= 13h) return meridiem_ == 'p' ? clock_ : std::nullopt;
    const Seconds twelve = *clock_ >= 12h ? *clock_ - 12h : *clock_;
    return meridiem_ == 'p' ? twelve + 12h : twelve;
}

std::optional<year_month_day> Reader::date() const {
    if (numeric_ && month_ == 0 && number_count_ == 0) return from_numbers();
    if (!numeric_ && month_ != 0) return from_month_name();
    // "2004": a year alone.
    const bool year_alone = !numeric_ && number_count_ == 1 && numbers_[0].digits() == 4 && !clock_;
    return year_alone ? date_of(year_of(numbers_[0]), 1, 1) : std::nullopt;
}

/// Which of two numbers is the month: never one above 12; else the second, unless the text speaks
/// American (a 12-hour clock or a zone of the United States) and separates by "/".
std::optional<year_month_day> Reader::from_numbers() const {
    const int year = year_of(numeric_->year);
    std::uint64_t month = numeric_->second.value;
    std::uint64_t day = numeric_->first.value;
    const bool american =
        numeric_->separator == '/' && (meridiem_ != 0 || (named_zone_ && named_zone_->american));
    if (numeric_->year_first || month > 12 || (american && day <= 12)) std::swap(month, day);
    return date_of(year, month, day);
}

std::optional<year_month_day> Reader::from_month_name() const {
    if (number_count_ == 1) {
        const bool year_and_month = numbers_[0].digits() == 4 && !clock_;
        return year_and_month ? date_of(year_of(numbers_[0]), month_, 1) : std::nullopt;
    }
    if (number_count_ != 2) return std::nullopt;
    Token day = numbers_[0];
    Token year = numbers_[1];
    if (can_only_be_year(day)) std::swap(day, year);
    if (can_only_be_year(day)) return std::nullopt;
    return date_of(year_of(year), month_, day.value);
}

}  // namespace weir::dates
