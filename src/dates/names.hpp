#pragma once

#include <string_view>

/// Names of months and days in English, German, French, Italian, Spanish and Russian. Words are
/// folded as Tokens folds them.
namespace weir::dates {

/// 1 to 12 for a month's name or its abbreviation of three letters or more; 0 for other words and
/// for abbreviations of two months ("jui").
[[nodiscard]] unsigned month(std::string_view word);

/// A day of the week, full or abbreviated to two letters or more. Which one is never asked: feeds
/// often name the wrong one.
[[nodiscard]] bool is_weekday(std::string_view word);

/// Words that stand in dates and say nothing: "at", "de", "um", "Uhr", the "th" of "4th".
[[nodiscard]] bool is_filler(std::string_view word);

}  // namespace weir::dates
