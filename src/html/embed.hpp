#pragma once

#include <string>
#include <string_view>

namespace weir::html {

/// The URL under which a frame of `url` (a safe_url) may be shown, when its host is one of the
/// known players: https, YouTube in its variant without cookies. Empty for all others.
[[nodiscard]] std::string player_url(std::string_view url);

}  // namespace weir::html
