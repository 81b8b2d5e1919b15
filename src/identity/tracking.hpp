#pragma once

#include <string_view>

namespace weir::identity {

/// True when a query parameter ("name=value", as written) of a URL on `host` (lower case) only says
/// who followed the link, or from where.
[[nodiscard]] bool is_tracking(std::string_view parameter, std::string_view host);

/// True when a parameter changes from one download of a document to the next and names nothing:
/// view counters, cache busters, signatures of signed URLs.
[[nodiscard]] bool is_volatile(std::string_view parameter);

}  // namespace weir::identity
