#include "app/fetch_jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace weir::app {
namespace {

/// Orders whose progress is kept: each caller asks for its own within seconds.
constexpr std::size_t kept_orders = 32;

}  // namespace

Selected select_feeds(const poll::Engine& engine, const FetchOrder& order) {
    Selected selected;
    if (order.feeds.empty()) {
        selected.feeds = order.force ? engine.living() : engine.due();
        return selected;
    }
    for (const auto& name : order.feeds) {
        const auto id = engine.find(name);
        if (!id) {
            selected.problem = fmt::format(
                "there is no feed '{}': `weir feeds` lists the names that there are", name);
            return selected;
        }
        selected.feeds.push_back(*id);
    }
    return selected;
}

std::uint64_t FetchJobs::add(const std::vector<FeedId>& feeds) {
    Progress progress;
    progress.waiting.insert(feeds.begin(), feeds.end());
    progress.total = progress.waiting.size();
    jobs_.push_back(Numbered{++last_, std::move(progress)});
    if (jobs_.size() > kept_orders) jobs_.pop_front();
    return last_;
}

void FetchJobs::take(const poll::Outcome& outcome) {
    if (outcome.is_page) return;  // An order is for feeds.
    for (auto& job : jobs_)
        if (job.progress.waiting.erase(outcome.feed) > 0) job.progress.done.push_back(outcome);
}

const FetchJobs::Progress* FetchJobs::find(std::uint64_t number) const {
    const auto found = std::ranges::find(jobs_, number, &Numbered::number);
    return found == jobs_.end() ? nullptr : &found->progress;
}

}  // namespace weir::app
