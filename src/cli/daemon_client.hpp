#pragma once

#include <boost/json/fwd.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace weir::cli {

/// A running daemon, reached over its control socket.
class DaemonClient {
public:
    /// Absent when no daemon answers at the store's socket.
    [[nodiscard]] static std::optional<DaemonClient> find(const std::filesystem::path& store);

    [[nodiscard]] int pid() const { return pid_; }
    /// Sends an order and returns the answer; throws Failure with the daemon's own words when it
    /// refuses, or when it has gone away.
    boost::json::object get(const std::string& path);
    boost::json::object post(const std::string& path, const boost::json::object& body);

    DaemonClient(DaemonClient&&) noexcept;
    DaemonClient& operator=(DaemonClient&&) noexcept;
    ~DaemonClient();

private:
    struct Connection;
    explicit DaemonClient(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> connection_;
    int pid_ = 0;
};

}  // namespace weir::cli
