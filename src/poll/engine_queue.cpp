#include "base/url.hpp"
#include "identity/identity.hpp"
#include "poll/engine_impl.hpp"
#include "poll/poller.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>
#include <spdlog/logger.h>

#include <algorithm>

/// What is polled when: from the queue of due feeds through the hosts' lines to a poll and back.
namespace weir::poll {
namespace {

namespace asio = boost::asio;

/// A poll whose result the store could not take is tried again after so long.
constexpr Seconds retry_after_crash{60};
/// The wall clock is looked at least this often, so that a jump of it is noticed.
constexpr std::chrono::seconds longest_sleep{60};

}  // namespace

schedule::Due Engine::Impl::due_of(FeedId id, const Tracked& feed) const {
    const auto now = clock.now();
    if (!feed.rhythm.last_start) return {now, "never polled before"};
    return schedule::next_poll(feed.rhythm, now, limits_of(*feed.subscription),
                               jitter(id, *feed.rhythm.last_start));
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

}  // namespace weir::poll
