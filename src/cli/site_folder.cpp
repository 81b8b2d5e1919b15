#include "cli/site_folder.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "cli/session.hpp"
#include "cli/whole_file.hpp"
#include "config/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <limits>
#include <optional>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace weir::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view list_name = ".weir-published";

[[noreturn]] void fail_at(const fs::path& path, const char* what) {
    const int error = errno;
    throw Failure(fmt::format("publish: cannot {} {}: {}", what, path.string(),
                              std::generic_category().message(error)));
}

/// The list lies in a folder that others may write to: it must not lead us out of it.
bool stays_inside(const std::string& path) {
    const fs::path given(path);
    return !given.empty() && given.is_relative() &&
           std::none_of(given.begin(), given.end(),
                        [](const fs::path& part) { return part == ".." || part == "."; });
}

/// Absent where there is no regular file.
std::optional<std::string> content_of(const fs::path& file) {
    struct stat about {};
    if (::lstat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return {};
    auto bytes = config::read_file(file, std::numeric_limits<std::size_t>::max());
    if (!bytes) return {};
    return std::move(*bytes);
}

bool is_there(const fs::path& file) {
    struct stat about {};
    return ::lstat(file.c_str(), &about) == 0;
}

std::string list_line(const std::string& path, const std::string& hash) {
    return fmt::format("{} {}\n", hash, path);
}

}  // namespace

SiteFolder::SiteFolder(fs::path folder) : folder_(std::move(folder)) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error)
        throw Failure(
            fmt::format("publish: cannot make {}: {}", folder_.string(), error.message()));
    lock_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock_ < 0) fail_at(folder_, "open");
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock_);
        throw Failure(
            fmt::format("publish: {}: another weir is publishing into it", folder_.string()));
    }
    read_list();
    const auto list = folder_ / list_name;
    list_ = ::open(list.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (list_ >= 0) return;
    const int failed = errno;
    ::close(lock_);
    errno = failed;
    fail_at(list, "write");
}

SiteFolder::~SiteFolder() {
    ::close(list_);
    ::close(lock_);
}

void SiteFolder::read_list() {
    std::ifstream in(folder_ / list_name, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        const auto blank = line.find(' ');
        if (blank == std::string::npos) continue;  // A line that was cut short.
        auto path = line.substr(blank + 1);
        if (stays_inside(path)) known_[std::move(path)] = line.substr(0, blank);
    }
}

/// Before the file itself, so that one cut short by a crash is ours at the next try.
void SiteFolder::note(const std::string& path, const std::string& hash) {
    if (!write_all(list_, list_line(path, hash))) fail_at(folder_ / list_name, "write");
    known_[path] = hash;
}

void SiteFolder::put(const std::string& path, const std::string& body) {
    const auto file = folder_ / path;
    const auto hash = hash128_hex(body);
    put_[path] = hash;
    const auto present = content_of(file);
    if (present && *present == body) {
        ++counts_.unchanged;
        return;
    }
    if (!known_.contains(path) && is_there(file))
        throw Failure(
            fmt::format("publish: {} was not written by weir: move it away, or publish into a "
                        "folder of its own",
                        file.string()));
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error)
        throw Failure(fmt::format("publish: cannot make {}: {}", file.parent_path().string(),
                                  error.message()));
    note(path, hash);
    write_whole(file, body);
    ++counts_.written;
}

void SiteFolder::write_whole(const fs::path& file, const std::string& body) {
    const auto aside = file.parent_path() / fmt::format(".{}.new", file.filename().string());
    ::unlink(aside.c_str());  // Left by a run that was cut short.
    const int fd =
        ::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0) fail_at(aside, "write");
    if (!put_in_place(fd, aside, file, body)) fail_at(file, "write");
    touched_.insert(file.parent_path());
}

void SiteFolder::remove(const std::string& path) {
    const auto file = folder_ / path;
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) fail_at(file, "remove");
    ++counts_.removed;
    touched_.insert(file.parent_path());
    for (auto up = fs::path(path).parent_path(); !up.empty(); up = up.parent_path())
        if (::rmdir((folder_ / up).c_str()) != 0) break;  // Something is left in it.
}

SiteFolder::Counts SiteFolder::finish(const std::function<void(const std::string& path)>& kept) {
    for (const auto& [path, hash] : known_) {
        if (put_.contains(path)) continue;
        const auto present = content_of(folder_ / path);
        if (present && hash128_hex(*present) == hash)
            remove(path);
        else if (is_there(folder_ / path))
            kept(path);
    }
    for (const auto& folder : touched_) {
        const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0) continue;  // It went with its last file.
        ::fsync(fd);
        ::close(fd);
    }
    std::string list;
    for (const auto& [path, hash] : put_) list += list_line(path, hash);
    if (content_of(folder_ / list_name) != list) write_whole(folder_ / list_name, list);
    return counts_;
}

}  // namespace weir::cli
