#pragma once

#include "base/text.hpp"

#include <cstddef>
#include <string_view>

namespace weir::parse {

/// What a name may begin with, as pugixml has it: all of XML 1.0 section 2.3 and a little more.
[[nodiscard]] constexpr bool is_name_start(char c) {
    return is_ascii_alpha(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
[[nodiscard]] constexpr bool is_name_char(char c) {
    return is_name_start(c) || is_ascii_digit(c) || c == '-' || c == '.';
}

/// Bytes of the name at the start of `text`.
[[nodiscard]] constexpr std::size_t size_of_name(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && is_name_char(text[size])) ++size;
    return size;
}

}  // namespace weir::parse
