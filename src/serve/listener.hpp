#pragma once

#include <memory>
#include <string>
#include <vector>

namespace weir::serve {

/// A listening stream socket: bound by us, or handed over by whoever started us. Non-blocking,
/// closed on exec. Owns the descriptor, and the socket file that it made.
class Listener {
public:
    /// Binds "HOST:PORT", "[IPv6]:PORT" (port 0: a free one) or "unix:PATH"; a host name gives a
    /// listener for each of its addresses. A socket file that nobody answers on is replaced; the
    /// new one has mode 0660. Throws std::runtime_error with one line that names the endpoint, what
    /// is wrong and what to do.
    [[nodiscard]] static std::vector<Listener> bind(const std::string& endpoint);
    /// Throws std::runtime_error when `fd` is no listening stream socket; then it stays the
    /// caller's.
    [[nodiscard]] static Listener adopt(int fd);

    Listener(Listener&& other) noexcept;
    Listener& operator=(Listener&&) = delete;
    ~Listener();  ///< Closes, and removes its socket file unless another has taken the place.

    [[nodiscard]] int fd() const { return fd_; }
    /// "127.0.0.1:7878" with the port really bound, "[::1]:80", "unix:PATH".
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    struct File;
    Listener(int fd, std::string name, std::unique_ptr<File> file);
    static Listener bind_unix(const std::string& endpoint);

    int fd_;
    std::string name_;
    std::unique_ptr<File> file_;  ///< Null for TCP and adopted sockets.
};

}  // namespace weir::serve
