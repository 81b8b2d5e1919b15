#include "schedule/facts.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace weir::schedule {
namespace {

using namespace std::chrono_literals;

TEST_CASE("success ends all trouble", "[schedule]") {
    auto rhythm = failing(9);
    rhythm.not_before = start + 24h;
    rhythm = learn(rhythm, facts(Outcome::unchanged, start), {});
    CHECK(rhythm.state == State::ok);
    CHECK(rhythm.failures_in_row == 0);
    CHECK_FALSE(rhythm.failing_since);
    CHECK_FALSE(rhythm.not_before);
    CHECK(rhythm.last_success == start);
}

TEST_CASE("the mean gap is learnt from arrivals", "[schedule]") {
    Rhythm rhythm = learn({}, facts(Outcome::changed, start, 20), {});
    CHECK(rhythm.mean_gap == 0s);  // The first body says nothing about pace.
    CHECK(rhythm.last_new == start);

    rhythm = learn(rhythm, facts(Outcome::changed, start + 6h, 3), {});
    CHECK(rhythm.mean_gap == 2h);

    SECTION("one early gap does not pass for a habit") {
        rhythm = learn(rhythm, facts(Outcome::changed, start + 6h + 48h, 1), {});
        CHECK(rhythm.mean_gap > 40h);
        CHECK(rhythm.mean_gap < 48h);
    }
    SECTION("what was usual two weeks ago counts half") {
        Instant at = *rhythm.last_new;
        for (int i = 0; i < 2000; ++i)
            rhythm = learn(rhythm, facts(Outcome::changed, at += 4h, 1), {});
        CHECK(rhythm.mean_gap >= 4h - 1min);
        CHECK(rhythm.mean_gap <= 4h);
        for (int i = 0; i < 14; ++i)
            rhythm = learn(rhythm, facts(Outcome::changed, at += 24h, 1), {});
        CHECK(rhythm.mean_gap > 13h);
        CHECK(rhythm.mean_gap < 15h);
    }
    SECTION("polls without new entries teach nothing about it") {
        const auto idle = learn(rhythm, facts(Outcome::unchanged, start + 20h), {});
        CHECK(idle.mean_gap == 2h);
        CHECK(idle.last_new == start + 6h);
    }
    SECTION("a clock set back spoils nothing") {
        rhythm = learn(rhythm, facts(Outcome::changed, start - 24h, 1), {});
        CHECK(rhythm.mean_gap == 2h);
    }
}

TEST_CASE("hints of the body outlive a 304, freshness is that of the last answer", "[schedule]") {
    auto poll = facts(Outcome::changed, start, 1);
    poll.body_given = true;
    poll.hint = 2h;
    poll.fresh = 3h;
    poll.skip_hours = {24, 3, 3, 99, -1};
    poll.skip_days = {"sunday", " Monday ", "Caturday"};
    auto rhythm = learn({}, poll, {});
    CHECK(rhythm.skip_hours == std::vector<int>{0, 3});
    CHECK(rhythm.skip_days == std::vector<std::string>{"Sunday", "Monday"});

    auto not_modified = facts(Outcome::unchanged, start + 1h);
    not_modified.was_304 = true;
    rhythm = learn(rhythm, not_modified, {});
    CHECK(rhythm.hint == 2h);
    CHECK(rhythm.skip_hours.size() == 2);
    CHECK(rhythm.fresh == 0s);

    auto bare = facts(Outcome::changed, start + 2h, 1);
    bare.body_given = true;
    CHECK(learn(rhythm, bare, {}).hint == 0s);
}

}  // namespace
}  // namespace weir::schedule
