#include "base/url.hpp"
#include "identity/identity.hpp"
#include "poll/engine_impl.hpp"
#include "poll/poller.hpp"

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>
#include <spdlog/logger.h>

#include <algorithm>

/// Whom to leave alone: sites that asked for it, hosts that cannot be reached, and everybody while
/// our own network is down.
namespace weir::poll {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> keep_pardon(store::Store& store, store::PollRecord record) {
    (void)co_await store.apply(std::move(record));
}

}  // namespace

std::string sentence(const schedule::HostTroubles::Trouble& trouble) {
    return fmt::format(
        "its host could not be reached {} times in a row ({}), so its feeds wait for one probe",
        trouble.failures, trouble.why);
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
    if (!feed.host.empty() && troubles.reached(feed.host)) keep_trouble(feed.host, std::nullopt);
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
    if (outcome.host == Outcome::Host::unreachable && found != feeds.end()) {
        const auto limits = limits_of(*found->second.subscription);
        const auto gap = std::max(schedule::base_gap(outcome.rhythm, limits), limits.min_every);
        const auto now = clock.now();
        if (const auto down = troubles.failed(host, outcome.error, now, gap, jitter(id, now))) {
            log->warn("host unreachable host={} failures={} probe={}", host, down->failures,
                      rfc3339(down->probe_at));
            keep_trouble(host, schedule::HostTroubles::to_text(*down));
            ask_again(pacer.withdraw_origin(host));
        }
    } else if (outcome.host == Outcome::Host::reached && troubles.reached(host)) {
        log->info("host reached again host={}", host);
        keep_trouble(host, std::nullopt);
    }
    // The feed may have been put in line for another host than it asked in the end.
    troubles.gave_up(host, id);
    ask_again(troubles.take_waiting(host));
    if (found == feeds.end() || found->second.host == host || found->second.host.empty()) return;
    const auto claimed = found->second.host;
    troubles.gave_up(claimed, id);
    ask_again(troubles.take_waiting(claimed));
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

/// Absent text: the host is well.
void Engine::Impl::keep_trouble(const std::string& host, std::optional<std::string> text) {
    write(store.keep_note(std::string{unreachable_note} + host, std::move(text)),
          "an unreachable host");
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

}  // namespace weir::poll
