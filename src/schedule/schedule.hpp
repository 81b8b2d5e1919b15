#pragma once

#include "base/instant.hpp"
#include "model/subscription.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// When to poll: pure decisions, `now` and random numbers are arguments.
/// Rules are those of docs/design/scheduling.md.
namespace weir::schedule {

enum class State { fresh, ok, failing, gone, disabled };  ///< `fresh` is shown as "new".

/// The due time of what is not polled at all: gone for good, or disabled. The end of year 9999, so
/// that it still prints as a date.
inline constexpr Instant never{Seconds{253'402'300'799}};

/// What was learnt about a feed's pace; stored with it.
struct Rhythm {
    Seconds mean_gap{0};              ///< E: weighted mean gap between arrivals; 0: unknown.
    Seconds observed{0};              ///< How long a time mean_gap was measured over.
    std::optional<Instant> last_new;  ///< When an entry last arrived; at first, the first success.
    Seconds hint{0};                  ///< ttl or sy: of the last body; outlives a 304.
    Seconds fresh{0};                 ///< Cache-Control/Expires of the last answer.
    std::vector<int> skip_hours;
    std::vector<std::string> skip_days;
    std::uint64_t unchanged_wire_bytes = 0;  ///< Size of the last unchanged 200; 0 after a 304.
    int failures_in_row = 0;
    std::optional<Instant> failing_since;
    std::optional<Instant> gone_since;
    std::optional<Instant> not_before;  ///< Retry-After for this feed.
    std::optional<Instant> last_start;
    std::optional<Instant> last_success;
    std::optional<Instant> push_lease_until;  ///< WebSub: polls are only a back-up until then.
    bool offline = false;                     ///< The last poll found our own network down.
    State state = State::fresh;

    bool operator==(const Rhythm&) const = default;
};

/// What one poll showed.
struct PollFacts {
    enum class Outcome { changed, unchanged, failed, gone, rate_limited, network_down };
    Outcome outcome = Outcome::unchanged;
    Instant started{};
    int http_status = 0;
    std::size_t new_entries = 0;
    std::optional<Seconds> fresh;        ///< Absent: the answer said nothing.
    std::optional<Seconds> retry_after;  ///< Relative to `started`.
    bool body_given = false;             ///< ttl and skip hints below are of this body.
    Seconds hint{0};
    std::vector<int> skip_hours;
    std::vector<std::string> skip_days;
    std::uint64_t wire_bytes = 0;
    bool was_304 = false;
};

struct Limits {
    std::optional<Seconds> every;  ///< Absent: adaptive.
    Seconds min_every{900};
    Seconds max_every{86400};
    bool honour_long_hints = false;
};

/// `reason` is one sentence in plain words: "every 30m as configured", "the server said
/// max-age=1h".
struct Due {
    Instant at;
    std::string reason;
};

/// The rhythm after one more poll. `network_down` leaves all but `last_start` and `offline` alone.
[[nodiscard]] Rhythm learn(const Rhythm& before, const PollFacts& facts, const Limits& limits);

/// Our own wish for the gap between polls, jitter, floors and hints aside: `every`, else from how
/// often entries arrive and how long none has, within an hour and limits.max_every.
[[nodiscard]] Seconds base_gap(const Rhythm& rhythm, const Limits& limits);

/// When to poll again: the last start plus the longest of what we wish, the server and the feed ask
/// for and limits.min_every demands. Never earlier than Retry-After, even beyond limits.max_every;
/// may lie in the past; `never` for what is gone or disabled. `jitter` in [0, 1) moves it later by
/// at most min(10 %, 10 min).
[[nodiscard]] Due next_poll(const Rhythm& rhythm, Instant now, const Limits& limits, double jitter);

/// Spreads what is overdue at start: the due time of the feed at `rank` of `overdue` feeds (0 is
/// the most late).
[[nodiscard]] Instant spread(Instant now, std::size_t rank, std::size_t overdue,
                             const Limits& limits);

/// A rhythm as text for the store, and back. Unknown members are skipped and missing ones take
/// their defaults, so that texts of other versions still read.
[[nodiscard]] std::string to_text(const Rhythm& rhythm);
[[nodiscard]] Rhythm rhythm_from_text(const std::string& text);

/// "new", "ok", "failing", "gone", "disabled".
[[nodiscard]] std::string to_string(State state);

}  // namespace weir::schedule
