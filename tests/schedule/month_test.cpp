#include "schedule/facts.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <random>

namespace weir::schedule {
namespace {

using namespace std::chrono_literals;

/// What polling feeds of one pace for a month came to.
struct Tally {
    int polls = 0;
    int arrivals = 0;
    Seconds delay{0};  ///< From arrivals to the polls that found them, summed.
    bool within_limits = true;
};

/// Polls one feed, whose entries arrive at random around every `pace`, for a month.
void simulate(Seconds pace, std::mt19937& random, Tally& tally) {
    std::uniform_real_distribution<double> jitter(0, 1);
    std::exponential_distribution<double> wait(1.0 / static_cast<double>(pace.count()));
    Rhythm rhythm;
    Instant arrival = start;
    for (Instant now = start; now < start + 30 * 24h;) {
        std::size_t entries = 0;
        for (; arrival <= now; arrival += Seconds{1 + static_cast<long>(wait(random))}) {
            ++entries;
            tally.delay += now - arrival;
        }
        auto seen = facts(entries > 0 ? Outcome::changed : Outcome::unchanged, now, entries);
        seen.was_304 = entries == 0;
        rhythm = learn(rhythm, seen, {});
        const auto due = next_poll(rhythm, now, {}, jitter(random)).at;
        tally.within_limits = tally.within_limits && due >= now + 1h && due <= now + 24h + 10min;
        tally.arrivals += static_cast<int>(entries);
        ++tally.polls;
        now = due;
    }
}

TEST_CASE("a month of a thousand feeds is polled at their pace", "[schedule]") {
    struct Row {
        Seconds pace;
        int feeds, least_polls, most_polls;  ///< Polls a feed and day.
        Seconds delay;                       ///< Mean, at most.
    };
    const auto row = GENERATE(
        values<Row>({{1h, 50, 20, 24, 1h}, {12h, 250, 3, 8, 4h}, {7 * 24h, 700, 1, 2, 12h}}));
    CAPTURE(row.pace.count());
    std::mt19937 random(1);
    Tally tally;
    for (int i = 0; i < row.feeds; ++i) simulate(row.pace, random, tally);
    CHECK(tally.within_limits);
    CHECK(tally.polls >= row.feeds * 30 * row.least_polls);
    CHECK(tally.polls <= row.feeds * 30 * row.most_polls);
    CHECK(tally.delay / tally.arrivals <= row.delay);
}

}  // namespace
}  // namespace weir::schedule
