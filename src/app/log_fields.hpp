#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weir::app {

/// One `key=value` of a log line.
struct LogField {
    std::string name;
    std::string value;  ///< Without its quotes.

    bool operator==(const LogField&) const = default;
};

/// The fields of a line as weir writes them: words, then `key=value`, `key="with blanks"`. A value
/// in quotes may hold quotes: it ends where another key follows, or with the line.
[[nodiscard]] std::vector<LogField> fields_of(std::string_view line);

/// What makes a line one of many alike: its words before the first field, and its reason.
[[nodiscard]] std::string kind_of(std::string_view line);

}  // namespace weir::app
