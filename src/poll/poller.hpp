#pragma once

#include "base/clock.hpp"
#include "fetch/fetcher.hpp"
#include "parse/parse.hpp"
#include "poll/job.hpp"
#include "poll/network_watch.hpp"
#include "store/store.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string_view>

namespace boost::asio {
class thread_pool;
}
namespace spdlog {
class logger;
}

namespace weir::poll {

struct Document;

/// One poll of one feed, start to finish: conditional request, judgement, parse on a worker, store
/// in one transaction, next poll decided. Loop thread only; the services must outlive it.
class Poller {
public:
    Poller(fetch::Fetcher& fetcher, store::Store& store, boost::asio::thread_pool& workers,
           const Clock& clock, std::shared_ptr<spdlog::logger> log);

    /// Throws store::Error when the store cannot take the result; everything else is an Outcome.
    /// A poll that was cancelled stores nothing (error_kind "cancelled").
    boost::asio::awaitable<Outcome> poll(Job job);
    /// Asks for the page that `job.walk` is at, and stores its entries. The feed's own schedule,
    /// validators and error stay as they are.
    boost::asio::awaitable<Outcome> page(Job job);

private:
    struct Draft;
    [[nodiscard]] Draft begin(const Job& job) const;
    void take_error(const Job& job, Draft& draft, const fetch::Error& error);
    void take_answer(const Job& job, Draft& draft, const fetch::Response& response);
    void take_document(const Job& job, Draft& draft, const fetch::Response& response,
                       Document document) const;
    void take_refusal(const Job& job, Draft& draft, const parse::Error& error) const;
    void take_redirect(const Job& job, Draft& draft, const fetch::Response& response) const;
    void settle(const Job& job, Draft& draft) const;
    void finish(const Job& job, Draft& draft, store::Applied applied) const;
    boost::asio::awaitable<void> keep_walk(FeedId feed, std::optional<Walk> walk);
    void log_page(const Outcome& outcome) const;
    void log_outcome(const Outcome& outcome) const;

    fetch::Fetcher& fetcher_;
    store::Store& store_;
    boost::asio::thread_pool& workers_;
    const Clock& clock_;
    std::shared_ptr<spdlog::logger> log_;
    NetworkWatch network_;
};

/// Notes of the store that keep how far walks are: this and the feed's number.
inline constexpr std::string_view walk_note = "backfill:";

/// Position in [0, 1) of a feed's next poll within its jitter: the same for the same feed and
/// start, so that a schedule can be worked out again after a restart.
[[nodiscard]] double jitter(FeedId feed, Instant last_start);

[[nodiscard]] schedule::Limits limits_of(const Subscription& subscription);

}  // namespace weir::poll
