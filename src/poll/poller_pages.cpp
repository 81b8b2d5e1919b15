#include "async/workers.hpp"
#include "base/url.hpp"
#include "poll/document.hpp"
#include "poll/draft.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>

#include <utility>

/// The walk through a feed's older pages (RFC 5005), a page at a time.
namespace weir::poll {
namespace {

/// A page stands where the document says, which need not be the feed's own server: secrets and what
/// the operator allowed for that go to no other.
fetch::Request page_request(const Job& job) {
    fetch::Request request;
    if (url::origin(job.walk->url) == url::origin(job.subscription->url))
        return request_for(job, job.walk->url);
    request.url = job.walk->url;
    return request;
}

/// Entries and nothing else: what the page leaves out means nothing.
store::PollRecord page_record(FeedId feed, Instant now, std::vector<store::Arrival> arrivals) {
    store::PollRecord record;
    record.feed = feed;
    record.outcome = store::PollRecord::Outcome::changed;
    record.at = now;
    record.partial = true;
    record.older = true;
    record.arrivals = std::move(arrivals);
    return record;
}

}  // namespace

std::optional<Walk> first_walk(const Job& job, const store::PollRecord& record,
                               const fetch::Response& response) {
    if (!record.about || job.pages <= 0) return {};
    return begin_walk(*record.about, response.url, job.pages, false);
}

std::optional<Walk> walk_over_gap(const Job& job, const store::PollRecord& record,
                                  const fetch::Response& response) {
    if (!record.about || !job.rhythm.last_new || record.partial || job.walk) return {};
    return begin_walk(*record.about, response.url, most_pages, true);
}

bool met_known(const store::Applied& applied) {
    return applied.same + applied.changed + applied.relinked + applied.held > 0;
}

boost::asio::awaitable<void> Poller::keep_walk(FeedId feed, std::optional<Walk> walk) {
    auto key = fmt::format("{}{}", walk_note, feed);
    std::optional<std::string> value;
    if (walk) value = to_text(*walk);
    co_await store_.keep_note(std::move(key), std::move(value));
}

boost::asio::awaitable<Outcome> Poller::page(Job job) {
    // The validators and the redirect are those of the feed's own document.
    job.without_validators = true;
    job.moved_to.clear();
    auto draft = begin(job);
    auto& outcome = draft.outcome;
    outcome.url = job.walk->url;
    outcome.is_page = true;
    outcome.rhythm = job.rhythm;
    auto request = page_request(job);
    auto answer = co_await fetcher_.fetch(std::move(request));
    if (!answer && answer.error().kind == fetch::Error::Kind::cancelled) {
        outcome.kind = Outcome::Kind::failed;
        outcome.error_kind = "cancelled";
        outcome.walk = job.walk;
        co_return std::move(outcome);
    }
    if (!answer) take_error(job, draft, answer.error());
    if (answer) take_answer(job, draft, *answer);
    if (!answer || !outcome.error.empty()) {
        outcome.walk = try_again(*job.walk);
        co_await keep_walk(job.feed, outcome.walk);
        log_page(outcome);
        co_return std::move(outcome);
    }
    parse::Hints hints;
    hints.base_url = answer->url;
    hints.content_type = answer->content_type;
    auto read = [job, body = std::move(answer->body), hints = std::move(hints),
                 now = draft.facts.started] { return read_document(job, body, hints, now); };
    auto document = co_await async::on(workers_, std::move(read));
    if (!document) {
        take_refusal(job, draft, document.error());
        outcome.walk = try_again(*job.walk);
        co_await keep_walk(job.feed, outcome.walk);
        log_page(outcome);
        co_return std::move(outcome);
    }
    const auto about = std::move(document->about);
    outcome.kind = Outcome::Kind::changed;
    outcome.entries = document->entries;
    outcome.repairs = document->repairs;
    auto record = page_record(job.feed, draft.record.at, std::move(document->arrivals));
    outcome.applied = co_await store_.apply(std::move(record));
    outcome.walk = next_step(*job.walk, about, met_known(outcome.applied));
    co_await keep_walk(job.feed, outcome.walk);
    log_page(outcome);
    co_return std::move(outcome);
}

void Poller::log_page(const Outcome& outcome) const {
    if (!outcome.error.empty()) {
        log_->warn("page {} feed={} url={} kind={} why=\"{}\"", to_string(outcome.kind),
                   outcome.name, outcome.url, outcome.error_kind, outcome.error);
        return;
    }
    log_->info("page read feed={} url={} entries={} new={} next={}", outcome.name, outcome.url,
               outcome.entries, outcome.applied.fresh,
               outcome.walk ? std::string_view{outcome.walk->url} : "none");
}

}  // namespace weir::poll
