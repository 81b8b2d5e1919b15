#include "config/file.hpp"

#include "config/config.hpp"

#include <cstdlib>
#include <fstream>

namespace weir::config {
namespace {

namespace fs = std::filesystem;

/// Absent when unset or empty: XDG treats both alike.
std::optional<std::string> environment(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

}  // namespace

std::optional<std::string> read_file(const fs::path& path, std::size_t limit) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return std::nullopt;
    std::string text;
    std::string block(65'536, '\0');
    while (stream) {
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.append(block, 0, static_cast<std::size_t>(stream.gcount()));
        if (text.size() > limit) return std::nullopt;
    }
    // Opening a directory succeeds; reading it does not.
    if (stream.bad() || !stream.eof()) return std::nullopt;
    return text;
}

fs::path default_store(const fs::path& folder) {
    if (const auto state = environment("STATE_DIRECTORY")) {
        return fs::path(state->substr(0, state->find(':'))) / "weir.db";
    }
    if (const auto data = environment("XDG_DATA_HOME")) return fs::path(*data) / "weir/weir.db";
    if (const auto home = environment("HOME")) return fs::path(*home) / ".local/share/weir/weir.db";
    return folder / "weir.db";
}

std::optional<fs::path> find(const std::string& option) {
    if (!option.empty()) return fs::path(option);
    if (const auto named = environment("WEIR_CONFIG")) return fs::path(*named);
    if (is_there("feeds.toml")) return fs::path("feeds.toml");
    fs::path personal;
    if (const auto config = environment("XDG_CONFIG_HOME")) {
        personal = *config;
    } else if (const auto home = environment("HOME")) {
        personal = fs::path(*home) / ".config";
    }
    if (!personal.empty() && is_there(personal / "weir/feeds.toml"))
        return personal / "weir/feeds.toml";
    if (is_there("/etc/weir/feeds.toml")) return fs::path("/etc/weir/feeds.toml");
    return std::nullopt;
}

}  // namespace weir::config
