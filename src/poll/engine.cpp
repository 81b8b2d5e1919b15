#include "poll/engine.hpp"

#include "async/workers.hpp"
#include "poll/engine_impl.hpp"
#include "poll/poller.hpp"

#include <boost/asio/redirect_error.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace weir::poll {
namespace {

namespace asio = boost::asio;

schedule::HostPacer::Limits pacing(const config::FetchConfig& fetch) {
    return {
        .per_host = fetch.per_host, .delay = fetch.host_delay, .concurrency = fetch.concurrency};
}

}  // namespace

void Engine::Impl::adopt(std::shared_ptr<const config::Config> next, Loaded loaded) {
    std::unordered_map<FeedId, const store::FeedState*> states;
    for (const auto& state : loaded.states) states.emplace(state.id, &state);

    std::unordered_map<FeedId, Tracked> tracked;
    by_name.clear();
    for (std::size_t i = 0; i < loaded.ids.size(); ++i) {
        const auto id = loaded.ids[i];
        const auto& subscription = next->feeds[i];
        by_name.emplace(subscription.name, id);
        by_name.emplace(subscription.url, id);
        Tracked feed;
        if (const auto known = feeds.find(id); known != feeds.end()) {
            feed = std::move(known->second);
        } else if (const auto stored = states.find(id); stored != states.end()) {
            const auto& state = *stored->second;
            feed.title = state.title;
            feed.validators = state.validators;
            feed.body_hash = state.body_hash;
            feed.moved_to = state.moved_to;
            feed.rhythm = schedule::rhythm_from_text(state.rhythm);
            const auto walk = loaded.walks.find(fmt::format("{}{}", walk_note, id));
            if (walk != loaded.walks.end()) feed.walk = walk_from_text(walk->second);
        }
        feed.subscription = &subscription;
        tracked.emplace(id, std::move(feed));
    }
    for (const auto& [id, feed] : feeds) {
        if (tracked.contains(id)) continue;
        queue.erase(id);
        if (pacer.waits(id)) abandon(id);
    }
    feeds = std::move(tracked);
    if (!config)
        for (const auto& [note, text] : loaded.unreachable)
            troubles.restore(note.substr(unreachable_note.size()), text);
    config = std::move(next);
    pacer.reconfigure(pacing(config->fetch));
    for (const auto& rest : loaded.rests) {
        const auto left = rest.until - clock.now();
        if (left.count() > 0) {
            pacer.rest(rest.site, Steady::now() + left);
            rests[rest.site] = rest;
        }
        if (rest.delay.count() > 0) {
            manners.restore(rest.site, rest.delay);
            pacer.slow_down(rest.site, rest.delay);
        }
    }
}

Engine::Engine(asio::any_io_executor executor, Poller& poller, store::Store& store,
               asio::thread_pool& workers, const Clock& clock, std::shared_ptr<spdlog::logger> log)
    : impl_(std::make_shared<Impl>(std::move(executor), poller, store, workers, clock,
                                   std::move(log))) {}

Engine::~Engine() {
    stop();
}

asio::awaitable<Plan> Engine::configure(std::shared_ptr<const config::Config> config) {
    auto self = impl_;
    Plan plan;
    const auto before = self->config;
    const auto now = self->clock.now();
    auto load = [&store = self->store, config, now] {
        Impl::Loaded loaded;
        loaded.ids = store.sync(config->feeds, now);
        auto reader = store.reader();
        loaded.states = reader.feeds();
        loaded.rests = reader.rests();
        loaded.walks = reader.notes(std::string{walk_note});
        loaded.unreachable = reader.notes(std::string{unreachable_note});
        return loaded;
    };
    auto loaded = co_await async::on(self->workers, std::move(load));
    std::unordered_map<std::string, const Subscription*> old;
    if (before)
        for (const auto& subscription : before->feeds) old.emplace(subscription.url, &subscription);
    for (const auto& subscription : config->feeds) {
        const auto known = old.find(subscription.url);
        if (known == old.end()) {
            plan.added.push_back(subscription.name);
            continue;
        }
        auto same_place = subscription;
        same_place.line = known->second->line;
        if (same_place != *known->second) plan.changed.push_back(subscription.name);
        old.erase(known);
    }
    for (const auto& [url, subscription] : old) plan.removed.push_back(subscription->name);
    std::ranges::sort(plan.removed);
    self->adopt(std::move(config), std::move(loaded));
    self->schedule_all(now);
    if (self->follows_clock) self->pump();
    co_return plan;
}

void Engine::start() {
    impl_->follows_clock = true;
    for (const auto& [id, feed] : impl_->feeds)
        if (feed.walk) impl_->enqueue_page(id);
    impl_->pump();
}

void Engine::stop() {
    auto& self = *impl_;
    if (self.stopped) return;
    self.stopped = true;
    self.timer.cancel();
    // A completion may erase its own signal, so the map is not walked while they are emitted.
    std::vector<FeedId> flying;
    flying.reserve(self.in_flight.size());
    for (const auto& [id, signal] : self.in_flight) flying.push_back(id);
    for (const auto id : flying)
        if (const auto found = self.in_flight.find(id); found != self.in_flight.end())
            found->second.emit(asio::cancellation_type::terminal);
    if (self.in_flight.empty()) self.idle_timer.cancel();
}

asio::awaitable<void> Engine::idle() {
    auto self = impl_;
    while (self->stopped ? !self->in_flight.empty() : !self->is_idle()) {
        self->idle_timer.expires_at(Impl::Steady::time_point::max());
        boost::system::error_code woken;
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await self->idle_timer.async_wait(token);
    }
}

std::vector<FeedId> Engine::due() const {
    const auto now = impl_->clock.now();
    std::vector<FeedId> found;
    for (const auto& [id, feed] : impl_->feeds)
        if (!feed.subscription->disabled && impl_->due_of(id, feed).at <= now &&
            !impl_->is_held(feed))
            found.push_back(id);
    std::ranges::sort(found);
    return found;
}

std::vector<FeedId> Engine::living() const {
    std::vector<FeedId> found;
    for (const auto& [id, feed] : impl_->feeds)
        if (!feed.subscription->disabled && feed.rhythm.state != schedule::State::gone)
            found.push_back(id);
    std::ranges::sort(found);
    return found;
}

std::optional<FeedId> Engine::find(const std::string& name_or_url) const {
    const auto found = impl_->by_name.find(name_or_url);
    if (found == impl_->by_name.end()) return {};
    return found->second;
}

std::size_t Engine::poll_now(std::span<const FeedId> feeds, bool without_validators,
                             bool backfill) {
    for (const auto id : feeds) {
        // A 304 would not say where the older pages are.
        if (without_validators || backfill) impl_->whole.insert(id);
        if (backfill) impl_->to_backfill.insert(id);
        impl_->ordered.insert(id);
        impl_->enqueue(id, true);
    }
    impl_->pump();
    return feeds.size();
}

void Engine::on_outcome(std::function<void(const Outcome&)> callback) {
    impl_->outcome_callback = std::move(callback);
}

Engine::Figures Engine::figures() const {
    return {.feeds = impl_->feeds.size(),
            .queued = impl_->pacer.queued(),
            .in_flight = impl_->in_flight.size(),
            .polls = impl_->polls,
            .crashes = impl_->crashes};
}

void Engine::tick() {
    impl_->pump();
}

}  // namespace weir::poll
