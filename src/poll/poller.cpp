#include "poll/poller.hpp"

#include "async/workers.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "identity/identity.hpp"
#include "poll/document.hpp"
#include "poll/draft.hpp"
#include "poll/verdict.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace weir::poll {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::string_view file_prefix = "file:";

/// Once every thirty days the configured URL is asked again instead of the one it moved to: a
/// redirect that was taken back is noticed. The feeds take turns over the days.
bool asks_configured_url(const Job& job, Instant now) {
    if (job.moved_to.empty()) return true;
    const auto day = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
    if (!job.rhythm.last_start || (day + job.feed) % 30 != 0) return false;
    return std::chrono::floor<std::chrono::days>(*job.rhythm.last_start) !=
           std::chrono::floor<std::chrono::days>(now);
}

/// What the body says of how often it wants to be read.
void take_hints(schedule::PollFacts& facts, const Feed& about) {
    facts.body_given = true;
    if (about.ttl_minutes && *about.ttl_minutes > 0)
        facts.hint = std::chrono::minutes{*about.ttl_minutes};
    facts.skip_hours = about.skip_hours;
    facts.skip_days = about.skip_days;
}

/// curl's times all run from the start; what a poll wants to know is how long each step took.
Phases phases_of(const fetch::Timing& timing) {
    const auto step = [](std::chrono::microseconds from, std::chrono::microseconds to) {
        return std::max(to - from, std::chrono::microseconds{0});
    };
    const auto connected = std::max({timing.dns, timing.connect, timing.tls});
    Phases phases;
    phases.dns = timing.dns;
    phases.connect = step(timing.dns, timing.connect);
    phases.tls = step(timing.connect, timing.tls);
    phases.waiting = step(connected, timing.first_byte);
    phases.receiving = step(timing.first_byte, timing.total);
    return phases;
}

std::chrono::microseconds since(Steady::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - start);
}

bool same_but_for_fragment(std::string_view a, std::string_view b) {
    return a.substr(0, a.find('#')) == b.substr(0, b.find('#'));
}

}  // namespace

double jitter(FeedId feed, Instant last_start) {
    const auto hash = hash64(fmt::format("{}:{}", feed, last_start.time_since_epoch().count()));
    return static_cast<double>(hash >> 11U) * 0x1.0p-53;
}

schedule::Limits limits_of(const Subscription& subscription) {
    return {.every = subscription.every,
            .min_every = subscription.min_every,
            .max_every = subscription.max_every,
            .honour_long_hints = subscription.honour_long_hints};
}

fetch::Request request_for(const Job& job, const std::string& url) {
    const auto& subscription = *job.subscription;
    fetch::Request request;
    request.url = url;
    if (!job.without_validators) request.validators = job.validators;
    request.headers = subscription.headers;
    request.credentials = subscription.credentials;
    request.ca_file = subscription.ca_file;
    request.insecure = subscription.insecure;
    request.literal_private = subscription.literal_private;
    return request;
}

std::string_view to_string(Outcome::Kind kind) {
    switch (kind) {
        case Outcome::Kind::changed:
            return "changed";
        case Outcome::Kind::unchanged:
            return "unchanged";
        case Outcome::Kind::failed:
            return "failed";
        case Outcome::Kind::gone:
            return "gone";
        case Outcome::Kind::resting:
            return "resting";
    }
    return "failed";
}

Poller::Poller(fetch::Fetcher& fetcher, store::Store& store, boost::asio::thread_pool& workers,
               const Clock& clock, std::shared_ptr<spdlog::logger> log)
    : fetcher_(fetcher), store_(store), workers_(workers), clock_(clock), log_(std::move(log)) {}

