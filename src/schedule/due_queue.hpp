#pragma once

#include "base/instant.hpp"
#include "model/subscription.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace weir::schedule {

/// Feeds by due time. Never looks at a clock; O(log n) a change. Loop thread only.
class DueQueue {
public:
    void set(FeedId feed, Instant due);
    void erase(FeedId feed);
    [[nodiscard]] std::optional<Instant> next() const;
    [[nodiscard]] std::optional<Instant> due(FeedId feed) const;
    /// Removes and returns what is due at `now`, most late first.
    [[nodiscard]] std::vector<FeedId> take_due(Instant now, std::size_t at_most);
    [[nodiscard]] std::size_t size() const { return due_.size(); }

private:
    std::set<std::pair<Instant, FeedId>> order_;
    std::unordered_map<FeedId, Instant> due_;
};

}  // namespace weir::schedule
