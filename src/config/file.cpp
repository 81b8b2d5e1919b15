#include "config/file.hpp"

#include "config/config.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>

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

Result<std::string, std::error_code> read_stream(std::FILE* stream, std::size_t limit) {
    std::string bytes;
    std::array<char, 65'536> block;
    for (std::size_t got = 0; (got = std::fread(block.data(), 1, block.size(), stream)) > 0;) {
        bytes.append(block.data(), got);
        if (bytes.size() > limit) return fail(std::make_error_code(std::errc::file_too_large));
    }
    // Opening a directory succeeds; reading it does not.
    if (std::ferror(stream) != 0) return fail(std::error_code(errno, std::generic_category()));
    return bytes;
}

Result<std::string, std::error_code> read_file(const fs::path& path, std::size_t limit) {
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rbe"));
    if (!file) return fail(std::error_code(errno, std::generic_category()));
    return read_stream(file.get(), limit);
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
