#pragma once

#include "base/instant.hpp"
#include "dates/tokens.hpp"
#include "dates/zones.hpp"

#include <array>
#include <optional>

namespace weir::dates {

/// Reads a date of any form from its tokens: walks over them once, gathers what each can only be
/// (time, zone, numeric date, month), and decides at the end what the remaining numbers are.
class Reader {
public:
    explicit Reader(const Tokens& tokens) : tokens_(tokens) {}
    [[nodiscard]] std::optional<Instant> read();

private:
    /// A date of numbers only, as written. `year_first` leaves nothing to decide.
    struct NumericDate {
        Token first, second;
        Token year;
        char separator = '-';
        bool year_first = false;
    };

    // Each takes tokens from at_ on; false means that the text is no date.
    bool step();
    bool number();
    bool word();
    bool mark();
    bool clock();
    bool basic_clock();
    bool numeric_date();
    bool compact_date();
    bool zone_offset();
    bool region();
    bool take_month(unsigned number);
    bool take_time(std::uint64_t hour, std::uint64_t minute, std::uint64_t second);

    [[nodiscard]] std::optional<Seconds> of_day() const;
    [[nodiscard]] std::optional<std::chrono::year_month_day> date() const;
    [[nodiscard]] std::optional<std::chrono::year_month_day> from_numbers() const;
    [[nodiscard]] std::optional<std::chrono::year_month_day> from_month_name() const;
    [[nodiscard]] std::optional<Instant> unix_time() const;

    /// Number of tokens that "am", "p.m." takes from `at` on, and which it is; 0 for none.
    [[nodiscard]] std::size_t meridiem_at(std::size_t at, char& letter) const;
    [[nodiscard]] const Token& peek(std::size_t ahead) const { return tokens_[at_ + ahead]; }
    /// The token stands directly behind its predecessor and is this mark.
    [[nodiscard]] bool joined(std::size_t ahead, char mark) const {
        return !peek(ahead).spaced && peek(ahead).is(mark);
    }
    [[nodiscard]] bool joined_number(std::size_t ahead) const {
        return !peek(ahead).spaced && peek(ahead).kind == Token::Kind::number;
    }
    void skip_fraction();

    const Tokens& tokens_;
    std::size_t at_ = 0;

    std::optional<NumericDate> numeric_;
    unsigned month_ = 0;
    bool month_may_be_weekday_ = false;  ///< "mar": March, or Tuesday in three languages.
    std::array<Token, 2> numbers_{};     ///< Day and year, in the order of the text.
    std::size_t number_count_ = 0;
    std::optional<Seconds> clock_;
    char meridiem_ = 0;  ///< 'a', 'p' or none.
    std::optional<Zone> named_zone_;
    std::optional<std::chrono::minutes> offset_;
    bool after_t_ = false;  ///< A "T" stands directly before.
};

}  // namespace weir::dates
