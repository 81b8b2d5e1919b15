#pragma once

#include "base/instant.hpp"
#include "model/subscription.hpp"

#include <optional>
#include <string_view>
#include <vector>

/// What the headers of an answer say about time.
namespace weir::fetch {

/// First value of a header, its name in any case; absent when there is none.
[[nodiscard]] std::optional<std::string_view> find_header(const std::vector<Header>& headers,
                                                          std::string_view name);

/// How long the answer stays fresh in a private cache (RFC 9111 sections 4.2 and 5): max-age - Age,
/// else Expires - Date; zero for no-cache, no-store and dates that cannot be read; absent when it
/// says nothing. `received` stands in for a missing Date.
[[nodiscard]] std::optional<Seconds> freshness(const std::vector<Header>& headers,
                                               Instant received);

/// Retry-After (RFC 9110 section 10.2.3), seconds or date, the latter less the answer's Date;
/// never negative. Absent when it is missing or unreadable.
[[nodiscard]] std::optional<Seconds> retry_after(const std::vector<Header>& headers,
                                                 Instant received);

}  // namespace weir::fetch
