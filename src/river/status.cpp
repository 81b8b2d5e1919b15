#include "river/status.hpp"

#include <algorithm>
#include <fstream>
#include <unistd.h>
#include <unordered_map>
#include <utility>

namespace weir::river {
namespace {

constexpr std::chrono::days history{14};

}  // namespace

std::uint64_t resident_memory() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    statm >> total >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

StatusPage collect_status(const Nav& nav, const config::Config& config, const Live& live,
                          Instant now, store::Reader& reader) {
    StatusPage page{.nav = nav,
                    .now = now,
                    .started = live.started,
                    .queued = live.queued,
                    .in_flight = live.in_flight,
                    .figures = reader.figures(),
                    .memory = resident_memory(),
                    .rests = reader.rests(),
                    .warnings = live.warnings};
    std::erase_if(page.rests, [&](const store::HostRest& rest) {
        return rest.until <= now && rest.delay.count() == 0;
    });
    std::unordered_map<std::string, store::FeedState> states;
    for (auto& state : reader.feeds()) {
        auto url = state.url;
        states.emplace(std::move(url), std::move(state));
    }
    const auto today = std::chrono::floor<std::chrono::days>(now);
    std::unordered_map<FeedId, std::vector<store::PollDay>> days;
    for (auto& day :
         reader.history((today - history + std::chrono::days{1}).time_since_epoch().count()))
        days[day.feed].push_back(day);
    for (const auto& feed : config.feeds) {
        FeedHealth health;
        if (const auto found = states.find(feed.url); found != states.end())
            health.state = std::move(found->second);
        health.state.name = feed.name;
        health.state.url = feed.url;
        if (!feed.title.empty()) health.state.title = feed.title;
        if (feed.disabled) health.state.state = "disabled";
        if (health.state.state.empty()) health.state.state = "new";
        health.days = std::move(days[health.state.id]);
        page.feeds.push_back(std::move(health));
    }
    return page;
}

}  // namespace weir::river
