#include "schedule/facts.hpp"

#include <catch2/catch.hpp>

#include <chrono>

namespace weir::schedule {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a rhythm survives its text", "[schedule]") {
    Rhythm rhythm;
    CHECK(rhythm_from_text(to_text(rhythm)) == rhythm);
    rhythm = {.mean_gap = 5h,
              .observed = 50h,
              .last_new = start,
              .hint = 1h,
              .fresh = 2h,
              .skip_hours = {0, 23},
              .skip_days = {"Sunday", "Friday"},
              .unchanged_wire_bytes = 123'456,
              .failures_in_row = 7,
              .failing_since = Instant{0s},
              .gone_since = start + 1s,
              .not_before = start + 2s,
              .last_start = start + 3s,
              .last_success = start - 4s,
              .push_lease_until = start + 5s,
              .offline = true,
              .state = State::gone};
    CHECK(rhythm_from_text(to_text(rhythm)) == rhythm);
}

TEST_CASE("foreign and damaged texts of a rhythm still read", "[schedule]") {
    const auto rhythm =
        rhythm_from_text("gap=x;future=1;;=;hint=60;hint;state=odd;failures=99999999999999");
    CHECK(rhythm == Rhythm{.hint = 60s});
}

TEST_CASE("states have the names of the interface", "[schedule]") {
    CHECK(to_string(State::fresh) == "new");
    CHECK(to_string(State::ok) == "ok");
    CHECK(to_string(State::failing) == "failing");
    CHECK(to_string(State::gone) == "gone");
    CHECK(to_string(State::disabled) == "disabled");
}

}  // namespace
}  // namespace weir::schedule
