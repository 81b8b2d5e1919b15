#include "app/meters.hpp"

#include "app/process_figures.hpp"
#include "async/workers.hpp"
#include "base/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace weir::app {
namespace {

/// Counting the items of a large store takes a while; scrapers come more often than it changes.
constexpr std::chrono::seconds store_figures_last{10};

constexpr std::array poll_kinds{poll::Outcome::Kind::changed, poll::Outcome::Kind::unchanged,
                                poll::Outcome::Kind::failed, poll::Outcome::Kind::gone,
                                poll::Outcome::Kind::resting};
constexpr std::array feed_states{"new", "ok", "failing", "gone", "disabled"};

const std::vector<double>& network_bounds() {
    static const std::vector<double> bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                            0.25,  0.5,    1,     2.5,  5,     10,   30};
    return bounds;
}

/// Parsing and committing take less than a millisecond when all is well.
const std::vector<double>& local_bounds() {
    static const std::vector<double> bounds{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                            0.025,  0.05,    0.1,    0.25,  1,      5};
    return bounds;
}

double seconds(std::chrono::microseconds time) {
    return std::chrono::duration<double>(time).count();
}

serve::Counter polls(serve::Metrics& metrics, poll::Outcome::Kind kind) {
    return metrics.counter("weir_polls_total", "Polls by how they ended",
                           {{"outcome", std::string{poll::to_string(kind)}}});
}

serve::Counter failures(serve::Metrics& metrics, const std::string& kind) {
    return metrics.counter("weir_poll_failures_total", "Polls that failed, by the kind of failure",
                           {{"kind", kind}});
}

serve::Histogram phase(serve::Metrics& metrics, const char* name) {
    return metrics.histogram("weir_poll_phase_seconds", "How long the steps of polls took",
                             network_bounds(), {{"phase", name}});
}

serve::Histogram parsing(serve::Metrics& metrics) {
    return metrics.histogram("weir_parse_seconds",
                             "Parsing one document, with the wait for a worker", local_bounds());
}

serve::Histogram commit(serve::Metrics& metrics) {
    return metrics.histogram("weir_store_commit_seconds",
                             "From handing a poll's result to the writer until it is committed",
                             local_bounds());
}

serve::Counter received(serve::Metrics& metrics) {
    return metrics.counter("weir_poll_received_bytes_total",
                           "Bytes of bodies as they came over the network");
}

serve::Counter repairs(serve::Metrics& metrics) {
    return metrics.counter("weir_repairs_total", "Repairs that broken documents needed");
}

serve::Counter entries(serve::Metrics& metrics, const char* result) {
    return metrics.counter("weir_entries_total", "Entries of documents, by what became of them",
                           {{"result", result}});
}

serve::Counter reloads(serve::Metrics& metrics, bool taken_over) {
    return metrics.counter("weir_reloads_total", "Configurations read again",
                           {{"result", taken_over ? "taken" : "refused"}});
}

serve::Histogram answers(serve::Metrics& metrics) {
    return metrics.histogram("weir_http_response_seconds",
                             "From a whole request to the last byte of its response",
                             local_bounds());
}

serve::Counter responses(serve::Metrics& metrics, std::string_view route, int status) {
    return metrics.counter("weir_http_responses_total",
                           "Responses by what was asked for and status",
                           {{"route", std::string{route}}, {"status", fmt::to_string(status)}});
}

serve::Gauge reload_refused(serve::Metrics& metrics) {
    return metrics.gauge("weir_reload_refused", "1 when the last reload was refused, else 0");
}

constexpr std::array phase_names{"dns", "connect", "tls", "waiting", "receiving"};
constexpr std::array entry_results{"new",     "changed",  "same", "duplicate",
                                   "dropped", "relinked", "held"};

}  // namespace

