#pragma once

#include <filesystem>
#include <string_view>

namespace weir::cli {

/// Writes all of `bytes`. False and errno when that is not possible.
[[nodiscard]] bool write_all(int fd, std::string_view bytes);

/// Ends the writing of a file beside the one it is to replace: `fd`, open at `aside`, gets `bytes`,
/// is synced and closed, and takes the place of `file` in one step. False and errno when any of it
/// fails; then `aside` is gone and `file` as it was.
[[nodiscard]] bool put_in_place(int fd, const std::filesystem::path& aside,
                                const std::filesystem::path& file, std::string_view bytes);

}  // namespace weir::cli
