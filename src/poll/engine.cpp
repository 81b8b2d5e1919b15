#include "poll/engine.hpp"

#include "async/workers.hpp"
#include "base/url.hpp"
#include "identity/identity.hpp"
#include "poll/poller.hpp"
#include "poll/site_manners.hpp"
#include "schedule/host_troubles.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <spdlog/logger.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace weir::poll {
namespace {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;

/// A poll whose result the store could not take is tried again after so long.
constexpr Seconds retry_after_crash{60};
/// The wall clock is looked at least this often, so that a jump of it is noticed.
constexpr std::chrono::seconds longest_sleep{60};

schedule::HostPacer::Limits pacing(const config::FetchConfig& fetch) {
    return {
        .per_host = fetch.per_host, .delay = fetch.host_delay, .concurrency = fetch.concurrency};
}

/// What the engine keeps of a feed between polls.
struct Tracked {
    const Subscription* subscription = nullptr;  ///< In the configuration in force.
    std::string title;
    Validators validators;
    std::string body_hash;
    std::string moved_to;
    schedule::Rhythm rhythm;
    std::optional<Walk> walk;  ///< Through older pages; goes on after each poll that succeeds.
    bool wants_poll = false;   ///< In line for a poll, not for a page.
    std::string host;          ///< Origin that it was last put in line for; empty for none.
};

/// Notes of the store that keep which hosts cannot be reached.
constexpr std::string_view unreachable_note = "unreachable:";

struct Loaded {
    std::vector<FeedId> ids;
    std::vector<store::FeedState> states;
    std::vector<store::HostRest> rests;
    std::map<std::string, std::string> unreachable, walks;
};

const std::string& place_of(const Tracked& feed) {
    return feed.moved_to.empty() ? feed.subscription->url : feed.moved_to;
}

asio::awaitable<void> keep_pardon(store::Store& store, store::PollRecord record) {
    (void)co_await store.apply(std::move(record));
}

std::string sentence(const schedule::HostTroubles::Trouble& trouble) {
    return fmt::format(
        "its host could not be reached {} times in a row ({}), so its feeds wait for one probe",
        trouble.failures, trouble.why);
}

}  // namespace

struct Engine::Impl : std::enable_shared_from_this<Engine::Impl> {
    Impl(asio::any_io_executor where, Poller& poller_, store::Store& store_,
         asio::thread_pool& workers_, const Clock& clock_, std::shared_ptr<spdlog::logger> log_)
        : executor(std::move(where)),
          poller(poller_),
          store(store_),
          workers(workers_),
          clock(clock_),
          log(std::move(log_)),
          timer(executor),
          idle_timer(executor) {}

    asio::any_io_executor executor;
    Poller& poller;
    store::Store& store;
    asio::thread_pool& workers;
    const Clock& clock;
    std::shared_ptr<spdlog::logger> log;

    std::shared_ptr<const config::Config> config;
    std::unordered_map<FeedId, Tracked> feeds;
    std::unordered_map<std::string, FeedId> by_name;
    schedule::DueQueue queue;
    schedule::HostPacer pacer{schedule::HostPacer::Limits{}};
    SiteManners manners;
    std::unordered_map<FeedId, asio::cancellation_signal> in_flight;
    schedule::HostTroubles troubles;
    /// Failed since any server answered, in a way that a lost network of ours would explain; with
    /// their rhythms before.
    std::unordered_map<FeedId, schedule::Rhythm> suspects;
    std::unordered_map<std::string, store::HostRest> rests;  ///< By site; past ones may linger.
    std::unordered_set<FeedId> ordered;      ///< By poll_now(): somebody waits for their outcome.
    std::unordered_set<FeedId> to_backfill;  ///< To be walked through after their next poll.
    std::unordered_set<FeedId> whole;  ///< To be asked without validators at their next start.
    std::function<void(const Outcome&)> outcome_callback;
    asio::steady_timer timer;
    asio::steady_timer idle_timer;
    bool follows_clock = false;
    bool stopped = false;
    std::uint64_t polls = 0;
    std::uint64_t crashes = 0;

