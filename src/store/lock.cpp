#include "store/lock.hpp"

#include "store/store.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string>
#include <unistd.h>

namespace weir::store {
namespace {

std::filesystem::path lock_path(const std::filesystem::path& store) {
    auto path = store;
    path += ".lock";
    return path;
}

// Locks of the open file description: unlike classic POSIX locks they also keep two Stores of one
// process apart, and unlike flock() they can be asked about without being taken.
struct flock whole_file() {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

int read_pid(int file) {
    std::array<char, 16> text{};
    const auto size = ::pread(file, text.data(), text.size(), 0);
    int pid = 0;
    if (size > 0) std::from_chars(text.data(), text.data() + size, pid);
    return pid;
}

Error cannot(const std::filesystem::path& path, int code) {
    return Error(fmt::format("{}: it cannot be locked: {}", path.string(), std::strerror(code)));
}

}  // namespace

WriterLock::WriterLock(const std::filesystem::path& store) {
    const auto path = lock_path(store);
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) throw cannot(path, errno);
    auto lock = whole_file();
    if (::fcntl(file_, F_OFD_SETLK, &lock) != 0) {
        const int code = errno;
        const int pid = read_pid(file_);
        ::close(file_);
        if (code != EAGAIN && code != EACCES) throw cannot(path, code);
        throw Error(fmt::format("another weir (pid {}) is writing to {}", pid, store.string()));
    }
    const auto pid = fmt::format("{}\n", ::getpid());
    const bool written = ::ftruncate(file_, 0) == 0 && ::pwrite(file_, pid.data(), pid.size(), 0) ==
                                                           static_cast<ssize_t>(pid.size());
    if (!written) {
        const int code = errno;
        ::close(file_);
        throw cannot(path, code);
    }
}

// The file stays: whoever removed it could remove the one that the next writer has just locked.
WriterLock::~WriterLock() {
    ::close(file_);
}

std::optional<int> writer_pid(const std::filesystem::path& store) {
    const int file = ::open(lock_path(store).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return std::nullopt;
    auto lock = whole_file();
    std::optional<int> pid;
    if (::fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK) pid = read_pid(file);
    ::close(file);
    return pid;
}

}  // namespace weir::store
