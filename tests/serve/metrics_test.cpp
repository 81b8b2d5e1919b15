#include "serve/metrics.hpp"

#include "serve/server.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

using namespace weir::serve;

namespace {

bool has_line(const Metrics& metrics, const std::string& line) {
    return ('\n' + metrics.text()).find('\n' + line + '\n') != std::string::npos;
}

}  // namespace

TEST_CASE("numbers appear in Prometheus' text format", "[serve]") {
    Metrics metrics;
    metrics.counter("weir_polls_total", "Polls", {{"kind", "changed"}}).add();
    metrics.counter("weir_polls_total", "Polls", {{"kind", "changed"}}).add(2);
    metrics.counter("weir_polls_total", "Polls", {{"kind", "a\"b\n"}}).add();
    metrics.gauge("weir_feeds", "Feeds").set(7);
    metrics.histogram("weir_s", "Time", {0.5, 1}).observe(0.7);

    CHECK(has_line(metrics, "# HELP weir_polls_total Polls"));
    CHECK(has_line(metrics, "# TYPE weir_polls_total counter"));
    CHECK(has_line(metrics, "weir_polls_total{kind=\"changed\"} 3"));
    CHECK(has_line(metrics, "weir_polls_total{kind=\"a\\\"b\\n\"} 1"));
    CHECK(has_line(metrics, "weir_feeds 7"));
    CHECK(has_line(metrics, "weir_s_bucket{le=\"0.5\"} 0"));
    CHECK(has_line(metrics, "weir_s_bucket{le=\"1\"} 1"));
    CHECK(has_line(metrics, "weir_s_count 1"));
}

TEST_CASE("a counter follows a total and never falls", "[serve]") {
    Metrics metrics;
    Counter counter = metrics.counter("weir_x_total", "X");
    counter.reach(5);
    counter.reach(3);
    counter.reach(8);
    CHECK(has_line(metrics, "weir_x_total 8"));
}

TEST_CASE("a server's counts appear as they are", "[serve]") {
    Metrics metrics;
    update(metrics, {.requests = 2, .connections = 1, .bytes = 100, .open = 1});
    update(metrics, {.requests = 5, .connections = 2, .rejected = 1, .bytes = 300, .open = 0});
    CHECK(has_line(metrics, "weir_http_requests_total 5"));
    CHECK(has_line(metrics, "weir_http_connections_total 2"));
    CHECK(has_line(metrics, "weir_http_rejected_total 1"));
    CHECK(has_line(metrics, "weir_http_sent_bytes_total 300"));
    CHECK(has_line(metrics, "weir_http_open_connections 0"));
}

TEST_CASE("a name cannot be two kinds of number", "[serve]") {
    Metrics metrics;
    metrics.gauge("weir_x", "X").set(1);
    CHECK_THROWS_AS(metrics.counter("weir_x", "X"), std::invalid_argument);
    CHECK_THROWS_AS(metrics.gauge("no name", "X"), std::invalid_argument);
}