    [[nodiscard]] bool is_idle() const { return pacer.queued() == 0 && in_flight.empty(); }
    [[nodiscard]] schedule::Due due_of(FeedId id, const Tracked& feed) const;
    void adopt(std::shared_ptr<const config::Config> next, Loaded loaded);
    void schedule_all(Instant now);
    void enqueue(FeedId id, bool urgent = false);
    void enqueue_page(FeedId id);
    void hold(FeedId id, Instant until, const std::string& why, std::string kind);
    [[nodiscard]] bool is_held(const Tracked& feed) const;
    void heed_host(FeedId id, const Outcome& outcome);
    void ask_again(const std::vector<FeedId>& waiting);
    void abandon(FeedId id);
    void heed_network(FeedId id, const Outcome& outcome);
    void pardon(FeedId id, const schedule::Rhythm& before);
    void pump();
    void arm();
    void launch(FeedId id);
    void finished(FeedId id, std::exception_ptr error, Outcome outcome);
    void absorb(FeedId id, const Outcome& outcome);
    void heed_rate_limit(const Outcome& outcome, const std::string& site);
    void keep_rest(store::HostRest rest);
    void write(asio::awaitable<void> work, const char* what);
};

schedule::Due Engine::Impl::due_of(FeedId id, const Tracked& feed) const {
    const auto now = clock.now();
    if (!feed.rhythm.last_start) return {now, "never polled before"};
    return schedule::next_poll(feed.rhythm, now, limits_of(*feed.subscription),
                               jitter(id, *feed.rhythm.last_start));
}

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

void Engine::Impl::schedule_all(Instant now) {
    std::vector<std::pair<Instant, FeedId>> overdue;
    for (const auto& [id, feed] : feeds) {
        if (feed.subscription->disabled) {
            queue.erase(id);
            if (pacer.waits(id)) abandon(id);
            continue;
        }
        if (in_flight.contains(id) || pacer.waits(id)) continue;
        const auto due = due_of(id, feed);
        // A feed that was never polled goes at once; the host queue paces it.
        if (due.at < now && feed.rhythm.last_start)
            overdue.emplace_back(due.at, id);
        else
            queue.set(id, due.at);
    }
    std::ranges::sort(overdue);
    for (std::size_t rank = 0; rank < overdue.size(); ++rank) {
        const auto id = overdue[rank].second;
        queue.set(
            id, schedule::spread(now, rank, overdue.size(), limits_of(*feeds.at(id).subscription)));
    }
}

void Engine::Impl::enqueue(FeedId id, bool urgent) {
    const auto found = feeds.find(id);
    if (found == feeds.end()) return;
    auto& feed = found->second;
    const auto& url = place_of(feed);
    feed.wants_poll = true;
    // Files have no host to be polite to: each is an origin of its own.
    if (url.starts_with("file:")) {
        pacer.enqueue(id, url, url);
        return;
    }
    const auto now = clock.now();
    const auto site = identity::registrable_domain(url);
    if (const auto rest = rests.find(site); rest != rests.end() && rest->second.until > now) {
        hold(id, rest->second.until, "its site asked to be left alone: " + rest->second.reason,
             "site-rests");
        return;
    }
    feed.host = url::origin(url);
    if (const auto trouble = troubles.ask(feed.host, id, now, urgent)) {
        if (!trouble->probing) hold(id, trouble->probe_at, sentence(*trouble), "host-unreachable");
        return;
    }
    pacer.enqueue(id, feed.host, site);
}

