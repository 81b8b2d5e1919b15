#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "poll/job.hpp"
#include "schedule/due_queue.hpp"
#include "schedule/host_pacer.hpp"
#include "store/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boost::asio {
class thread_pool;
}
namespace spdlog {
class logger;
}

namespace weir::poll {

class Poller;

/// How the feeds of one reload differ from what was polled before.
struct Plan {
    std::vector<std::string> added, removed, changed;  ///< Names.
};

/// All feeds: which is due, which may start, what became of it. Loop thread only; the services
/// must outlive it.
class Engine {
public:
    Engine(boost::asio::any_io_executor executor, Poller& poller, store::Store& store,
           boost::asio::thread_pool& workers, const Clock& clock,
           std::shared_ptr<spdlog::logger> log);
    ~Engine();

    /// Takes over a configuration: the store's feeds follow it, known feeds keep their state, new
    /// ones are due at once, overdue ones are spread. Polls in flight end under the old one.
    boost::asio::awaitable<Plan> configure(std::shared_ptr<const config::Config> config);

    /// Polls feeds as they fall due, until stop(). Returns at once.
    void start();
    /// Starts nothing more and cancels what is in flight.
    void stop();
    /// Returns when no feed waits for its turn and none is in flight.
    boost::asio::awaitable<void> idle();

    /// Feeds that are due now.
    [[nodiscard]] std::vector<FeedId> due() const;
    /// Every feed that polling has not ended for (gone and disabled ones are left out).
    [[nodiscard]] std::vector<FeedId> living() const;
    [[nodiscard]] std::optional<FeedId> find(const std::string& name_or_url) const;
    /// Polls these now, due or not; hosts at rest are still obeyed. `without_validators` asks for
    /// the whole document, `backfill` for its older pages, too. Returns how many were put in line.
    std::size_t poll_now(std::span<const FeedId> feeds, bool without_validators = false,
                         bool backfill = false);

    /// Called after each poll (not for cancelled ones).
    void on_outcome(std::function<void(const Outcome&)> callback);

    struct Figures {
        std::size_t feeds = 0, queued = 0, in_flight = 0;
        std::uint64_t polls = 0, crashes = 0;  ///< Crashes: polls that ended in an exception.
    };
    [[nodiscard]] Figures figures() const;
    /// Looks at the clock and starts what may start: what the timer does. For tests with a fake
    /// one.
    void tick();

    struct Impl;  // engine_impl.hpp, for the files of the engine alone.

private:
    std::shared_ptr<Impl> impl_;
};

}  // namespace weir::poll
