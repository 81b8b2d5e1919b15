#include "schedule/host_pacer.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace weir::schedule {
namespace {

using Time = HostPacer::Time;
using Gap = HostPacer::Gap;

struct Site;

/// When something may start, and who asked first among equals.
struct Turn {
    Time at;
    std::uint64_t arrival;

    auto operator<=>(const Turn&) const = default;
};

struct Origin {
    Site* site = nullptr;
    std::map<std::uint64_t, FeedId> queue;  ///< By arrival.
    int running = 0;
    std::optional<Time> last_start;
    std::optional<Turn> turn;  ///< Its place in Site::turns, when it has one.
};

/// All origins of a registrable domain.
struct Site {
    std::size_t origins = 0;
    std::set<std::pair<Turn, Origin*>> turns;  ///< Origins with a feed that could start.
    std::optional<Time> rest_until;            ///< Until the feed that ends the rest has started.
    std::optional<FeedId> probe;               ///< That feed, while it runs.
    Gap slow{0};
    std::optional<Time> last_start;
    std::optional<Turn> turn;  ///< Its place in Impl::turns, when it has one.
};

}  // namespace

struct HostPacer::Impl {
    struct Waiting {
        Origin* origin;
        std::uint64_t arrival;
    };

    Limits limits;
    std::unordered_map<std::string, Origin> origins;  // Nodes do not move: pointers into them hold.
    std::unordered_map<std::string, Site> sites;
    std::set<std::pair<Turn, Site*>> turns;
    std::unordered_map<FeedId, Waiting> waiting;
    std::unordered_map<FeedId, Origin*> running;
    std::uint64_t arrivals = 0;
    std::size_t sweep_at = 1024;
    Time latest = Time::min();  // The latest `now` that a caller has shown.

    void place(Origin& origin);
    void place(Site& site);
    FeedId start_one(Site& site, Time now);
    void sweep(Time now);
};

/// Puts an origin where it belongs after its queue, its running feeds or its delay changed.
void HostPacer::Impl::place(Origin& origin) {
    Site& site = *origin.site;
    if (origin.turn) site.turns.erase({*origin.turn, &origin});
    origin.turn.reset();
    if (!origin.queue.empty() && origin.running < std::max(1, limits.per_host)) {
        const Time at = origin.last_start ? *origin.last_start + limits.delay : Time::min();
        origin.turn = Turn{at, origin.queue.begin()->first};
        site.turns.emplace(*origin.turn, &origin);
    }
    place(site);
}

void HostPacer::Impl::place(Site& site) {
    if (site.turn) turns.erase({*site.turn, &site});
    site.turn.reset();
    if (site.turns.empty() || site.probe) return;
    Turn turn = site.turns.begin()->first;
    if (site.rest_until) turn.at = std::max(turn.at, *site.rest_until);
    if (site.slow > Gap{0} && site.last_start)
        turn.at = std::max(turn.at, *site.last_start + site.slow);
    site.turn = turn;
    turns.emplace(turn, &site);
}

FeedId HostPacer::Impl::start_one(Site& site, Time now) {
    Origin& origin = *site.turns.begin()->second;
    const FeedId feed = origin.queue.begin()->second;
    origin.queue.erase(origin.queue.begin());
    waiting.erase(feed);
    running.emplace(feed, &origin);
    ++origin.running;
    origin.last_start = site.last_start = now;
    if (site.rest_until) {
        site.rest_until.reset();
        site.probe = feed;
    }
    place(origin);
    return feed;
}

/// Forgets origins and sites that nothing depends on, each time their number has doubled.
void HostPacer::Impl::sweep(Time now) {
    if (origins.size() + sites.size() < sweep_at) return;
    std::erase_if(origins, [&](const auto& entry) {
        const Origin& origin = entry.second;
        const bool idle = origin.queue.empty() && origin.running == 0 &&
                          (!origin.last_start || *origin.last_start + limits.delay <= now);
        if (idle) --origin.site->origins;
        return idle;
    });
    std::erase_if(sites, [&](const auto& entry) {
        const Site& site = entry.second;
        return site.origins == 0 && site.slow == Gap{0} &&
               (!site.rest_until || *site.rest_until <= now);
    });
    sweep_at = std::max<std::size_t>(1024, 2 * (origins.size() + sites.size()));
}

