#pragma once

#include "app/fetch_jobs.hpp"
#include "serve/http.hpp"
#include "store/store.hpp"

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace weir::app {

/// Where a running daemon takes orders from the command line: a Unix socket beside the store.
[[nodiscard]] std::filesystem::path control_socket(const std::filesystem::path& store);

/// The orders: HTTP with JSON bodies over the control socket, for the command line of the same
/// machine (docs/reference/control.md). Loop thread only.
class Control {
public:
    struct Services {
        poll::Engine& engine;
        store::Store& store;
        const Clock& clock;
        std::function<void()> store_changed;
        std::function<std::vector<std::string>()> endpoints;
        /// Reloads; the problems, one line each, when the configuration was refused.
        std::function<boost::asio::awaitable<std::vector<std::string>>()> reload;
    };
    explicit Control(Services services);

    boost::asio::awaitable<serve::Reply> answer(serve::HttpRequest request);
    void take(const poll::Outcome& outcome) { jobs_.take(outcome); }

private:
    boost::asio::awaitable<serve::Reply> fetch(std::string body);
    boost::asio::awaitable<serve::Reply> mark(std::string body);
    boost::asio::awaitable<serve::Reply> prune();
    boost::asio::awaitable<serve::Reply> reload();
    [[nodiscard]] serve::Reply ping() const;
    [[nodiscard]] serve::Reply progress(const serve::HttpRequest& request) const;

    Services services_;
    FetchJobs jobs_;
};

}  // namespace weir::app
