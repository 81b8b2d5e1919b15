#include "app/outcome_json.hpp"

#include "base/text.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace weir::app {
namespace {

namespace json = boost::json;
using Kind = poll::Outcome::Kind;

constexpr std::array kinds{Kind::changed, Kind::unchanged, Kind::failed, Kind::gone, Kind::resting};

std::string text(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()}
                                                  : std::string{};
}

std::size_t count(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (value == nullptr) return 0;
    boost::system::error_code ignored;
    return value->to_number<std::size_t>(ignored);
}

}  // namespace

json::object to_json(const poll::Outcome& outcome) {
    const auto& applied = outcome.applied;
    return {{"name", outcome.name},
            {"url", outcome.url},
            {"kind", poll::to_string(outcome.kind)},
            {"http_status", outcome.http_status},
            {"error", outcome.error},
            {"error_kind", outcome.error_kind},
            {"entries", outcome.entries},
            {"new", applied.fresh},
            {"changed", applied.changed},
            {"duplicates", applied.duplicates},
            {"dropped", applied.dropped},
            {"relinked", applied.relinked},
            {"held", applied.held},
            {"repairs", outcome.repairs},
            {"wire_bytes", outcome.wire_bytes},
            {"moved_to", outcome.moved_to},
            {"next", outcome.next.at.time_since_epoch().count()},
            {"next_reason", outcome.next.reason}};
}

poll::Outcome outcome_from_json(const json::object& object) {
    poll::Outcome outcome;
    outcome.name = text(object, "name");
    outcome.url = text(object, "url");
    const auto kind = text(object, "kind");
    outcome.kind = Kind::failed;
    for (const auto one : kinds)
        if (poll::to_string(one) == kind) outcome.kind = one;
    outcome.http_status = static_cast<int>(count(object, "http_status"));
    outcome.error = text(object, "error");
    outcome.error_kind = text(object, "error_kind");
    outcome.entries = count(object, "entries");
    outcome.applied.fresh = count(object, "new");
    outcome.applied.changed = count(object, "changed");
    outcome.applied.duplicates = count(object, "duplicates");
    outcome.applied.dropped = count(object, "dropped");
    outcome.applied.relinked = count(object, "relinked");
    outcome.applied.held = count(object, "held");
    outcome.repairs = count(object, "repairs");
    outcome.wire_bytes = count(object, "wire_bytes");
    outcome.moved_to = text(object, "moved_to");
    outcome.next.at = Instant{Seconds{static_cast<Seconds::rep>(count(object, "next"))}};
    outcome.next.reason = text(object, "next_reason");
    return outcome;
}

std::string line_of(const poll::Outcome& outcome) {
    if (!outcome.error.empty())
        return fmt::format("{}: {}: {}", outcome.name, poll::to_string(outcome.kind),
                           outcome.error);
    if (outcome.kind == Kind::unchanged) return fmt::format("{}: unchanged", outcome.name);
    const auto& applied = outcome.applied;
    auto line = fmt::format("{}: {} new", outcome.name, applied.fresh);
    const auto add = [&](std::size_t number, std::string_view what) {
        if (number > 0) line += fmt::format(", {} {}", number, what);
    };
    add(applied.changed, "changed");
    add(applied.duplicates, "told before by another feed");
    add(applied.dropped, "dropped by a rule");
    add(applied.relinked, "known under another id");
    add(applied.held, "held back: the feed seems to have renamed its items");
    line += fmt::format(" of {}", outcome.entries);
    if (outcome.repairs > 0) line += fmt::format("; {} repairs or remarks", outcome.repairs);
    if (!outcome.moved_to.empty()) line += fmt::format("; moved to {}", outcome.moved_to);
    return line;
}

}  // namespace weir::app
