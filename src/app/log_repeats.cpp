#include "app/log_repeats.hpp"

#include <utility>

namespace weir::app {

bool RepeatLimit::admits(const std::string& kind, Time now) {
    auto& seen = seen_[kind];
    if (seen.lines == 0) {
        seen.since = now;
        kinds_.push_back(kind);
    }
    return ++seen.lines <= let_through;
}

std::vector<RepeatLimit::HeldBack> RepeatLimit::over(Time now) {
    std::vector<HeldBack> told;
    const auto forget = [&](std::string kind) {
        const auto found = seen_.find(kind);
        const auto lines = found->second.lines;
        seen_.erase(found);
        if (lines > let_through) told.push_back({std::move(kind), lines - let_through});
    };
    // Called for every line of the log: only what is over is looked at.
    while (!kinds_.empty() && now - seen_.at(kinds_.front()).since >= window) {
        forget(std::move(kinds_.front()));
        kinds_.pop_front();
    }
    // A clock that was set back must not hold a kind for ever.
    while (!kinds_.empty() && now < seen_.at(kinds_.back()).since) {
        forget(std::move(kinds_.back()));
        kinds_.pop_back();
    }
    return told;
}

}  // namespace weir::app
