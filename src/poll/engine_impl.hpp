#pragma once

#include "poll/engine.hpp"
#include "poll/site_manners.hpp"
#include "poll/walk.hpp"
#include "schedule/host_troubles.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

/// The engine's state. engine.cpp is its face, engine_queue.cpp decides what is polled when,
/// engine_hosts.cpp whom to leave alone.
namespace weir::poll {

/// Notes of the store that keep which hosts cannot be reached.
inline constexpr std::string_view unreachable_note = "unreachable:";

struct Engine::Impl : std::enable_shared_from_this<Engine::Impl> {
    using Steady = std::chrono::steady_clock;

    /// What the engine keeps of a feed between polls.
    struct Tracked {
        const Subscription* subscription = nullptr;  ///< In the configuration in force.
        std::string title;
        Validators validators;
        std::string body_hash;
        std::string moved_to;
        schedule::Rhythm rhythm;
        std::optional<Walk> walk;  ///< Through older pages; goes on after each poll that succeeds.
        bool wants_poll = false;   ///< In line for a poll, not for a page.
        std::string host;          ///< Origin that it was last put in line for; empty for none.
    };

    struct Loaded {
        std::vector<FeedId> ids;
        std::vector<store::FeedState> states;
        std::vector<store::HostRest> rests;
        std::map<std::string, std::string> unreachable, walks;
    };

    Impl(boost::asio::any_io_executor where, Poller& poller_, store::Store& store_,
         boost::asio::thread_pool& workers_, const Clock& clock_,
         std::shared_ptr<spdlog::logger> log_)
        : executor(std::move(where)),
          poller(poller_),
          store(store_),
          workers(workers_),
          clock(clock_),
          log(std::move(log_)),
          timer(executor),
          idle_timer(executor) {}

    boost::asio::any_io_executor executor;
    Poller& poller;
    store::Store& store;
    boost::asio::thread_pool& workers;
    const Clock& clock;
    std::shared_ptr<spdlog::logger> log;

    std::shared_ptr<const config::Config> config;
    std::unordered_map<FeedId, Tracked> feeds;
    std::unordered_map<std::string, FeedId> by_name;
    schedule::DueQueue queue;
    schedule::HostPacer pacer{schedule::HostPacer::Limits{}};
    SiteManners manners;
    std::unordered_map<FeedId, boost::asio::cancellation_signal> in_flight;
    schedule::HostTroubles troubles;
    /// Failed since any server answered, in a way that a lost network of ours would explain; with
    /// their rhythms before.
    std::unordered_map<FeedId, schedule::Rhythm> suspects;
    std::unordered_map<std::string, store::HostRest> rests;  ///< By site; past ones may linger.
    std::unordered_set<FeedId> ordered;      ///< By poll_now(): somebody waits for their outcome.
    std::unordered_set<FeedId> to_backfill;  ///< To be walked through after their next poll.
    std::unordered_set<FeedId> whole;  ///< To be asked without validators at their next start.
    std::function<void(const Outcome&)> outcome_callback;
    boost::asio::steady_timer timer;
    boost::asio::steady_timer idle_timer;
    bool follows_clock = false;
    bool stopped = false;
    std::uint64_t polls = 0;
    std::uint64_t crashes = 0;

    [[nodiscard]] bool is_idle() const { return pacer.queued() == 0 && in_flight.empty(); }
    [[nodiscard]] schedule::Due due_of(FeedId id, const Tracked& feed) const;
    void adopt(std::shared_ptr<const config::Config> next, Loaded loaded);
    void schedule_all(Instant now);
    void enqueue(FeedId id, bool urgent = false);
    void enqueue_page(FeedId id);
    void hold(FeedId id, Instant until, const std::string& why, std::string kind);
    [[nodiscard]] bool is_held(const Tracked& feed) const;
    void heed_host(FeedId id, const Outcome& outcome);
    void ask_again(const std::vector<FeedId>& waiting);
    void abandon(FeedId id);
    void heed_network(FeedId id, const Outcome& outcome);
    void pardon(FeedId id, const schedule::Rhythm& before);
    void pump();
    void arm();
    void launch(FeedId id);
    void finished(FeedId id, std::exception_ptr error, Outcome outcome);
    void absorb(FeedId id, const Outcome& outcome);
    void heed_rate_limit(const Outcome& outcome, const std::string& site);
    void keep_trouble(const std::string& host, std::optional<std::string> text);
    void keep_rest(store::HostRest rest);
    void write(boost::asio::awaitable<void> work, const char* what);
};

/// Why a host's feeds wait.
[[nodiscard]] std::string sentence(const schedule::HostTroubles::Trouble& trouble);

/// Where a feed is asked.
[[nodiscard]] inline const std::string& place_of(const Engine::Impl::Tracked& feed) {
    return feed.moved_to.empty() ? feed.subscription->url : feed.moved_to;
}

}  // namespace weir::poll
