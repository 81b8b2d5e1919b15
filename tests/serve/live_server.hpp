#pragma once

#include "serve/server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_future.hpp>
#include <spdlog/logger.h>
#include <spdlog/sinks/null_sink.h>

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <future>
#include <memory>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace weir::test {

/// A Server on a loop of its own thread. The server's members are called on that thread.
class LiveServer {
public:
    /// What `call` returns for the server, on its thread.
    template <class Call>
    auto on_loop(Call call) {
        using Value = decltype(call(*server_));
        auto task = std::make_shared<std::packaged_task<Value()>>(
            [this, call = std::move(call)] { return call(*server_); });
        boost::asio::post(context_, [task] { (*task)(); });
        return task->get_future().get();
    }
    explicit LiveServer(serve::Handler handler, serve::ServerOptions options = {},
                        const std::string& endpoint = "127.0.0.1:0")
        : server_(std::make_unique<serve::Server>(
              context_.get_executor(), options, std::move(handler),
              std::make_shared<spdlog::logger>("test",
                                               std::make_shared<spdlog::sinks::null_sink_mt>()))) {
        if (!endpoint.empty()) server_->listen(endpoint);
        thread_ = std::thread([this] { context_.run(); });
        on_loop([](serve::Server& server) { server.start(); });
    }
    ~LiveServer() {
        boost::asio::post(context_, [this] { server_.reset(); });
        work_.reset();
        thread_.join();
    }

    std::future<void> drain(Seconds at_most) {
        return boost::asio::co_spawn(context_, server_->drain(at_most), boost::asio::use_future);
    }
    [[nodiscard]] std::string endpoint() {
        return on_loop([](serve::Server& server) { return server.endpoints().at(0); });
    }
    [[nodiscard]] serve::ServerCounts counts() {
        return on_loop([](serve::Server& server) { return server.counts(); });
    }

private:
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        context_.get_executor()};
    std::unique_ptr<serve::Server> server_;
    std::thread thread_;
};

/// One answer as a client sees it.
struct Answer {
    int status = 0;  ///< 0: the server closed instead of answering.
    std::string head;
    std::string body;

    /// Value of a header in the spelling that the server uses; empty when it is absent.
    [[nodiscard]] std::string header(std::string_view name) const {
        const std::string mark = "\r\n" + std::string{name} + ": ";
        const std::size_t at = head.find(mark);
        if (at == std::string::npos) return {};
        const std::size_t begin = at + mark.size();
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
};

/// A client that sends raw bytes. Waits at most ten seconds for anything.
class Client {
public:
    explicit Client(const std::string& endpoint) {
        if (endpoint.starts_with("unix:")) {
            sockaddr_un address{};
            address.sun_family = AF_UNIX;
            endpoint.copy(address.sun_path, sizeof address.sun_path - 1, 5);
            connect(address, AF_UNIX);
        } else {
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            const auto port = std::stoi(endpoint.substr(endpoint.rfind(':') + 1));
            address.sin_port = htons(static_cast<std::uint16_t>(port));
            connect(address, AF_INET);
        }
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { ::close(fd_); }

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;  // The server had enough; what it said can still be read.
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void shut_down() { ::shutdown(fd_, SHUT_WR); }

    /// The next answer; `to_head` when it answers a HEAD.
    Answer read(bool to_head = false) {
        Answer answer;
        std::size_t end = 0;
        while ((end = bytes_.find("\r\n\r\n")) == std::string::npos)
            if (!receive()) return answer;
        answer.head = bytes_.substr(0, end + 4);
        bytes_.erase(0, end + 4);
        answer.status = std::stoi(answer.head.substr(9, 3));
        const std::string length = answer.header("Content-Length");
        const std::size_t size = length.empty() || to_head ? 0 : std::stoul(length);
        while (bytes_.size() < size)
            if (!receive()) throw std::runtime_error("the body was cut short");
        answer.body = bytes_.substr(0, size);
        bytes_.erase(0, size);
        return answer;
    }
    Answer ask(std::string_view bytes, bool to_head = false) {
        send(bytes);
        return read(to_head);
    }
    /// Whether the server closes (or has closed) the connection without a further byte.
    [[nodiscard]] bool closed() { return bytes_.empty() && !receive(); }

private:
    template <class Address>
    void connect(const Address& address, int family) {
        fd_ = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const timeval limit{10, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error(std::string{"connect: "} + std::strerror(errno));
    }
    /// False at the end of the stream. Throws when the server stays silent.
    bool receive() {
        char buffer[65536];
        const ssize_t count = ::recv(fd_, buffer, sizeof buffer, 0);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            throw std::runtime_error("the server neither answers nor closes");
        if (count <= 0) return false;
        bytes_.append(buffer, static_cast<std::size_t>(count));
        return true;
    }

    int fd_ = -1;
    std::string bytes_;
};

}  // namespace weir::test
