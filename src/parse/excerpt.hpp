#pragma once

#include <string>
#include <string_view>

namespace weir::parse {

/// What a notice shows of a document's text: one line of at most 80 characters.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace weir::parse
