#include "schedule/due_queue.hpp"

namespace weir::schedule {

void DueQueue::set(FeedId feed, Instant due) {
    const auto [place, added] = due_.try_emplace(feed, due);
    if (!added) {
        order_.erase({place->second, feed});
        place->second = due;
    }
    order_.emplace(due, feed);
}

void DueQueue::erase(FeedId feed) {
    const auto place = due_.find(feed);
    if (place == due_.end()) return;
    order_.erase({place->second, feed});
    due_.erase(place);
}

std::optional<Instant> DueQueue::next() const {
    if (order_.empty()) return {};
    return order_.begin()->first;
}

std::optional<Instant> DueQueue::due(FeedId feed) const {
    const auto place = due_.find(feed);
    if (place == due_.end()) return {};
    return place->second;
}

std::vector<FeedId> DueQueue::take_due(Instant now, std::size_t at_most) {
    std::vector<FeedId> taken;
    while (!order_.empty() && order_.begin()->first <= now && taken.size() < at_most) {
        const FeedId feed = order_.begin()->second;
        order_.erase(order_.begin());
        due_.erase(feed);
        taken.push_back(feed);
    }
    return taken;
}

}  // namespace weir::schedule