/// Puts a feed in line for the next older page. A host at rest makes it wait for the feed's next
/// poll.
void Engine::Impl::enqueue_page(FeedId id) {
    const auto found = feeds.find(id);
    if (stopped || found == feeds.end()) return;
    const auto& feed = found->second;
    if (!feed.walk || feed.subscription->disabled || feed.rhythm.state != schedule::State::ok)
        return;
    const auto& url = feed.walk->url;
    const auto site = identity::registrable_domain(url);
    const auto rest = rests.find(site);
    if (rest != rests.end() && rest->second.until > clock.now()) return;
    if (troubles.is_closed(url::origin(url), clock.now())) return;
    pacer.enqueue(id, url::origin(url), site);
}

/// A feed that is due but may not be asked before `until`.
void Engine::Impl::hold(FeedId id, Instant until, const std::string& why, std::string kind) {
    const auto& feed = feeds.at(id);
    if (!feed.subscription->disabled) queue.set(id, until);
    write(store.postpone(id, until, why), "a postponed poll");
    whole.erase(id);
    to_backfill.erase(id);
    if (ordered.erase(id) == 0 || !outcome_callback) return;
    Outcome outcome;
    outcome.feed = id;
    outcome.name = feed.subscription->name;
    outcome.url = place_of(feed);
    outcome.kind = Outcome::Kind::resting;
    outcome.error = fmt::format("{}; not before {}", why, rfc3339(until));
    outcome.error_kind = std::move(kind);
    outcome.next = {until, why};
    outcome_callback(outcome);
}

bool Engine::Impl::is_held(const Tracked& feed) const {
    const auto& url = place_of(feed);
    const auto now = clock.now();
    if (url.starts_with("file:")) return false;
    const auto rest = rests.find(identity::registrable_domain(url));
    if (rest != rests.end() && rest->second.until > now) return true;
    return troubles.is_closed(url::origin(url), now);
}

void Engine::Impl::ask_again(const std::vector<FeedId>& waiting) {
    for (const auto id : waiting) enqueue(id);
}

/// Takes a feed out of its line, and lets another one probe the host if this one was to.
void Engine::Impl::abandon(FeedId id) {
    pacer.remove(id);
    const auto found = feeds.find(id);
    if (found == feeds.end() || found->second.host.empty()) return;
    const auto host = found->second.host;
    troubles.gave_up(host, id);
    for (const auto waiting : troubles.take_waiting(host)) queue.set(waiting, clock.now());
}

/// A lost network of ours shows only after several failures: those before are taken back.
void Engine::Impl::heed_network(FeedId id, const Outcome& outcome) {
    if (outcome.host == Outcome::Host::reached) suspects.clear();
    if (outcome.rhythm.offline) {
        for (const auto& [suspect, before] : std::exchange(suspects, {})) pardon(suspect, before);
        return;
    }
    const bool explained = outcome.host == Outcome::Host::unreachable &&
                           outcome.error_kind != fetch::to_string(fetch::Error::Kind::refused) &&
                           outcome.error_kind != fetch::to_string(fetch::Error::Kind::tls);
    const auto found = feeds.find(id);
    if (explained && !outcome.is_page && found != feeds.end())
        suspects.try_emplace(id, found->second.rhythm);
}

void Engine::Impl::pardon(FeedId id, const schedule::Rhythm& before) {
    const auto found = feeds.find(id);
    if (found == feeds.end()) return;
    auto& feed = found->second;
    const auto started = feed.rhythm.last_start;
    feed.rhythm = before;
    feed.rhythm.last_start = started;
    feed.rhythm.offline = true;
    const auto due = due_of(id, feed);
    if (!feed.subscription->disabled) queue.set(id, due.at);
    if (!feed.host.empty() && troubles.reached(feed.host))
        write(store.keep_note(std::string{unreachable_note} + feed.host, std::nullopt),
              "an unreachable host");
    store::PollRecord record;
    record.feed = id;
    record.outcome = store::PollRecord::Outcome::failed;
    record.at = started.value_or(clock.now());
    record.error = "our own network was down";
    record.error_kind = "offline";
    record.rhythm = schedule::to_text(feed.rhythm);
    record.state = schedule::to_string(feed.rhythm.state);
    record.failures = static_cast<std::size_t>(feed.rhythm.failures_in_row);
    record.next_poll = due.at;
    record.next_reason = due.reason;
    write(keep_pardon(store, std::move(record)), "a pardon");
}

