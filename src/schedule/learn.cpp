#include "base/text.hpp"
#include "schedule/schedule.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace weir::schedule {
namespace {

using namespace std::chrono_literals;

constexpr Seconds half_life = 14 * 24h;  // An arrival two weeks ago counts half.
constexpr Seconds longest_retry_after = 7 * 24h;
constexpr Seconds day = 24h;
// Beyond this many failures every ladder has long reached its top.
constexpr int most_failures = 1'000'000;

/// A mean over time in which the past halves every `half_life`. The first gaps are weighed by what
/// was seen at all, so that one early gap does not pass for a habit.
void learn_gap(Rhythm& rhythm, Instant arrival, std::size_t entries) {
    const Seconds passed = arrival - *rhythm.last_new;
    if (passed <= 0s) return;
    const auto seen = [](Seconds span) {
        return 1.0 - std::exp2(-static_cast<double>(span.count()) /
                               static_cast<double>(half_life.count()));
    };
    const double gap = static_cast<double>(passed.count()) / static_cast<double>(entries);
    const Seconds span = rhythm.observed + passed;
    const double weight = std::min(1.0, seen(passed) / seen(span));
    const double mean = (1 - weight) * static_cast<double>(rhythm.mean_gap.count()) + weight * gap;
    rhythm.mean_gap = Seconds{std::max<Seconds::rep>(1, std::llround(mean))};
    // Ten half-lives are as good as for ever, and keep the sum far from overflow.
    rhythm.observed = std::min<Seconds>(span, 10 * half_life);
}

std::vector<int> hours(const std::vector<int>& given) {
    std::vector<int> result;
    for (const int hour : given)
        // RSS 0.91 counted 1 to 24, RSS 2.0 counts 0 to 23.
        if (hour >= 0 && hour <= 24) result.push_back(hour % 24);
    std::ranges::sort(result);
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

std::vector<std::string> days(const std::vector<std::string>& given) {
    constexpr std::array<std::string_view, 7> names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
    std::vector<std::string> result;
    for (const auto name : names)
        if (std::ranges::any_of(given, [&](const auto& text) { return iequals(trim(text), name); }))
            result.emplace_back(name);
    return result;
}

void learn_success(Rhythm& rhythm, const PollFacts& facts) {
    rhythm.state = State::ok;
    rhythm.failures_in_row = 0;
    rhythm.failing_since.reset();
    rhythm.gone_since.reset();
    rhythm.last_success = facts.started;
    rhythm.fresh = std::max(0s, facts.fresh.value_or(0s));
    if (facts.new_entries > 0 && rhythm.last_new)
        learn_gap(rhythm, facts.started, facts.new_entries);
    if (facts.new_entries > 0 || !rhythm.last_new) rhythm.last_new = facts.started;
    if (facts.was_304)
        rhythm.unchanged_wire_bytes = 0;
    else if (facts.outcome == PollFacts::Outcome::unchanged)
        rhythm.unchanged_wire_bytes = facts.wire_bytes;
    if (!facts.body_given) return;
    rhythm.hint = std::max(0s, facts.hint);
    rhythm.skip_hours = hours(facts.skip_hours);
    rhythm.skip_days = days(facts.skip_days);
}

void learn_failure(Rhythm& rhythm, const PollFacts& facts) {
    rhythm.state = State::failing;
    rhythm.gone_since.reset();
    rhythm.failures_in_row = std::min(rhythm.failures_in_row + 1, most_failures);
    if (!rhythm.failing_since) rhythm.failing_since = facts.started;
}

/// How long a 429 without a readable Retry-After keeps us away.
Seconds bare_rate_limit(const Rhythm& rhythm, const Limits& limits) {
    Seconds gap = std::max<Seconds>(2 * std::min(base_gap(rhythm, limits), day), 1h);
    for (int n = 1; n < rhythm.failures_in_row && gap < day; ++n) gap *= 2;
    return std::min(gap, day);
}

}  // namespace

Rhythm learn(const Rhythm& before, const PollFacts& facts, const Limits& limits) {
    using Outcome = PollFacts::Outcome;
    Rhythm rhythm = before;
    rhythm.last_start = facts.started;
    rhythm.offline = facts.outcome == Outcome::network_down;
    if (rhythm.offline) return rhythm;

    rhythm.not_before.reset();
    switch (facts.outcome) {
        case Outcome::changed:
        case Outcome::unchanged:
            learn_success(rhythm, facts);
            break;
        case Outcome::gone:
            learn_failure(rhythm, facts);
            rhythm.state = State::gone;
            rhythm.gone_since = before.gone_since.value_or(facts.started);
            break;
        case Outcome::rate_limited:
            learn_failure(rhythm, facts);
            if (!facts.retry_after)
                rhythm.not_before = facts.started + bare_rate_limit(rhythm, limits);
            break;
        case Outcome::failed:
            learn_failure(rhythm, facts);
            break;
        case Outcome::network_down:
            break;
    }
    if (facts.retry_after && facts.outcome != Outcome::gone)
        rhythm.not_before = facts.started + std::clamp(*facts.retry_after, 0s, longest_retry_after);
    return rhythm;
}

}  // namespace weir::schedule
