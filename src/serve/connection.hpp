#pragma once

#include "serve/http.hpp"
#include "serve/server.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace weir::serve {

/// What the connections of a server have in common. Outlives them all; loop thread only.
struct Service {
    ServerOptions options;
    Handler handler;
    std::shared_ptr<spdlog::logger> log;
    std::function<void(const Answered&)> answered;  ///< Empty: nobody counts.
    ServerCounts counts;
    bool draining = false;  ///< Answer what is under way, then close.
};

/// One client: requests in, responses out, one after the other. Loop thread only.
class Connection {
public:
    using Time = std::chrono::steady_clock::time_point;

    virtual ~Connection() = default;
    /// Cuts off a client that is over its time.
    virtual void expire(Time now) = 0;
    /// Closes when no request is under way; else after its response.
    virtual void wind_up() = 0;
    virtual void close() = 0;
};

/// Takes over the connected socket `fd`. `surplus`: answers one request with 503 and closes.
[[nodiscard]] std::shared_ptr<Connection> open_connection(boost::asio::any_io_executor executor,
                                                          std::shared_ptr<Service> service, int fd,
                                                          bool surplus);

/// Serves a connection of open_connection until either side is done with it. Ends early, without
/// an error, after close().
[[nodiscard]] boost::asio::awaitable<void> serve(std::shared_ptr<Connection> connection);

}  // namespace weir::serve
