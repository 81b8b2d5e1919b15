#pragma once

#include "schedule/schedule.hpp"

#include <cstddef>

/// The scenery of the schedule's tests.
namespace weir::schedule {

using Outcome = PollFacts::Outcome;

inline const Instant start{Seconds{1'700'000'000}};  // Tuesday, 2023-11-14T22:13:20Z

inline PollFacts facts(Outcome outcome, Instant at, std::size_t entries = 0) {
    PollFacts result;
    result.outcome = outcome;
    result.started = at;
    result.new_entries = entries;
    return result;
}

/// A rhythm whose last polls, each a second after the other, have failed.
inline Rhythm failing(int times) {
    Rhythm rhythm;
    Instant at = start - Seconds{times};
    rhythm.last_success = at;
    for (int i = 0; i < times; ++i) {
        at += Seconds{1};
        rhythm = learn(rhythm, facts(Outcome::failed, at), {});
    }
    return rhythm;
}

}  // namespace weir::schedule
