#pragma once

#include <filesystem>
#include <string>

namespace weir::cli {

/// weir(1), from the tables behind `--help`.
[[nodiscard]] std::string command_manual();
/// feeds.toml(5), from the table of keys.
[[nodiscard]] std::string configuration_manual();

/// `weir __pages FOLDER`, for the build: writes weir.1, feeds.toml.5 and the shells' completions
/// (weir.bash, _weir, weir.fish). Throws std::runtime_error naming the file that it cannot write.
void write_pages(const std::filesystem::path& folder);

}  // namespace weir::cli