std::string_view route_of(std::string_view path, int status) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> exact{
        {{"/", "river"},
         {"/opml", "opml"},
         {"/status", "status"},
         {"/healthz", "healthz"},
         {"/metrics", "metrics"}}};
    for (const auto& [name, route] : exact)
        if (path == name) return route;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> below{
        {{"/item/", "item"}, {"/feed/", "feed"}, {"/tag/", "tag"}, {"/search", "search"}}};
    for (const auto& [prefix, route] : below)
        if (path.starts_with(prefix)) return route;
    // What nobody serves must not look like an output.
    return status == 404 ? "none" : "output";
}

/// Asking the registry by name takes microseconds; what each poll and request counts is at hand.
struct Meters::Handles {
    explicit Handles(serve::Metrics& metrics)
        : parsed(parsing(metrics)),
          committed(commit(metrics)),
          bytes(received(metrics)),
          repaired(repairs(metrics)),
          answered(answers(metrics)) {
        for (const auto kind : poll_kinds) polled.push_back(polls(metrics, kind));
        for (const auto* name : phase_names) phases.push_back(phase(metrics, name));
        for (const auto* result : entry_results) seen.push_back(entries(metrics, result));
        // Others join when they first happen; alerts and dashboards ask for these by name.
        for (const auto* kind : {"dns", "timeout", "tls", "store"}) (void)failures(metrics, kind);
        (void)responses(metrics, "output", 200);
        (void)reloads(metrics, true);
        (void)reloads(metrics, false);
        reload_refused(metrics).set(0);
    }

    void count(const store::Applied& applied);
    void count(const poll::Phases& took);

    std::vector<serve::Counter> polled;    ///< As poll_kinds.
    std::vector<serve::Histogram> phases;  ///< As phase_names.
    std::vector<serve::Counter> seen;      ///< As entry_results.
    serve::Histogram parsed, committed;
    serve::Counter bytes, repaired;
    serve::Histogram answered;
    std::map<std::pair<std::string_view, int>, serve::Counter> responses_by_route;
};

void Meters::Handles::count(const store::Applied& applied) {
    const std::array<std::size_t, entry_results.size()> numbers{
        applied.fresh,   applied.changed,  applied.same, applied.duplicates,
        applied.dropped, applied.relinked, applied.held};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (numbers.at(i) > 0) seen[i].add(static_cast<double>(numbers.at(i)));
}

void Meters::Handles::count(const poll::Phases& took) {
    const std::array<std::chrono::microseconds, phase_names.size()> steps{
        took.dns, took.connect, took.tls, took.waiting, took.receiving};
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps.at(i).count() > 0) phases[i].observe(seconds(steps.at(i)));
    if (took.parsing.count() > 0) parsed.observe(seconds(took.parsing));
    if (took.storing.count() > 0) committed.observe(seconds(took.storing));
}

Meters::Meters(Services services, Instant started)
    : services_(std::move(services)),
      readers_(services_.store, 1),
      handles_(std::make_unique<Handles>(metrics_)) {
    metrics_
        .gauge("weir_build_info", "Always 1; the version is in the label",
               {{"version", std::string{version}}})
        .set(1);
    metrics_.gauge("process_start_time_seconds", "When it started, in seconds since 1970 UTC")
        .set(static_cast<double>(started.time_since_epoch().count()));
}

Meters::~Meters() = default;

void Meters::polled(const poll::Outcome& outcome) {
    if (!outcome.is_page) {
        const auto kind = std::ranges::find(poll_kinds, outcome.kind) - poll_kinds.begin();
        handles_->polled.at(static_cast<std::size_t>(kind)).add();
        if (!outcome.error_kind.empty()) failures(metrics_, outcome.error_kind).add();
    }
    handles_->bytes.add(static_cast<double>(outcome.wire_bytes));
    handles_->repaired.add(static_cast<double>(outcome.repairs));
    handles_->count(outcome.applied);
    handles_->count(outcome.phases);
}

