#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace weir::dates {

/// When clocks are put forward by an hour.
enum class Daylight { never, europe, america, australia, new_zealand };

struct Zone {
    std::chrono::minutes offset{0};  ///< East of UTC, standard time.
    Daylight daylight = Daylight::never;
    bool american = false;  ///< Of a country that writes the month before the day.
};

/// A zone by its abbreviation ("est", "cest") or region ("europe/paris"), in lower case. Where an
/// abbreviation has several meanings, RFC 822 section 5.1 rules, then the more usual one.
[[nodiscard]] std::optional<Zone> zone(std::string_view name);

/// The offset from UTC when clocks in `zone` show `local`; the earlier of two in the hour that
/// comes twice.
[[nodiscard]] std::chrono::minutes offset_at(const Zone& zone, std::chrono::local_seconds local);

}  // namespace weir::dates