/// Requirement 26 of fetching: failures to reach a host count for all its feeds.
void Engine::Impl::heed_host(FeedId id, const Outcome& outcome) {
    const auto found = feeds.find(id);
    const auto host = url::origin(outcome.url);
    const auto note = std::string{unreachable_note} + host;
    if (outcome.host == Outcome::Host::unreachable && found != feeds.end()) {
        const auto limits = limits_of(*found->second.subscription);
        const auto gap = std::max(schedule::base_gap(outcome.rhythm, limits), limits.min_every);
        const auto now = clock.now();
        if (const auto down = troubles.failed(host, outcome.error, now, gap, jitter(id, now))) {
            log->warn("host unreachable host={} failures={} probe={}", host, down->failures,
                      rfc3339(down->probe_at));
            write(store.keep_note(note, schedule::HostTroubles::to_text(*down)),
                  "an unreachable host");
            ask_again(pacer.withdraw_origin(host));
        }
    } else if (outcome.host == Outcome::Host::reached && troubles.reached(host)) {
        log->info("host reached again host={}", host);
        write(store.keep_note(note, std::nullopt), "an unreachable host");
    }
    // The feed may have been put in line for another host than it asked in the end.
    troubles.gave_up(host, id);
    ask_again(troubles.take_waiting(host));
    if (found == feeds.end() || found->second.host == host || found->second.host.empty()) return;
    const auto claimed = found->second.host;
    troubles.gave_up(claimed, id);
    ask_again(troubles.take_waiting(claimed));
}

void Engine::Impl::pump() {
    if (stopped || !config) return;
    if (follows_clock)
        for (const auto id : queue.take_due(clock.now(), feeds.size())) enqueue(id);
    for (const auto id : pacer.start(Steady::now())) launch(id);
    if (is_idle()) idle_timer.cancel();
    arm();
}

void Engine::Impl::arm() {
    auto wake = Steady::now() + longest_sleep;
    if (follows_clock)
        if (const auto next = queue.next())
            wake = std::min(wake, Steady::now() + std::max(*next - clock.now(), Seconds{0}));
    if (const auto next = pacer.next(Steady::now())) wake = std::min(wake, *next);
    timer.expires_at(wake);
    timer.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error) self->pump();
    });
}

void Engine::Impl::launch(FeedId id) {
    const auto found = feeds.find(id);
    if (found == feeds.end()) {
        pacer.finish(id, Steady::now());
        return;
    }
    auto& feed = found->second;
    const bool is_page = feed.walk && !feed.wants_poll;
    feed.wants_poll = false;
    Job job;
    job.feed = id;
    job.config = config;
    job.subscription = feed.subscription;
    job.title = feed.title;
    job.validators = feed.validators;
    job.body_hash = feed.body_hash;
    job.moved_to = feed.moved_to;
    job.rhythm = feed.rhythm;
    job.walk = feed.walk;
    if (!is_page) {
        job.without_validators = whole.erase(id) > 0;
        if (to_backfill.erase(id) > 0)
            job.pages = most_pages;
        else if (!job.rhythm.last_success)
            job.pages = job.subscription->backfill;
        ordered.erase(id);
        queue.erase(id);
    }
    ++polls;
    auto slot = in_flight[id].slot();
    auto done = [self = shared_from_this(), id](std::exception_ptr error, Outcome outcome) {
        self->finished(id, std::move(error), std::move(outcome));
    };
    auto work = is_page ? poller.page(std::move(job)) : poller.poll(std::move(job));
    asio::co_spawn(executor, std::move(work), asio::bind_cancellation_slot(slot, std::move(done)));
}

