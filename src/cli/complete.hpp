#pragma once

#include <span>
#include <string>
#include <vector>

namespace weir::cli {

/// What a shell may offer for the last of `words`, the command line after "weir" up to the cursor.
struct Completion {
    std::vector<std::string> candidates;  ///< Each with a TAB and what it means, where that helps.
    bool files = false;                   ///< Names of files fit, too.
};
[[nodiscard]] Completion complete(std::span<const std::string> words);

/// `weir __complete WORD...`, for the shells: a candidate a line; a line ":files" asks for names of
/// files. Says nothing when it knows nothing; always 0.
int print_completion(std::span<const std::string> words);

}  // namespace weir::cli