Poller::Draft Poller::begin(const Job& job) const {
    Draft draft;
    const auto now = clock_.now();
    auto& outcome = draft.outcome;
    outcome.feed = job.feed;
    outcome.name = job.subscription->name;
    outcome.url = asks_configured_url(job, now) ? job.subscription->url : job.moved_to;
    outcome.validators = job.validators;
    outcome.body_hash = job.body_hash;
    outcome.in_use = job.moved_to;
    outcome.title = job.title;
    draft.record.feed = job.feed;
    draft.record.at = now;
    draft.facts.started = now;
    return draft;
}

void Poller::take_error(const Job& job, Draft& draft, const fetch::Error& error) {
    const auto site = identity::registrable_domain(draft.outcome.url);
    const bool network = is_network_failure(error.kind);
    if (network) network_.failed(site);
    draft.outcome.kind = Outcome::Kind::failed;
    draft.outcome.error = error.detail;
    draft.outcome.error_kind = fetch::to_string(error.kind);
    draft.record.outcome = store::PollRecord::Outcome::failed;
    using Facts = schedule::PollFacts::Outcome;
    draft.facts.outcome = network && network_.lost() ? Facts::network_down : Facts::failed;
    if (!error.hops.empty() || shows_host(error.kind))
        draft.outcome.host = Outcome::Host::reached;
    else if (is_host_failure(error.kind) && draft.facts.outcome == Facts::failed)
        draft.outcome.host = Outcome::Host::unreachable;
    const bool through_redirect = !job.moved_to.empty() && draft.outcome.url == job.moved_to;
    if (through_redirect && discredits_redirect(error.kind) && !network_.lost()) {
        draft.record.moved_to = std::string{};
        draft.outcome.in_use.clear();
    }
}

void Poller::take_answer(const Job& job, Draft& draft, const fetch::Response& response) {
    network_.answered();
    auto& outcome = draft.outcome;
    // A file has no HTTP status, whatever stands in for one here.
    const bool is_file = outcome.url.starts_with(file_prefix);
    outcome.host = Outcome::Host::reached;
    outcome.http_status = draft.record.http_status = is_file ? 0 : response.status;
    outcome.wire_bytes = draft.record.wire_bytes = draft.facts.wire_bytes = response.wire_bytes;
    outcome.phases = phases_of(response.timing);
    draft.facts.http_status = response.status;
    draft.facts.fresh = response.fresh;
    draft.facts.retry_after = response.retry_after;

    const bool conditional = !job.without_validators && (!job.validators.etag.empty() ||
                                                         !job.validators.last_modified.empty());
    auto verdict = judge(response, conditional);
    using Facts = schedule::PollFacts::Outcome;
    using Record = store::PollRecord::Outcome;
    switch (verdict.kind) {
        case Verdict::Kind::body:
            return;
        case Verdict::Kind::unchanged:
            outcome.kind = Outcome::Kind::unchanged;
            draft.record.outcome = Record::unchanged;
            draft.record.validators = outcome.validators = merged(job.validators, response);
            draft.facts.outcome = Facts::unchanged;
            draft.facts.was_304 = true;
            return;
        case Verdict::Kind::gone:
            outcome.kind = Outcome::Kind::gone;
            draft.record.outcome = Record::gone;
            draft.facts.outcome = Facts::gone;
            break;
        case Verdict::Kind::rate_limited:
            outcome.kind = Outcome::Kind::resting;
            outcome.rest = response.retry_after;
            draft.record.outcome = Record::failed;
            draft.facts.outcome = Facts::rate_limited;
            break;
        case Verdict::Kind::failed:
            outcome.kind = Outcome::Kind::failed;
            draft.record.outcome = Record::failed;
            draft.facts.outcome = Facts::failed;
            break;
    }
    outcome.error = std::move(verdict.error);
    outcome.error_kind = std::move(verdict.error_kind);
    const bool through_redirect = !job.moved_to.empty() && outcome.url == job.moved_to;
    if (through_redirect && discredits_redirect(response.status)) {
        // The new address died: the configured one is asked next, and nothing is concluded yet.
        draft.record.moved_to = std::string{};
        outcome.in_use.clear();
        outcome.kind = Outcome::Kind::failed;
        draft.record.outcome = Record::failed;
        draft.facts.outcome = Facts::failed;
    }
}

