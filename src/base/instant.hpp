#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

/// Wall clock, UTC, whole seconds: what is stored and shown.
using Instant = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

/// "2026-11-24T05:06:07Z" (RFC 3339).
[[nodiscard]] std::string rfc3339(Instant at);

/// "Tue, 24 Nov 2026 05:06:07 GMT": RFC 822 as RSS wants it, and the IMF-fixdate of RFC 9110
/// section 5.6.7.
[[nodiscard]] std::string http_date(Instant at);

/// Reads the three date forms of RFC 9110 section 5.6.7 (IMF-fixdate, RFC 850, asctime).
/// Absent when the text is none of them.
[[nodiscard]] std::optional<Instant> from_http_date(std::string_view text);

/// Reads RFC 3339 with a zone ("2026-11-24T05:06:07.5+01:00") or a plain day ("2026-11-24",
/// midnight UTC). Strict; the dates room reads what feeds really hold.
[[nodiscard]] std::optional<Instant> from_rfc3339(std::string_view text);

/// The system clock, cut to whole seconds. Called by doors and the program only: pure rooms get
/// `now` as an argument.
[[nodiscard]] Instant system_now();

/// "90s", "15m", "6h", "30d", "2w" as seconds. Absent for anything else and on overflow.
[[nodiscard]] std::optional<Seconds> parse_duration(std::string_view text);

/// "90s", "15m", "6h", "30d": the largest unit that divides it.
[[nodiscard]] std::string format_duration(Seconds duration);

}  // namespace weir
