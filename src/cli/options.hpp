#pragma once

#include "cli/verbs.hpp"

#include <string>
#include <vector>

namespace weir::cli {

/// An option as help, manual and shell completion show it.
struct Option {
    std::vector<std::string> names;  ///< "-c", "--config".
    std::string value;               ///< "FILE"; empty when it takes none.
    std::string meaning;
    std::vector<std::string> choices;  ///< All that `value` may be; empty: anything.

    [[nodiscard]] std::string text() const;  ///< "-c, --config FILE"
};

/// What a verb takes, the common ones last.
[[nodiscard]] std::vector<Option> options_of(const Verb& verb);
/// What every verb takes.
[[nodiscard]] std::vector<Option> common_options();

}  // namespace weir::cli