void Poller::take_document(const Job& job, Draft& draft, const fetch::Response& response,
                           Document document) const {
    auto& outcome = draft.outcome;
    auto& record = draft.record;
    outcome.kind = Outcome::Kind::changed;
    outcome.entries = document.entries;
    outcome.repairs = record.repairs = document.repairs;
    if (job.subscription->title.empty() && !document.about.title.empty())
        outcome.title = document.about.title;
    take_hints(draft.facts, document.about);
    record.outcome = store::PollRecord::Outcome::changed;
    record.partial = response.status == 226;
    record.complete = document.about.complete;
    record.format = document.format;
    record.about = std::move(document.about);
    record.arrivals = std::move(document.arrivals);
    draft.facts.outcome = schedule::PollFacts::Outcome::changed;
}

void Poller::take_redirect(const Job& job, Draft& draft, const fetch::Response& response) const {
    // Only a chain that ended in a feed (or in a 304 of one) has proved itself.
    if (draft.outcome.url != job.subscription->url && response.permanent_url.empty()) return;
    const auto& target = response.permanent_url;
    if (target == draft.outcome.in_use || same_but_for_fragment(target, job.subscription->url))
        return;
    if (target.empty() && draft.outcome.in_use.empty()) return;
    // An empty target: the configured URL answers by itself again, the redirect was taken back.
    draft.record.moved_to = target;
    draft.outcome.in_use = target;
    draft.outcome.moved_to = target;
}

boost::asio::awaitable<Outcome> Poller::poll(Job job) {
    auto draft = begin(job);
    const bool is_file = draft.outcome.url.starts_with(file_prefix);
    fetch::Response response;
    if (is_file) {
        auto read = [url = draft.outcome.url, limit = job.config->fetch.max_body] {
            return read_file(url, limit);
        };
        auto bytes = co_await async::on(workers_, std::move(read));
        if (bytes) {
            response.status = 200;
            response.url = draft.outcome.url;
            response.wire_bytes = bytes->size();
            response.body = std::move(*bytes);
        } else {
            take_error(job, draft, bytes.error());
        }
    } else {
        auto request = request_for(job, draft.outcome.url);
        auto answer = co_await fetcher_.fetch(std::move(request));
        if (answer) {
            response = std::move(*answer);
        } else {
            if (answer.error().kind == fetch::Error::Kind::cancelled) {
                draft.outcome.kind = Outcome::Kind::failed;
                draft.outcome.error_kind = "cancelled";
                draft.outcome.rhythm = job.rhythm;
                co_return std::move(draft.outcome);
            }
            take_error(job, draft, answer.error());
        }
    }
    if (response.status != 0) take_answer(job, draft, response);

    const bool has_body =
        response.status != 0 && draft.outcome.error.empty() && !draft.facts.was_304;
    if (has_body) {
        const auto hash = body_hash(response.body);
        if (hash == job.body_hash && !job.without_validators) {
            draft.outcome.kind = Outcome::Kind::unchanged;
            draft.record.outcome = store::PollRecord::Outcome::unchanged;
            draft.facts.outcome = schedule::PollFacts::Outcome::unchanged;
        } else {
            auto hints = parse::Hints{response.url, response.content_type};
            auto read = [job, body = std::move(response.body), hints = std::move(hints),
                         now = draft.facts.started] {
                return read_document(job, body, hints, now);
            };
            const auto read_from = Steady::now();
            auto document = co_await async::on(workers_, std::move(read));
            draft.outcome.phases.parsing = since(read_from);
            if (document) {
                draft.record.body_hash = draft.outcome.body_hash = hash;
                take_document(job, draft, response, std::move(*document));
            } else {
                take_refusal(job, draft, document.error());
            }
        }
        if (draft.outcome.kind != Outcome::Kind::failed)
            draft.record.validators = draft.outcome.validators = merged(job.validators, response);
    }
    if (response.status != 0 && draft.outcome.error.empty() && !is_file)
        take_redirect(job, draft, response);

    settle(job, draft);
    std::optional<Walk> walk = first_walk(job, draft.record, response);
    // Before the entries: a crash in between must not lose what happens only once.
    if (walk) {
        co_await keep_walk(job.feed, walk);
    }
    auto gap = walk_over_gap(job, draft.record, response);
    auto record = std::move(draft.record);
    const auto handed_over = Steady::now();
    auto applied = co_await store_.apply(std::move(record));
    draft.outcome.phases.storing = since(handed_over);
    if (gap && !met_known(applied) && applied.fresh > 0) {
        walk = std::move(gap);
        co_await keep_walk(job.feed, walk);
    }
    draft.outcome.walk = job.walk;
    if (walk) draft.outcome.walk = std::move(walk);
    finish(job, draft, std::move(applied));
    log_outcome(draft.outcome);
    co_return std::move(draft.outcome);
}

