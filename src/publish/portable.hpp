#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace weir::publish {

/// Sanitised HTML (html::sanitize) as it may stand in a feed document beside the contents of other
/// items: players become links to what they play, since readers show no frames, and the names that
/// links inside the item point at are made from the item's number, since an id that a feed repeats
/// would make them meet.
[[nodiscard]] std::string portable(std::string_view html, std::int64_t number);

/// The page that people open for an embedded player's address; the address itself when that is not
/// known.
[[nodiscard]] std::string player_page(std::string_view player);

}  // namespace weir::publish
