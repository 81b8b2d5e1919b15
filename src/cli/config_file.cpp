#include "cli/config_file.hpp"

#include "cli/daemon_client.hpp"
#include "cli/session.hpp"
#include "cli/whole_file.hpp"
#include "config/file.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace weir::cli {
namespace {

std::string read_text(const std::filesystem::path& path) {
    auto text = config::read_file(path, std::numeric_limits<std::size_t>::max());
    if (!text)
        throw Failure(fmt::format("cannot read {}: {}", path.string(), text.error().message()));
    return std::move(*text);
}

[[noreturn]] void cannot_write(const std::filesystem::path& path) {
    throw Failure(
        fmt::format("cannot write {}: {}", path.string(), std::generic_category().message(errno)));
}

/// Writes a file beside `path` and renames it into its place.
void write_in_place(const std::filesystem::path& path, const std::string& text) {
    // A link is followed: what it points at is replaced, not the link.
    const auto target = std::filesystem::canonical(path);
    auto pattern = target.string() + ".XXXXXX";
    const int fd = ::mkstemp(pattern.data());
    if (fd < 0) cannot_write(target);
    struct stat old {};
    if (::stat(target.c_str(), &old) != 0 || ::fchmod(fd, old.st_mode & 07777U) != 0) {
        const int error = errno;
        ::close(fd);
        ::unlink(pattern.c_str());
        errno = error;
        cannot_write(target);
    }
    if (!put_in_place(fd, pattern, target, text)) cannot_write(target);
}

}  // namespace

ConfigFile::ConfigFile(const Arguments& arguments)
    : path_(config_path(arguments)), config_(load_config(arguments)), text_(read_text(path_)) {}

void ConfigFile::replace(const std::string& text) {
    const auto folder = std::filesystem::absolute(path_).parent_path();
    const auto loaded = config::read(text, path_.string(), folder, system_now());
    if (!loaded)
        throw Failure(fmt::format("the change would break the configuration: {}",
                                  config::to_string(loaded.error().front())));
    write_in_place(path_, text);
    text_ = text;
    if (auto daemon = DaemonClient::find(config_->store)) (void)daemon->post("/reload", {});
}

}  // namespace weir::cli
