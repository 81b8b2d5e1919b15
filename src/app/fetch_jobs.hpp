#pragma once

#include "poll/engine.hpp"
#include "poll/job.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace weir::app {

/// What a caller of `weir fetch` asked for.
struct FetchOrder {
    std::vector<std::string> feeds;  ///< Names or URLs; empty: what is due.
    bool force = false;
    bool fresh = false;     ///< Without validators; named feeds only.
    bool backfill = false;  ///< The same, and older pages (RFC 5005) after it.
};

/// Which feeds an order means, or why it cannot be followed (one sentence).
struct Selected {
    std::vector<FeedId> feeds;
    std::string problem;
};
[[nodiscard]] Selected select_feeds(const poll::Engine& engine, const FetchOrder& order);

/// Orders that came over the control socket and how far they are. Loop thread only.
class FetchJobs {
public:
    struct Progress {
        std::size_t total = 0;
        std::vector<poll::Outcome> done;
        std::set<FeedId> waiting;
    };
    /// Number of the new order; the oldest are forgotten.
    std::uint64_t add(const std::vector<FeedId>& feeds);
    void take(const poll::Outcome& outcome);
    [[nodiscard]] const Progress* find(std::uint64_t number) const;

private:
    struct Numbered {
        std::uint64_t number = 0;
        Progress progress;
    };
    std::deque<Numbered> jobs_;
    std::uint64_t last_ = 0;
};

}  // namespace weir::app