void Engine::Impl::finished(FeedId id, std::exception_ptr error, Outcome outcome) {
    in_flight.erase(id);
    pacer.finish(id, Steady::now());
    if (error) {
        ++crashes;
        abandon(id);
        if (!stopped) queue.set(id, clock.now() + retry_after_crash);
        const auto found = feeds.find(id);
        const auto name =
            found == feeds.end() ? std::string{"?"} : found->second.subscription->name;
        outcome.feed = id;
        outcome.name = name;
        outcome.kind = Outcome::Kind::failed;
        outcome.error_kind = "store";
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& thrown) {
            outcome.error = thrown.what();
        } catch (...) {
            outcome.error = "an unknown exception";
        }
        if (!stopped) log->error("poll failed feed={} why=\"{}\"", name, outcome.error);
        if (!stopped && outcome_callback) outcome_callback(outcome);
    } else if (outcome.error_kind == "cancelled") {
        abandon(id);
    } else {
        absorb(id, outcome);
        if (outcome_callback) outcome_callback(outcome);
    }
    if (stopped) {
        if (in_flight.empty()) idle_timer.cancel();
        return;
    }
    pump();
}

void Engine::Impl::absorb(FeedId id, const Outcome& outcome) {
    const auto site = identity::registrable_domain(outcome.url);
    if (outcome.kind == Outcome::Kind::resting) {
        heed_rate_limit(outcome, site);
    } else if (outcome.error.empty()) {
        if (const auto eased = manners.succeeded(site)) {
            pacer.slow_down(site, *eased);
            keep_rest({.site = site, .until = clock.now(), .delay = *eased});
        }
    }
    if (!outcome.url.starts_with("file:")) {
        heed_network(id, outcome);
        heed_host(id, outcome);
    }
    const auto found = feeds.find(id);
    if (found == feeds.end()) return;  // Removed from the configuration while it was polled.
    auto& feed = found->second;
    feed.walk = outcome.walk;
    if (outcome.is_page) {
        // A poll that fell due meanwhile comes first.
        if (feed.wants_poll)
            enqueue(id);
        else if (outcome.error.empty())
            enqueue_page(id);
        return;
    }
    feed.validators = outcome.validators;
    feed.body_hash = outcome.body_hash;
    feed.moved_to = outcome.in_use;
    feed.title = outcome.title;
    feed.rhythm = outcome.rhythm;
    if (!feed.subscription->disabled) queue.set(id, outcome.next.at);
    if (outcome.error.empty()) enqueue_page(id);
}

void Engine::Impl::heed_rate_limit(const Outcome& outcome, const std::string& site) {
    const auto now = clock.now();
    // Without a Retry-After the feed's own ladder decides; the site's pace is halved either way.
    const auto rest = outcome.rest.value_or(Seconds{0});
    const auto delay =
        outcome.rest ? manners.delay(site) : manners.rate_limited(site, config->fetch.host_delay);
    pacer.slow_down(site, delay);
    log->warn("site rests site={} for={} delay={} why=\"{}\"", site, format_duration(rest),
              format_duration(delay), outcome.error);
    store::HostRest kept{
        .site = site, .until = now + rest, .delay = delay, .reason = outcome.error};
    if (rest.count() > 0) {
        pacer.rest(site, Steady::now() + rest);
        rests[site] = kept;
        ask_again(pacer.withdraw_site(site));
    }
    keep_rest(std::move(kept));
}

void Engine::Impl::keep_rest(store::HostRest rest) {
    write(store.rest(std::move(rest)), "a site's rest");
}

void Engine::Impl::write(asio::awaitable<void> work, const char* what) {
    auto logger = log;
    asio::co_spawn(executor, std::move(work), [logger, what](std::exception_ptr error) {
        try {
            if (error) std::rethrow_exception(error);
        } catch (const std::exception& thrown) {
            logger->error("{} could not be stored why=\"{}\"", what, thrown.what());
        }
    });
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
        Loaded loaded;
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
        self->idle_timer.expires_at(Steady::time_point::max());
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
