#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string_view>

namespace weir::dates {

/// Reads any date form that occurs in feeds (docs/reference/dates.md). No zone means UTC. Absent
/// rather than wrong: impossible days, months, years above 9999 and words give nothing.
[[nodiscard]] std::optional<Instant> parse(std::string_view text);

/// "3723", "62:03", "1:02:03", "PT1H2M3S" as seconds (itunes:duration).
[[nodiscard]] std::optional<double> duration(std::string_view text);

/// "12", "1:02.5", "01:02:03.250" as seconds (Normal Play Time, Podlove chapters).
[[nodiscard]] std::optional<double> play_time(std::string_view text);

}  // namespace weir::dates
