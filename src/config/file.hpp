#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace weir::config {

/// The whole file; absent when it cannot be read or is longer than `limit` bytes.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& path,
                                                   std::size_t limit);

/// Where the store is when the file does not say: weir.db in $STATE_DIRECTORY (the first of its
/// list, systemd.exec(5)), $XDG_DATA_HOME/weir or ~/.local/share/weir; else in `folder`.
[[nodiscard]] std::filesystem::path default_store(const std::filesystem::path& folder);

}  // namespace weir::config
