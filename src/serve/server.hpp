#pragma once

#include "serve/http.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace spdlog {
class logger;
}

namespace weir::serve {

struct ServerOptions {
    std::size_t max_header = 16 * 1024;
    std::size_t max_body = 10'000'000;
    Seconds read_timeout{15};  ///< For a whole request.
    Seconds idle_timeout{60};  ///< Between requests of a connection.
    Seconds write_timeout{60};
    std::size_t max_connections = 20'000;
};

/// A request that was answered, for those who count.
struct Answered {
    std::string_view path;
    int status = 0;
    std::chrono::microseconds took{0};  ///< From the whole request to the whole response, sent.
};

struct ServerCounts {
    std::uint64_t requests = 0, connections = 0, rejected = 0, bytes = 0;
    std::size_t open = 0;
};

/// HTTP/1.1 over TCP or a Unix socket (Beast). Loop thread only.
class Server {
public:
    Server(boost::asio::any_io_executor executor, ServerOptions options, Handler handler,
           std::shared_ptr<spdlog::logger> log);
    ~Server();
    /// "127.0.0.1:7878", "[::1]:0", "unix:/run/weir/http.sock". Binds at once; throws
    /// std::runtime_error with one line ("cannot listen on ...: address already in use").
    void listen(const std::string& endpoint);
    void adopt(int fd);  ///< A listening socket handed over by systemd.
    /// "127.0.0.1:7878" with the port really bound; one per listener.
    [[nodiscard]] std::vector<std::string> endpoints() const;
    void start();
    /// Called after each answer to a request that reached the handler.
    void on_answer(std::function<void(const Answered&)> callback);
    void stop_accepting();
    boost::asio::awaitable<void> drain(
        Seconds at_most);  ///< Open responses finish, then all close.
    [[nodiscard]] ServerCounts counts() const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace weir::serve