void Meters::answered(const serve::Answered& answer) {
    const std::pair key(route_of(answer.path, answer.status), answer.status);
    auto known = handles_->responses_by_route.find(key);
    if (known == handles_->responses_by_route.end())
        known =
            handles_->responses_by_route.emplace(key, responses(metrics_, key.first, key.second))
                .first;
    known->second.add();
    handles_->answered.observe(seconds(answer.took));
}

void Meters::reloaded(bool taken_over) {
    reloads(metrics_, taken_over).add();
    reload_refused(metrics_).set(taken_over ? 0 : 1);
}

Meters::Stored Meters::read(store::ReaderPool& readers, const config::Config& config) {
    auto reader = readers.lease();
    Stored stored;
    stored.figures = reader->figures();
    std::unordered_map<std::string, std::string> states;
    for (auto& feed : reader->feeds()) states.emplace(std::move(feed.url), std::move(feed.state));
    for (const auto* state : feed_states) stored.by_state[state] = 0;
    for (const auto& feed : config.feeds) {
        const auto known = states.find(feed.url);
        const bool untold = known == states.end() || known->second.empty();
        ++stored.by_state[feed.disabled ? "disabled" : untold ? "new" : known->second];
    }
    return stored;
}

void Meters::show(const Stored& stored) {
    const auto gauge = [this](const char* name, const char* help, auto value) {
        metrics_.gauge(name, help).set(static_cast<double>(value));
    };
    for (const auto& [state, number] : stored.by_state)
        metrics_.gauge("weir_feeds", "Feeds by state", {{"state", state}})
            .set(static_cast<double>(number));
    const auto& figures = stored.figures;
    gauge("weir_store_items", "Items in the store", figures.items);
    gauge("weir_store_stories", "Stories in the store, lone items included", figures.stories);
    gauge("weir_store_revisions", "Former versions of items in the store", figures.revisions);
    gauge("weir_store_unindexed_items", "Items that wait to become searchable", figures.unindexed);
    gauge("weir_store_size_bytes", "Database and log on disk", figures.bytes);
}

void Meters::show_work() {
    const auto figures = services_.engine.figures();
    metrics_.gauge("weir_polls_queued", "Feeds that are due and wait for their turn")
        .set(static_cast<double>(figures.queued));
    metrics_.gauge("weir_polls_in_flight", "Polls under way")
        .set(static_cast<double>(figures.in_flight));
    serve::update(metrics_, services_.server());
}

void Meters::show_process() {
    const auto figures = process_figures();
    const auto gauge = [this](const char* name, const char* help, double value) {
        metrics_.gauge(name, help).set(value);
    };
    gauge("process_resident_memory_bytes", "Memory in use", figures.resident_bytes);
    gauge("process_open_fds", "Open file descriptors", figures.open_files);
    gauge("process_max_fds", "Most file descriptors that may be open", figures.most_files);
    metrics_.counter("process_cpu_seconds_total", "CPU time in user and kernel mode")
        .reach(figures.cpu_seconds);
}

boost::asio::awaitable<serve::Reply> Meters::page() {
    const auto now = std::chrono::steady_clock::now();
    if (!read_at_ || now - *read_at_ >= store_figures_last) {
        auto look = [&readers = readers_, config = services_.config()] {
            return read(readers, *config);
        };
        bool readable = true;
        try {
            const auto stored = co_await async::on(services_.workers, std::move(look));
            show(stored);
        } catch (const store::Error&) {
            // The other numbers are wanted most when the store is in trouble.
            readable = false;
        }
        metrics_.gauge("weir_store_readable", "1 when the store could be read, else 0")
            .set(readable ? 1 : 0);
        read_at_ = now;
    }
    show_work();
    show_process();
    serve::Reply reply;
    reply.media_type = serve::metrics_media_type;
    reply.body = metrics_.text();
    reply.headers.push_back({"Cache-Control", "no-store"});
    co_return reply;
}

}  // namespace weir::app
