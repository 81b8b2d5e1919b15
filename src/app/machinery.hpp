#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "fetch/curl_fetcher.hpp"
#include "poll/engine.hpp"
#include "poll/poller.hpp"
#include "store/store.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <memory>

namespace spdlog {
class logger;
}

namespace weir::app {

/// All that polling takes, owned in the order in which it depends on each other. `weir run` adds
/// the serving side, `weir fetch` uses it for one pass. The loop comes first, since the others post
/// to it until their last breath.
struct Machinery {
    /// Throws store::Error when the store cannot be opened.
    Machinery(std::shared_ptr<const config::Config> first, const Clock& with_clock,
              std::shared_ptr<spdlog::logger> logger);

    boost::asio::io_context loop{1};
    std::shared_ptr<const config::Config> config;
    const Clock& clock;
    std::shared_ptr<spdlog::logger> log;
    std::unique_ptr<store::Store> store;
    boost::asio::thread_pool workers;
    fetch::CurlFetcher fetcher;
    poll::Poller poller;
    poll::Engine engine;
};

/// The fetcher's options of a configuration.
[[nodiscard]] fetch::Options fetch_options(const config::FetchConfig& config);

/// Raises the soft limit of open files to the hard one: transfers and connections take one each.
void raise_open_files();

}  // namespace weir::app
