#pragma once

#include "config/config.hpp"
#include "poll/engine.hpp"
#include "poll/job.hpp"
#include "serve/http.hpp"
#include "serve/metrics.hpp"
#include "serve/server.hpp"
#include "store/store.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace weir::app {

/// The daemon's numbers and the page that shows them, /metrics (docs/reference/metrics.md). Every
/// number is there from the start, so that rates and alerts need no first event. Loop thread only;
/// the services must outlive it.
class Meters {
public:
    struct Services {
        boost::asio::thread_pool& workers;
        poll::Engine& engine;
        std::filesystem::path store;
        std::function<std::shared_ptr<const config::Config>()> config;  ///< In force.
        std::function<serve::ServerCounts()> server;
    };
    Meters(Services services, Instant started);
    ~Meters();

    void polled(const poll::Outcome& outcome);
    void answered(const serve::Answered& answer);
    void reloaded(bool taken_over);

    /// The page. What the store is asked for is at most ten seconds old.
    boost::asio::awaitable<serve::Reply> page();

private:
    struct Handles;
    struct Stored {
        store::Figures figures;
        std::map<std::string, std::size_t> by_state;
    };
    [[nodiscard]] static Stored read(store::ReaderPool& readers, const config::Config& config);
    void show(const Stored& stored);
    void show_process();
    void show_work();

    Services services_;
    store::ReaderPool readers_;
    serve::Metrics metrics_;
    std::unique_ptr<Handles> handles_;
    std::optional<std::chrono::steady_clock::time_point> read_at_;
};

/// What a path asks for, as the metrics' label: "output", "feed", "item", ... Few, whatever clients
/// ask for; lasts as long as the program.
[[nodiscard]] std::string_view route_of(std::string_view path, int status);

}  // namespace weir::app
