#pragma once

#include "cli/arguments.hpp"
#include "config/config.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace weir::cli {

/// feeds.toml as it is being edited: read whole, written whole, and only when the result loads.
class ConfigFile {
public:
    /// Throws Failure when it cannot be read or does not load as it is.
    explicit ConfigFile(const Arguments& arguments);

    [[nodiscard]] const config::Config& config() const { return *config_; }
    [[nodiscard]] const std::string& text() const { return text_; }

    /// Checks `text`, puts it in the file's place (the old file or the new one is there at any
    /// moment) and has a running daemon read it. Throws Failure; then the file is as it was.
    void replace(const std::string& text);

private:
    std::filesystem::path path_;
    std::shared_ptr<const config::Config> config_;
    std::string text_;
};

}  // namespace weir::cli
