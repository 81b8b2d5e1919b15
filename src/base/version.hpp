#pragma once

#include <string_view>

namespace weir {

/// "0.1.0": the project version of CMakeLists.txt.
inline constexpr std::string_view version = WEIR_VERSION;

}  // namespace weir
