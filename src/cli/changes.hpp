#pragma once

#include "cli/terminal.hpp"

#include <string>
#include <string_view>

namespace weir::cli {

/// The lines of `after` in which something differs from `before`, one a line: what went stands in
/// [-brackets-], what came in {+braces+}, as wdiff(1) writes it, with colours besides.
[[nodiscard]] std::string changed_lines(std::string_view before, std::string_view after,
                                        const Screen& screen);

}  // namespace weir::cli
