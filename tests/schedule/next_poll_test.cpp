#include "schedule/facts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace weir::schedule {
namespace {

using namespace std::chrono_literals;

Rhythm healthy() {
    Rhythm rhythm;
    rhythm.state = State::ok;
    rhythm.last_start = rhythm.last_success = rhythm.last_new = start;
    return rhythm;
}

Seconds gap(const Rhythm& rhythm, const Limits& limits = {}, double jitter = 0) {
    return next_poll(rhythm, start, limits, jitter).at - start;
}

TEST_CASE("a feed that was never polled is due at once", "[schedule]") {
    const auto due = next_poll({}, start, {}, 0.9);
    CHECK(due.at == start);
    CHECK(due.reason == "never polled before");
}

TEST_CASE("the gap follows how often entries arrive and how long none has", "[schedule]") {
    struct Row {
        Seconds mean_gap, idle, gap;
    };
    const auto row = GENERATE(values<Row>({{0s, 0s, 1h},
                                           {30min, 0s, 1h},
                                           {6h, 0s, 2h},
                                           {6h, 24h, 3h},
                                           {30 * 24h, 0s, 24h},
                                           {1h, 40 * 24h, 24h}}));
    CAPTURE(row.mean_gap.count(), row.idle.count());
    auto rhythm = healthy();
    rhythm.mean_gap = row.mean_gap;
    rhythm.last_new = start - row.idle;
    CHECK(gap(rhythm) == row.gap);
}

TEST_CASE("configured intervals hold, above min_every", "[schedule]") {
    struct Row {
        Seconds every, min_every, gap;
    };
    const auto row = GENERATE(values<Row>({{30min, 15min, 30min},
                                           {1min, 15min, 15min},
                                           {1s, 1s, 1s},
                                           {2s, 1s, 2s},
                                           {7 * 24h, 15min, 7 * 24h}}));
    CAPTURE(row.every.count());
    CHECK(gap(healthy(), {.every = row.every, .min_every = row.min_every}) == row.gap);
    CHECK(gap(healthy(), {.every = row.every, .min_every = row.min_every}, 0.999) <=
          row.gap + row.gap / 10);
}

TEST_CASE("max_every caps our own wish and nobody else's", "[schedule]") {
    auto rhythm = healthy();
    rhythm.mean_gap = 30 * 24h;
    CHECK(gap(rhythm, {.max_every = 2h}) == 2h);
    CHECK(gap(rhythm, {.min_every = 1min, .max_every = 10min}) == 10min);
    CHECK(gap(rhythm, {.max_every = 7 * 24h}) == 7 * 24h);
    rhythm.fresh = 5h;
    CHECK(gap(rhythm, {.max_every = 2h}) == 5h);
    rhythm.not_before = start + 3 * 24h;
    CHECK(gap(rhythm, {.max_every = 2h}) == 3 * 24h);
}

TEST_CASE("hints of server and feed lengthen the gap up to a day", "[schedule]") {
    struct Row {
        Seconds fresh, hint, gap, gap_when_honoured;
    };
    const auto row = GENERATE(values<Row>({{0s, 0s, 1h, 1h},
                                           {2h, 0s, 2h, 2h},
                                           {0s, 3h, 3h, 3h},
                                           {2h, 4h, 4h, 4h},
                                           {10min, 0s, 1h, 1h},
                                           {31 * 24h, 0s, 24h, 31 * 24h},
                                           {0s, 48h, 24h, 48h}}));
    CAPTURE(row.fresh.count(), row.hint.count());
    auto rhythm = healthy();
    rhythm.fresh = row.fresh;
    rhythm.hint = row.hint;
    CHECK(gap(rhythm) == row.gap);
    CHECK(gap(rhythm, {.honour_long_hints = true}) == row.gap_when_honoured);
}

TEST_CASE("a fixed interval still heeds the server's hints", "[schedule]") {
    auto rhythm = healthy();
    rhythm.fresh = 2h;
    CHECK(gap(rhythm, {.every = 15min}) == 2h);
}

TEST_CASE("a large feed that never answers 304 is polled on a byte budget", "[schedule]") {
    struct Row {
        std::uint64_t bytes;
        Seconds gap;
    };
    const auto row = GENERATE(values<Row>({{0, 1s},
                                           {20'000, 1s},  // 864 s: below what min_every demands
                                           {40'000, 1728s},
                                           {500'000, 6h},
                                           {10'000'000, 5 * 24h}}));
    CAPTURE(row.bytes);
    auto poll = facts(Outcome::unchanged, start);
    poll.wire_bytes = row.bytes;
    const Limits limits{.every = 1s, .min_every = 1s};
    auto rhythm = learn(healthy(), poll, limits);
    CHECK(gap(rhythm, limits) == row.gap);

    poll.was_304 = true;
    CHECK(gap(learn(rhythm, poll, limits), limits) == 1s);
}

TEST_CASE("jitter only ever adds, at most a tenth and ten minutes", "[schedule]") {
    struct Row {
        Seconds every, most;
    };
    const auto row =
        GENERATE(values<Row>({{1s, 0s}, {100s, 10s}, {1h, 6min}, {24h, 10min}, {48h, 10min}}));
    const Limits limits{.every = row.every, .min_every = 1s};
    CAPTURE(row.every.count());
    CHECK(gap(healthy(), limits, 0) == row.every);
    const auto most = gap(healthy(), limits, 0.9999);
    CHECK(most <= row.every + row.most);
    CHECK(most >= row.every + row.most - 1s);
}

TEST_CASE("a feed that fails is polled less and less often", "[schedule]") {
    struct Row {
        int failures;
        Seconds gap;
    };
    const auto row =
        GENERATE(values<Row>({{1, 1h}, {2, 2h}, {3, 4h}, {5, 16h}, {6, 24h}, {900, 24h}}));
    CAPTURE(row.failures);
    CHECK(gap(failing(row.failures)) == row.gap);
    CHECK(gap(failing(row.failures), {.every = 1s, .min_every = 1s}) ==
          std::min<Seconds>(24h, Seconds{1L << std::min(row.failures - 1, 20)}));
}

TEST_CASE("after thirty days without success a feed is polled weekly", "[schedule]") {
    auto rhythm = failing(40);
    CHECK(gap(rhythm) == 24h);
    rhythm.failing_since = start - 30 * 24h;
    CHECK(gap(rhythm) == 7 * 24h);
    rhythm.failures_in_row = 1;  // The daemon was away for a month: no ladder was climbed.
    CHECK(gap(rhythm) == 1h);
}

TEST_CASE("Retry-After stands in place of the ladder and beats every cap", "[schedule]") {
    struct Row {
        Seconds retry_after, gap;
    };
    const auto row = GENERATE(values<Row>({{5s, 15min},  // min_every
                                           {30min, 30min},
                                           {3 * 24h, 3 * 24h},
                                           {365 * 24h, 7 * 24h},
                                           {Seconds::max(), 7 * 24h},
                                           {-5s, 16h}}));
    CAPTURE(row.retry_after.count());
    auto poll = facts(Outcome::rate_limited, start);
    poll.http_status = 429;
    poll.retry_after = row.retry_after;
    const Limits limits{.max_every = 1h};
    const auto rhythm = learn(failing(4), poll, limits);
    CHECK(rhythm.state == State::failing);
    CHECK(gap(rhythm, limits) == row.gap);
    CHECK(gap(rhythm, limits, 0.99) >= row.gap);
}

TEST_CASE("a bare 429 doubles its own ladder", "[schedule]") {
    struct Row {
        int before;
        Seconds every, gap;
    };
    const auto row = GENERATE(values<Row>(
        {{0, 15min, 1h}, {0, 1h, 2h}, {1, 1h, 4h}, {3, 1h, 16h}, {9, 1h, 24h}, {0, 7 * 24h, 24h}}));
    CAPTURE(row.before, row.every.count());
    const Limits limits{.every = row.every};
    const auto rhythm = learn(failing(row.before), facts(Outcome::rate_limited, start), limits);
    CHECK(gap(rhythm, limits) == row.gap);
}

TEST_CASE("a gone feed is asked once more after thirty days", "[schedule]") {
    auto rhythm = learn(healthy(), facts(Outcome::gone, start), {});
    CHECK(rhythm.state == State::gone);
    CHECK(gap(rhythm) == 30 * 24h);

    const auto again = learn(rhythm, facts(Outcome::gone, start + 30 * 24h), {});
    CHECK(next_poll(again, start + 30 * 24h, {}, 0).at == never);
    CHECK(rfc3339(never) == "9999-12-31T23:59:59Z");

    const auto back = learn(rhythm, facts(Outcome::changed, start + 30 * 24h, 1), {});
    CHECK(back.state == State::ok);
    CHECK_FALSE(back.gone_since);
}

TEST_CASE("a disabled feed is never due", "[schedule]") {
    auto rhythm = healthy();
    rhythm.state = State::disabled;
    CHECK(next_poll(rhythm, start, {}, 0).at == never);
}

TEST_CASE("our own network being down is no failure of the feed", "[schedule]") {
    auto before = healthy();
    before.mean_gap = 60h;
    auto rhythm = learn(before, facts(Outcome::network_down, start), {});
    CHECK(rhythm.state == State::ok);
    CHECK(rhythm.failures_in_row == 0);
    CHECK(gap(rhythm) == 15min);
    CHECK(gap(rhythm, {.every = 5s, .min_every = 1s}) == 5s);
    rhythm.not_before = start + 5h;
    CHECK(gap(rhythm) == 5h);
    CHECK_FALSE(learn(rhythm, facts(Outcome::unchanged, start + 1h), {}).offline);
}

TEST_CASE("a due time leaves skipped hours and days, keeping the minute", "[schedule]") {
    struct Row {
        std::vector<int> hours;
        std::vector<std::string> days;
        const char* due;
    };
    // One hour after the start it is 23:13:20 on a Tuesday.
    const auto row = GENERATE(values<Row>({
        {{}, {}, "2023-11-14T23:13:20Z"},
        {{22}, {}, "2023-11-14T23:13:20Z"},
        {{23}, {}, "2023-11-15T00:13:20Z"},
        {{23, 0, 1}, {}, "2023-11-15T02:13:20Z"},
        {{}, {"Tuesday"}, "2023-11-15T00:13:20Z"},
        {{0}, {"Tuesday", "Wednesday"}, "2023-11-16T01:13:20Z"},
        {{}, {"Tuesday", "Wednesday", "Thursday", "Friday"}, "2023-11-14T23:13:20Z"},
    }));
    auto rhythm = healthy();
    rhythm.skip_hours = row.hours;
    rhythm.skip_days = row.days;
    CHECK(rfc3339(next_poll(rhythm, start, {}, 0).at) == row.due);
}

TEST_CASE("skip hints that exclude everything are ignored", "[schedule]") {
    auto rhythm = healthy();
    for (int hour = 0; hour < 24; ++hour) rhythm.skip_hours.push_back(hour);
    CHECK(gap(rhythm) == 1h);
}

TEST_CASE("polls are a back-up while a hub pushes", "[schedule]") {
    struct Row {
        Seconds every, gap;
    };
    const auto row = GENERATE(
        values<Row>({{1h, 12h}, {3h, 18h}, {12h, 24h}, {48h, 48h}, {10000 * 24h, 10000 * 24h}}));
    auto rhythm = healthy();
    rhythm.push_lease_until = start + 24h;
    CHECK(gap(rhythm, {.every = row.every}) == row.gap);
    rhythm.push_lease_until = start - 1s;
    CHECK(gap(rhythm, {.every = row.every}) == row.every);
}

TEST_CASE("a clock that was set back does not freeze a feed", "[schedule]") {
    auto rhythm = healthy();
    rhythm.last_start = start + 365 * 24h;
    CHECK(gap(rhythm) <= 24h);
}

TEST_CASE("reasons are sentences that name what decided", "[schedule]") {
    auto rhythm = healthy();
    const auto reason = [&](const Limits& limits = {}) {
        return next_poll(rhythm, start, limits, 0).reason;
    };
    CHECK(reason({.every = 30min}) == "every 30m as configured");
    CHECK(reason({.every = 1min}) == "min_every allows one poll in 15m");
    CHECK(reason() == "its pace is not known yet, so every 60m");
    rhythm.mean_gap = 6h;
    CHECK(reason() == "an entry arrives about every 6h, so every 2h");
    rhythm.fresh = 72h;
    CHECK(reason() == "the server says that its answer stays fresh for 3d; cut to 24h");
    rhythm.skip_hours = {22};
    CHECK(reason() ==
          "the server says that its answer stays fresh for 3d; cut to 24h; moved out "
          "of the feed's skipHours or skipDays");
    rhythm = failing(3);
    CHECK(reason() == "failed 3 times in a row, so again after 4h");
    rhythm.not_before = start + 2h;
    CHECK(reason() == "the server allows nothing before 2023-11-15T00:13:20Z");
}

TEST_CASE("what is overdue at start is spread, the most late first", "[schedule]") {
    const Limits limits{.every = 10min};
    CHECK(spread(start, 0, 100, limits) == start);
    CHECK(spread(start, 50, 100, limits) == start + 5min);
    CHECK(spread(start, 99, 100, limits) < start + 10min);
    CHECK(spread(start, 50, 100, {}) == start + 450s);
    CHECK(spread(start, 50, 100, {.every = 1s}) == start);
    CHECK(spread(start, 0, 0, limits) == start);
}

}  // namespace
}  // namespace weir::schedule
