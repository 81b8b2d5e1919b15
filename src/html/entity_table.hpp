#pragma once

#include <cstddef>
#include <string_view>

namespace weir::html {

struct NamedCharacters {
    std::string_view characters;  ///< UTF-8; empty when there is no such name.
    bool bare = false;            ///< The name also counts without ";".
};

/// Looks up a WHATWG named character reference; `name` without "&" and ";", case matters.
[[nodiscard]] NamedCharacters find_named(std::string_view name);

inline constexpr std::size_t longest_name = 31;       ///< CounterClockwiseContourIntegral
inline constexpr std::size_t longest_bare_name = 6;   ///< Among those that need no ";".
inline constexpr std::size_t shortest_bare_name = 2;  ///< gt, lt

}  // namespace weir::html
