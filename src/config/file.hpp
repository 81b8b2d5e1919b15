#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>

namespace weir::config {

/// The whole file, or why it cannot be read; std::errc::file_too_large beyond `limit` bytes.
[[nodiscard]] Result<std::string, std::error_code> read_file(const std::filesystem::path& path,
                                                             std::size_t limit);
/// The rest of an open stream, likewise.
[[nodiscard]] Result<std::string, std::error_code> read_stream(std::FILE* stream,
                                                               std::size_t limit);

/// Where the store is when the file does not say: weir.db in $STATE_DIRECTORY (the first of its
/// list, systemd.exec(5)), $XDG_DATA_HOME/weir or ~/.local/share/weir; else in `folder`.
[[nodiscard]] std::filesystem::path default_store(const std::filesystem::path& folder);

}  // namespace weir::config
