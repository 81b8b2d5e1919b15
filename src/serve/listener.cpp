#include "serve/listener.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <netdb.h>
#include <netinet/in.h>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace weir::serve {

/// The socket file that a listener made: known by its inode, so that a successor's is left alone.
struct Listener::File {
    std::string path;
    dev_t device = 0;
    ino_t inode = 0;
};

namespace {

constexpr std::string_view unix_prefix = "unix:";
constexpr int stream_socket = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;

/// Closes its descriptor unless released.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] int release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

std::string lower_first(std::string text) {
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

[[noreturn]] void refuse(const std::string& endpoint, std::string_view why) {
    throw std::runtime_error(fmt::format("cannot listen on {}: {}", endpoint, why));
}

[[noreturn]] void refuse_errno(const std::string& endpoint, int error) {
    std::string why = lower_first(std::generic_category().message(error));
    switch (error) {
        case EADDRINUSE:
            why += "; end the program that uses it or choose another [server] listen";
            break;
        case EACCES:
            why +=
                "; choose a port above 1023 or a folder that we may write to, or let systemd "
                "hand the socket over";
            break;
        case EADDRNOTAVAIL:
            why += "; it is no address of this machine";
            break;
        case ENOENT:
            why += "; create the folder first";
            break;
        default:
            break;
    }
    refuse(endpoint, why);
}

struct HostPort {
    std::string host;
    std::string port;
};

/// "127.0.0.1:80", "[::1]:80", "localhost:80"; absent for anything else.
std::optional<HostPort> read_host_port(const std::string& endpoint) {
    const std::size_t colon = endpoint.rfind(':');
    if (colon == std::string::npos || colon == 0) return std::nullopt;
    HostPort parts{endpoint.substr(0, colon), endpoint.substr(colon + 1)};
    if (parts.port.empty() || parts.port.size() > 5 ||
        parts.port.find_first_not_of("0123456789") != std::string::npos ||
        std::stoul(parts.port) > 65535)
        return std::nullopt;
    if (parts.host.starts_with('[') && parts.host.ends_with(']'))
        parts.host = parts.host.substr(1, parts.host.size() - 2);
    else if (parts.host.find(':') != std::string::npos)
        return std::nullopt;  // "::1:80": where the address ends is a guess.
    return parts;
}

/// What a socket is bound to, as people write it.
std::string bound_name(int fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
    if (address.ss_family == AF_UNIX) {
        const auto& unix_address = reinterpret_cast<const sockaddr_un&>(address);
        const std::size_t length = size - offsetof(sockaddr_un, sun_path);
        std::string path(unix_address.sun_path, length);
        if (path.starts_with('\0')) path[0] = '@';  // An abstract name, as ss(8) shows it.
        return std::string{unix_prefix} + path.substr(0, path.find('\0'));
    }
    char host[NI_MAXHOST];
    char port[NI_MAXSERV];
    if (::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, host, sizeof host, port,
                      sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return {};
    const bool is_ipv6 = address.ss_family == AF_INET6;
    return is_ipv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

/// The descriptor of a bound and listening TCP socket, or -1 with errno set.
int listen_tcp(const addrinfo& address) {
    Descriptor socket{::socket(address.ai_family, stream_socket, 0)};
    if (socket.get() < 0) return -1;
    // A restart must not wait for the connections of the previous run to leave TIME_WAIT.
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.get(), address.ai_addr, address.ai_addrlen) != 0) return -1;
    if (::listen(socket.get(), SOMAXCONN) != 0) return -1;
    return socket.release();
}

/// A Unix address; a path that does not fit goes through the descriptor of its folder.
struct UnixAddress {
    explicit UnixAddress(const std::string& path) : folder(-1) {
        value.sun_family = AF_UNIX;
        std::string name = path;
        if (name.size() >= sizeof value.sun_path) {
            const std::filesystem::path whole{path};
            folder = ::open(whole.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
            if (folder >= 0)
                name = fmt::format("/proc/self/fd/{}/{}", folder, whole.filename().string());
        }
        fits = name.size() < sizeof value.sun_path;
        if (fits) std::memcpy(value.sun_path, name.c_str(), name.size() + 1);
    }
    UnixAddress(const UnixAddress&) = delete;
    UnixAddress& operator=(const UnixAddress&) = delete;
    ~UnixAddress() {
        if (folder >= 0) ::close(folder);
    }
    [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&value); }

    sockaddr_un value{};
    int folder;
    bool fits = false;
};

/// Removes the socket file of a server that ended without doing so. Refuses when one answers, or
/// when something that is no socket is in the way.
void remove_stale(const std::string& endpoint, const std::string& path,
                  const UnixAddress& address) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return;
    if (!S_ISSOCK(status.st_mode)) refuse(endpoint, "a file that is no socket is in the way");
    const Descriptor probe{::socket(AF_UNIX, stream_socket, 0)};
    if (::connect(probe.get(), address.get(), sizeof address.value) == 0 || errno == EAGAIN)
        refuse(endpoint, "another program answers there; end it or choose another [server] listen");
    if (errno == ECONNREFUSED) ::unlink(path.c_str());
}

}  // namespace

