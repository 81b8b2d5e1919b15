#pragma once

#include <string_view>

/// What the shells load. Each asks `weir __complete` and knows no verb itself.
namespace weir::cli {

extern const std::string_view bash_completion;
extern const std::string_view zsh_completion;
extern const std::string_view fish_completion;

}  // namespace weir::cli
