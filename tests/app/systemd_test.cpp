// The service manager's side of sd_notify, played by the test.
#include "app/daemon_support.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <csignal>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace weir::test;
using namespace std::chrono_literals;

namespace {

/// A NOTIFY_SOCKET that remembers what it was told.
class NotifySocket {
public:
    explicit NotifySocket(std::string path) : path_(std::move(path)) {
        fd_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
        if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("bind " + path_);
    }
    ~NotifySocket() { ::close(fd_); }
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

    /// Position after `word` in all that was said so far, from `from` on; waits for it.
    [[nodiscard]] std::size_t said(const std::string& word, std::size_t from = 0) {
        std::size_t at = std::string::npos;
        (void)eventually(
            [&] {
                std::array<char, 4096> buffer;
                for (ssize_t got = 0; (got = ::recv(fd_, buffer.data(), buffer.size(), 0)) > 0;)
                    all_.append(buffer.data(), static_cast<std::size_t>(got)).append("\n");
                at = all_.find(word, from);
                return at != std::string::npos;
            },
            10s);
        return at == std::string::npos ? at : at + word.size();
    }

private:
    std::string path_;
    std::string all_;
    int fd_ = -1;
};

}  // namespace

TEST_CASE("systemd is told of readiness, reloads, liveness and the end, in order", "[app]") {
    DaemonUnderTest daemon("");
    NotifySocket systemd(daemon.dir.file("notify"));
    daemon.start({{"NOTIFY_SOCKET", systemd.path()}, {"WATCHDOG_USEC", "3000000"}});

    const auto ready = systemd.said("READY=1");
    REQUIRE(ready != std::string::npos);
    REQUIRE(daemon.serves());
    CHECK(systemd.said("WATCHDOG=1", ready) != std::string::npos);

    daemon.process->signal(SIGHUP);
    const auto reloading = systemd.said("RELOADING=1", ready);
    REQUIRE(reloading != std::string::npos);
    CHECK(systemd.said("MONOTONIC_USEC=", ready) != std::string::npos);
    const auto again = systemd.said("READY=1", reloading);
    REQUIRE(again != std::string::npos);

    daemon.process->signal(SIGTERM);
    CHECK(systemd.said("STOPPING=1", again) != std::string::npos);
    CHECK(daemon.process->wait(5s) == 0);
}

TEST_CASE("a socket that systemd hands over is served", "[app]") {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    DaemonUnderTest daemon("");
    const auto path = daemon.dir.file("http.sock");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(fd, 8) == 0);
    // LISTEN_PID must be the daemon's own, which a shell knows before it becomes the daemon.
    const auto command =
        fmt::format("exec 3<&{}; LISTEN_PID=$$ LISTEN_FDS=1 exec {} run", fd, WEIR_BINARY);
    Process process({.command = {"sh", "-c", command}, .folder = daemon.dir.path()});
    ::close(fd);
    std::string answer;
    CHECK(eventually([&] {
        const int client = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
            const std::string request =
                "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            (void)!::write(client, request.data(), request.size());
            std::array<char, 4096> buffer;
            for (ssize_t got = 0; (got = ::read(client, buffer.data(), buffer.size())) > 0;)
                answer.append(buffer.data(), static_cast<std::size_t>(got));
        }
        ::close(client);
        return answer.find("200 OK") != std::string::npos;
    }));
    process.signal(SIGTERM);
    CHECK(process.wait(5s) == 0);
}