void Poller::take_refusal(const Job& job, Draft& draft, const parse::Error& error) const {
    draft.outcome.kind = Outcome::Kind::failed;
    draft.outcome.error = "this is no feed: " + error.detail;
    draft.outcome.error_kind = to_string(error.kind);
    draft.record.outcome = store::PollRecord::Outcome::failed;
    draft.facts.outcome = schedule::PollFacts::Outcome::failed;
    if (!job.moved_to.empty() && draft.outcome.url == job.moved_to) {
        draft.record.moved_to = std::string{};
        draft.outcome.in_use.clear();
    }
}

void Poller::settle(const Job& job, Draft& draft) const {
    draft.record.error = draft.outcome.error;
    draft.record.error_kind = draft.outcome.error_kind;
    draft.record.settle = [before = job.rhythm, facts = draft.facts, feed = job.feed,
                           limits = limits_of(*job.subscription)](
                              store::PollRecord& record, const store::Applied& applied) mutable {
        facts.new_entries = applied.fresh;
        const auto rhythm = schedule::learn(before, facts, limits);
        auto due = schedule::next_poll(rhythm, facts.started, limits, jitter(feed, facts.started));
        record.rhythm = schedule::to_text(rhythm);
        record.state = schedule::to_string(rhythm.state);
        record.failures = static_cast<std::size_t>(rhythm.failures_in_row);
        record.next_poll = due.at;
        record.next_reason = std::move(due.reason);
    };
}

void Poller::finish(const Job& job, Draft& draft, store::Applied applied) const {
    auto& outcome = draft.outcome;
    const auto limits = limits_of(*job.subscription);
    draft.facts.new_entries = applied.fresh;
    outcome.rhythm = schedule::learn(job.rhythm, draft.facts, limits);
    outcome.next = schedule::next_poll(outcome.rhythm, draft.facts.started, limits,
                                       jitter(job.feed, draft.facts.started));
    outcome.applied = std::move(applied);
}

void Poller::log_outcome(const Outcome& outcome) const {
    if (!outcome.moved_to.empty())
        log_->info("feed moved feed={} from={} to={}", outcome.name, outcome.url, outcome.moved_to);
    if (!outcome.error.empty()) {
        log_->warn("poll {} feed={} url={} status={} kind={} why=\"{}\" next={}",
                   to_string(outcome.kind), outcome.name, outcome.url, outcome.http_status,
                   outcome.error_kind, outcome.error, rfc3339(outcome.next.at));
        return;
    }
    const auto& applied = outcome.applied;
    log_->info(
        "poll {} feed={} status={} entries={} new={} changed={} duplicate={} repaired={} "
        "bytes={} next={}",
        to_string(outcome.kind), outcome.name, outcome.http_status, outcome.entries, applied.fresh,
        applied.changed, applied.duplicates, outcome.repairs, outcome.wire_bytes,
        rfc3339(outcome.next.at));
}

}  // namespace weir::poll
