#include "cli/whole_file.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <unistd.h>

namespace weir::cli {

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::write(fd, bytes.data(), bytes.size());
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool put_in_place(int fd, const std::filesystem::path& aside, const std::filesystem::path& file,
                  std::string_view bytes) {
    const bool written = write_all(fd, bytes) && ::fsync(fd) == 0;
    int failed = written ? 0 : errno;
    if (::close(fd) != 0 && failed == 0) failed = errno;
    if (failed == 0 && ::rename(aside.c_str(), file.c_str()) == 0) return true;
    if (failed == 0) failed = errno;
    ::unlink(aside.c_str());
    errno = failed;
    return false;
}

}  // namespace weir::cli
