#pragma once

#include "model/subscription.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace weir::schedule {

/// Which of the due feeds may start now: at most `per_host` at once and `delay` apart for each
/// origin (scheme, host, port), none of a site at rest, at most `concurrency` in all. First come,
/// first served within an origin; origins do not wait for each other. Never looks at a clock. Cost
/// of a call grows with what it returns, not with what waits. Loop thread only.
class HostPacer {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Gap = std::chrono::milliseconds;

    struct Limits {
        int per_host = 1;
        Gap delay{1000};
        int concurrency = 512;
    };

    explicit HostPacer(Limits limits);
    ~HostPacer();
    void reconfigure(Limits limits);  ///< Holds for what starts later.

    /// Puts a feed into its origin's queue; nothing happens when it waits or runs already.
    /// `site` is the registrable domain, by which rests are kept.
    void enqueue(FeedId feed, const std::string& origin, const std::string& site);
    /// Takes all that waits at one origin, or at all origins of a site, out of the queue.
    std::vector<FeedId> withdraw_origin(const std::string& origin);
    std::vector<FeedId> withdraw_site(const std::string& site);
    void remove(FeedId feed);  ///< Out of the queue; a running feed stays running.

    /// Takes all feeds that may start at `now`; they count as running until finish().
    [[nodiscard]] std::vector<FeedId> start(Time now);
    void finish(FeedId feed, Time now);
    /// When start() next has something to give without a finish() before; absent when only a
    /// finish() helps.
    [[nodiscard]] std::optional<Time> next(Time now) const;

    /// No start at `site` before `until`; exactly one feed after it, the others once that one has
    /// finished (fetching requirement 23). An `until` not later than the latest `now` that start()
    /// or finish() was told ends the rest.
    void rest(const std::string& site, Time until);
    /// Least distance between starts at a site, over Limits::delay; zero forgets it.
    void slow_down(const std::string& site, Gap delay);

    [[nodiscard]] bool waits(FeedId feed) const;
    [[nodiscard]] bool runs(FeedId feed) const;
    [[nodiscard]] std::size_t queued() const;
    [[nodiscard]] std::size_t running() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace weir::schedule
