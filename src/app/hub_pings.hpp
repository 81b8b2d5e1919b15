#pragma once

#include "app/hub_plan.hpp"
#include "base/clock.hpp"
#include "fetch/fetcher.hpp"
#include "store/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>
#include <vector>

namespace spdlog {
class logger;
}

namespace weir::app {

/// Tells the hubs of outputs (WebSub, section 7) that these have changed, beside all else: nothing
/// waits for a hub. What a hub was told is kept in the store, so that a change seen just before the
/// end is told after the next start. Loop thread only; the services must outlive it.
class HubPings {
public:
    HubPings(boost::asio::any_io_executor executor, fetch::Fetcher& fetcher, store::Store& store,
             const Clock& clock, std::shared_ptr<spdlog::logger> log);

    /// All outputs that have a hub, as they were rendered last.
    void offer(std::vector<river::HubTopic> topics);

    /// Sends what is due until stop().
    boost::asio::awaitable<void> run();
    void stop();

private:
    boost::asio::awaitable<void> ping(river::HubTopic topic);
    void spawn_ping(river::HubTopic topic);
    void failed(const river::HubTopic& topic, std::optional<Seconds> asked, const std::string& why);

    boost::asio::any_io_executor executor_;
    fetch::Fetcher& fetcher_;
    store::Store& store_;
    const Clock& clock_;
    std::shared_ptr<spdlog::logger> log_;
    HubPlan plan_;
    boost::asio::steady_timer changed_;  ///< Cancelled when the plan is another.
    bool stopped_ = false;
};

}  // namespace weir::app