HostPacer::HostPacer(Limits limits) : impl_(std::make_unique<Impl>()) {
    impl_->limits = limits;
}
HostPacer::~HostPacer() = default;

void HostPacer::reconfigure(Limits limits) {
    impl_->limits = limits;
    for (auto& [name, origin] : impl_->origins) impl_->place(origin);
}

void HostPacer::enqueue(FeedId feed, const std::string& origin_name, const std::string& site_name) {
    if (waits(feed) || runs(feed)) return;
    const auto [place, added] = impl_->origins.try_emplace(origin_name);
    Origin& origin = place->second;
    if (added) {
        origin.site = &impl_->sites[site_name];
        ++origin.site->origins;
    }
    const auto arrival = ++impl_->arrivals;
    origin.queue.emplace(arrival, feed);
    impl_->waiting.emplace(feed, Impl::Waiting{&origin, arrival});
    // Only the first in the queue decides when the origin's turn is.
    if (origin.queue.size() == 1) impl_->place(origin);
}

std::vector<FeedId> HostPacer::withdraw_origin(const std::string& origin) {
    std::vector<FeedId> feeds;
    if (const auto found = impl_->origins.find(origin); found != impl_->origins.end())
        for (const auto& [arrival, feed] : found->second.queue) feeds.push_back(feed);
    for (const auto feed : feeds) remove(feed);
    return feeds;
}

std::vector<FeedId> HostPacer::withdraw_site(const std::string& site_name) {
    std::vector<std::pair<std::uint64_t, FeedId>> found;
    if (const auto site = impl_->sites.find(site_name); site != impl_->sites.end())
        for (const auto& [feed, place] : impl_->waiting)
            if (place.origin->site == &site->second) found.emplace_back(place.arrival, feed);
    std::ranges::sort(found);
    std::vector<FeedId> feeds;
    for (const auto& [arrival, feed] : found) {
        remove(feed);
        feeds.push_back(feed);
    }
    return feeds;
}

void HostPacer::remove(FeedId feed) {
    const auto place = impl_->waiting.find(feed);
    if (place == impl_->waiting.end()) return;
    auto [origin, arrival] = place->second;
    impl_->waiting.erase(place);
    origin->queue.erase(arrival);
    impl_->place(*origin);
}

std::vector<FeedId> HostPacer::start(Time now) {
    impl_->latest = std::max(impl_->latest, now);
    impl_->sweep(now);
    std::vector<FeedId> started;
    const auto most = static_cast<std::size_t>(std::max(1, impl_->limits.concurrency));
    auto& turns = impl_->turns;
    while (impl_->running.size() < most && !turns.empty() && turns.begin()->first.at <= now)
        started.push_back(impl_->start_one(*turns.begin()->second, now));
    return started;
}

void HostPacer::finish(FeedId feed, Time now) {
    impl_->latest = std::max(impl_->latest, now);
    const auto place = impl_->running.find(feed);
    if (place == impl_->running.end()) return;
    Origin& origin = *place->second;
    impl_->running.erase(place);
    --origin.running;
    assert(origin.running >= 0);
    if (origin.site->probe == feed) origin.site->probe.reset();
    impl_->place(origin);
}

std::optional<HostPacer::Time> HostPacer::next(Time now) const {
    const auto most = static_cast<std::size_t>(std::max(1, impl_->limits.concurrency));
    if (impl_->running.size() >= most || impl_->turns.empty()) return {};
    return std::max(impl_->turns.begin()->first.at, now);
}

void HostPacer::rest(const std::string& site_name, Time until) {
    Site& site = impl_->sites[site_name];
    if (until <= impl_->latest) {
        site.rest_until.reset();
        site.probe.reset();
    } else {
        site.rest_until = until;
    }
    impl_->place(site);
}

void HostPacer::slow_down(const std::string& site_name, Gap delay) {
    Site& site = impl_->sites[site_name];
    site.slow = std::max(delay, Gap{0});
    impl_->place(site);
}

bool HostPacer::waits(FeedId feed) const {
    return impl_->waiting.contains(feed);
}
bool HostPacer::runs(FeedId feed) const {
    return impl_->running.contains(feed);
}
std::size_t HostPacer::queued() const {
    return impl_->waiting.size();
}
std::size_t HostPacer::running() const {
    return impl_->running.size();
}

}  // namespace weir::schedule
