#include "base/text.hpp"
#include "schedule/schedule.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

namespace weir::schedule {
namespace {

using namespace std::chrono_literals;

constexpr Seconds day = 24h;
constexpr Seconds shortest_adaptive = 1h;
constexpr Seconds usual_floor = 15min;  // The default of min_every.
constexpr Seconds longest_jitter = 10min;
constexpr Seconds longest_skip = 3 * 24h;
constexpr Seconds probe_after = 30 * 24h;
constexpr Seconds dead_after = 30 * 24h;
constexpr std::uint64_t bytes_a_day = 2'000'000;  // What an unchanged feed may cost its server.

/// A gap and the sentence that explains it.
struct Gap {
    Seconds length;
    std::string reason;
};

/// `reason` makes the sentence; it is called only when `length` decides.
template <class Reason>
void at_least(Gap& gap, Seconds length, Reason reason) {
    if (length > gap.length) gap = {length, reason()};
}

/// "45s", "20m", "7h", "3d": rounded for people.
std::string about(Seconds length) {
    if (length < 2min) return fmt::format("{}s", length.count());
    if (length < 2h) return fmt::format("{}m", (length + 30s) / 1min);
    if (length < 2 * day) return fmt::format("{}h", (length + 30min) / 1h);
    return fmt::format("{}d", (length + 12h) / day);
}

Seconds idle(const Rhythm& rhythm) {
    if (!rhythm.last_new || !rhythm.last_start) return 0s;
    return std::max(0s, *rhythm.last_start - *rhythm.last_new);
}

Gap wish(const Rhythm& rhythm, const Limits& limits) {
    const Seconds length = base_gap(rhythm, limits);
    if (limits.every) return {length, fmt::format("every {} as configured", about(length))};
    if (idle(rhythm) / 8 > rhythm.mean_gap / 3)
        return {length,
                fmt::format("nothing new for {}, so every {}", about(idle(rhythm)), about(length))};
    if (rhythm.mean_gap > 0s)
        return {length, fmt::format("an entry arrives about every {}, so every {}",
                                    about(rhythm.mean_gap), about(length))};
    return {length, fmt::format("its pace is not known yet, so every {}", about(length))};
}

/// Polls are only a back-up while a hub pushes.
void relax_for_push(Gap& gap, const Rhythm& rhythm) {
    if (!rhythm.push_lease_until || *rhythm.push_lease_until <= *rhythm.last_start) return;
    // Bounded before it is multiplied: `every` may be any length.
    const Seconds backup = std::clamp<Seconds>(6 * std::min(gap.length, day), 12h, day);
    at_least(gap, backup, [&] {
        return fmt::format("pushed by its hub; every {} as a back-up", about(backup));
    });
}

void heed_hints(Gap& gap, const Rhythm& rhythm, const Limits& limits) {
    const auto cut = [&](Seconds hint) {
        return limits.honour_long_hints ? hint : std::min(hint, day);
    };
    const auto remark = [&](Seconds hint) {
        return hint > cut(hint) ? fmt::format("; cut to {}", about(cut(hint))) : std::string();
    };
    at_least(gap, cut(rhythm.fresh), [&] {
        return fmt::format("the server says that its answer stays fresh for {}{}",
                           about(rhythm.fresh), remark(rhythm.fresh));
    });
    at_least(gap, cut(rhythm.hint), [&] {
        return fmt::format("the feed itself asks for {} between polls{}", about(rhythm.hint),
                           remark(rhythm.hint));
    });
}

void heed_bytes(Gap& gap, const Rhythm& rhythm) {
    // No body comes near a terabyte; the bound keeps the product from overflowing.
    const auto bytes = std::min<std::uint64_t>(rhythm.unchanged_wire_bytes, 1'000'000'000'000);
    const Seconds floor{static_cast<Seconds::rep>(86'400 * bytes / bytes_a_day)};
    // Less than the usual floor binds nobody who left min_every alone; who lowered it means it.
    if (floor <= usual_floor) return;
    at_least(gap, floor, [&] {
        return fmt::format("its {} come in full even when nothing has changed, so every {}",
                           format_size(bytes), about(floor));
    });
}

Gap healthy_gap(const Rhythm& rhythm, const Limits& limits) {
    Gap gap = wish(rhythm, limits);
    relax_for_push(gap, rhythm);
    heed_hints(gap, rhythm, limits);
    heed_bytes(gap, rhythm);
    at_least(gap, limits.min_every, [&] {
        return fmt::format("min_every allows one poll in {}", about(limits.min_every));
    });
    return gap;
}

std::string server_waits(const Rhythm& rhythm) {
    return fmt::format("the server allows nothing before {}", rfc3339(*rhythm.not_before));
}

Gap failing_gap(const Rhythm& rhythm, const Limits& limits, Instant start) {
    if (rhythm.not_before && *rhythm.not_before > start) {
        Gap gap{*rhythm.not_before - start, server_waits(rhythm)};
        at_least(gap, limits.min_every,
                 [] { return std::string("the server asked to wait, and min_every is longer"); });
        return gap;
    }
    Seconds length = std::max(base_gap(rhythm, limits), limits.min_every);
    for (int n = 1; n < rhythm.failures_in_row && length < day; ++n) length *= 2;
    if (length >= day && rhythm.failing_since && start - *rhythm.failing_since >= dead_after)
        return {std::max<Seconds>(7 * day, limits.min_every),
                "failing for 30 days, so once a week"};
    length = std::max(std::min(length, day), limits.min_every);
    return {length, fmt::format("failed {} in a row, so again after {}",
                                rhythm.failures_in_row == 1
                                    ? "once"
                                    : fmt::format("{} times", rhythm.failures_in_row),
                                about(length))};
}

bool skipped(const Rhythm& rhythm, Instant at) {
    constexpr std::array<std::string_view, 7> names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    const auto hour = static_cast<int>((at - midnight) / 1h);
    const auto name = names[std::chrono::weekday{midnight}.c_encoding()];
    return std::ranges::count(rhythm.skip_hours, hour) > 0 ||
           std::ranges::count(rhythm.skip_days, name) > 0;
}

/// Out of skipHours and skipDays (GMT) to the next hour that is in neither, the minute kept;
/// untouched when there is none within three days.
void leave_skipped(Due& due, const Rhythm& rhythm) {
    if (rhythm.skip_hours.empty() && rhythm.skip_days.empty()) return;
    Instant at = due.at;
    while (skipped(rhythm, at)) {
        at += 1h;
        if (at - due.at > longest_skip) return;
    }
    if (at == due.at) return;
    due.at = at;
    due.reason += "; moved out of the feed's skipHours or skipDays";
}

Due gone(const Rhythm& rhythm, Instant now) {
    const Instant probe = rhythm.gone_since.value_or(now) + probe_after;
    if (rhythm.last_start && *rhythm.last_start >= probe)
        return {never, "gone (410), and still gone 30 days later: asked no more"};
    return {probe, "gone (410): asked once more after 30 days"};
}

}  // namespace

Seconds base_gap(const Rhythm& rhythm, const Limits& limits) {
    if (limits.every) return std::max(*limits.every, 0s);
    const Seconds longest = std::max(limits.max_every, 1s);
    const Seconds pace = std::max(rhythm.mean_gap / 3, idle(rhythm) / 8);
    return std::clamp(pace, std::min(shortest_adaptive, longest), longest);
}

Due next_poll(const Rhythm& rhythm, Instant now, const Limits& limits, double jitter) {
    if (rhythm.state == State::disabled) return {never, "disabled in the configuration"};
    if (rhythm.state == State::gone) return gone(rhythm, now);
    if (!rhythm.last_start) return {now, "never polled before"};

    // A clock that was set back must not freeze a feed.
    const Instant start = std::min(*rhythm.last_start, now);
    Gap gap = rhythm.state == State::failing ? failing_gap(rhythm, limits, start)
                                             : healthy_gap(rhythm, limits);
    if (rhythm.offline && gap.length > usual_floor)
        gap = {usual_floor, "our own network was down, so again after 15m"};
    if (rhythm.not_before && *rhythm.not_before > start)
        at_least(gap, *rhythm.not_before - start, [&] { return server_waits(rhythm); });

    const double most = static_cast<double>(std::min(gap.length / 10, longest_jitter).count());
    const auto later = static_cast<Seconds::rep>(most * std::clamp(jitter, 0.0, 1.0));
    // `every` has no upper bound of its own; the sum must stay a date.
    const Seconds room = never - start;
    Due due{start + std::min(gap.length + Seconds{later}, room), std::move(gap.reason)};
    leave_skipped(due, rhythm);
    return due;
}

Instant spread(Instant now, std::size_t rank, std::size_t overdue, const Limits& limits) {
    if (overdue == 0) return now;
    const Seconds window = std::clamp(limits.every.value_or(1h), 0s, usual_floor);
    const double share =
        static_cast<double>(std::min(rank, overdue)) / static_cast<double>(overdue);
    return now + Seconds{static_cast<Seconds::rep>(share * static_cast<double>(window.count()))};
}

}  // namespace weir::schedule