Listener::Listener(int fd, std::string name, std::unique_ptr<File> file)
    : fd_(fd), name_(std::move(name)), file_(std::move(file)) {}

Listener::Listener(Listener&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      name_(std::move(other.name_)),
      file_(std::move(other.file_)) {}

Listener::~Listener() {
    if (fd_ < 0) return;
    ::close(fd_);
    struct stat status {};
    if (file_ && ::lstat(file_->path.c_str(), &status) == 0 && status.st_dev == file_->device &&
        status.st_ino == file_->inode)
        ::unlink(file_->path.c_str());
}

std::vector<Listener> Listener::bind(const std::string& endpoint) {
    std::vector<Listener> listeners;
    if (endpoint.starts_with(unix_prefix)) {
        listeners.push_back(bind_unix(endpoint));
        return listeners;
    }
    const std::optional<HostPort> parts = read_host_port(endpoint);
    if (!parts) refuse(endpoint, R"(want "HOST:PORT", "[IPv6]:PORT" or "unix:PATH")");

    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int code = ::getaddrinfo(parts->host.c_str(), parts->port.c_str(), &hints, &found);
    if (code != 0) refuse(endpoint, lower_first(::gai_strerror(code)));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses{found, &::freeaddrinfo};

    int error = 0;
    for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
        const int fd = listen_tcp(*address);
        if (fd >= 0) {
            listeners.push_back(Listener{fd, bound_name(fd), nullptr});
            continue;
        }
        error = errno;
        // "localhost" names ::1 even where IPv6 is off; the other address serves then.
        if (error != EADDRNOTAVAIL && error != EAFNOSUPPORT) refuse_errno(endpoint, error);
    }
    if (listeners.empty()) refuse_errno(endpoint, error);
    return listeners;
}

Listener Listener::bind_unix(const std::string& endpoint) {
    auto file = std::make_unique<File>();
    file->path = endpoint.substr(unix_prefix.size());
    if (file->path.empty()) refuse(endpoint, "the path of the socket is missing");
    const UnixAddress address{file->path};
    if (!address.fits)
        refuse(endpoint, "the file name is too long for a socket, or its folder does not exist");

    remove_stale(endpoint, file->path, address);
    Descriptor socket{::socket(AF_UNIX, stream_socket, 0)};
    if (socket.get() < 0) refuse_errno(endpoint, errno);
    if (::bind(socket.get(), address.get(), sizeof address.value) != 0)
        refuse_errno(endpoint, errno);
    struct stat status {};
    ::lstat(file->path.c_str(), &status);
    file->device = status.st_dev;
    file->inode = status.st_ino;
    Listener listener{socket.release(), endpoint, std::move(file)};
    // Owner and group (a reverse proxy's); before listen(), so that nobody slips in.
    if (::chmod(listener.file_->path.c_str(), 0660) != 0 || ::listen(listener.fd_, SOMAXCONN) != 0)
        refuse_errno(endpoint, errno);
    return listener;
}

Listener Listener::adopt(int fd) {
    int listens = 0, type = 0;
    socklen_t size = sizeof listens;
    const bool is_socket = ::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0;
    size = sizeof type;
    if (!is_socket || listens == 0 || ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) != 0 ||
        type != SOCK_STREAM)
        throw std::runtime_error(fmt::format(
            "cannot listen on descriptor {}: it is no listening stream socket; check ListenStream= "
            "in the socket unit",
            fd));
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    return Listener{fd, bound_name(fd), nullptr};
}

}  // namespace weir::serve
