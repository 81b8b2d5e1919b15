#include "app/log_repeats.hpp"

namespace weir::app {

bool RepeatLimit::admits(const std::string& kind, Time now) {
    auto& seen = seen_[kind];
    if (seen.lines == 0) seen.since = now;
    return ++seen.lines <= let_through;
}

std::vector<RepeatLimit::HeldBack> RepeatLimit::over(Time now) {
    std::vector<HeldBack> told;
    std::erase_if(seen_, [&](const auto& kind_and_seen) {
        const auto& [kind, seen] = kind_and_seen;
        // A clock that was set back must not hold a kind for ever.
        if (now - seen.since < window && now >= seen.since) return false;
        if (seen.lines > let_through) told.push_back({kind, seen.lines - let_through});
        return true;
    });
    return told;
}

}  // namespace weir::app
