// A rhythm as "key=value;key=value", defaults left out: some 100 bytes a feed in the store.
#include "base/text.hpp"
#include "schedule/schedule.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <string_view>

namespace weir::schedule {
namespace {

constexpr std::array<std::string_view, 5> state_names{"new", "ok", "failing", "gone", "disabled"};

class Writer {
public:
    void add(std::string_view key, std::int64_t value) {
        if (value != 0) add(key, fmt::format("{}", value));
    }
    void add(std::string_view key, Seconds value) { add(key, value.count()); }
    void add(std::string_view key, std::optional<Instant> value) {
        if (value) add(key, fmt::format("{}", value->time_since_epoch().count()));
    }
    void add(std::string_view key, const std::string& value) {
        if (value.empty()) return;
        if (!text_.empty()) text_ += ';';
        text_.append(key).append("=").append(value);
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

std::string hours_text(const std::vector<int>& hours) {
    std::vector<std::string> parts;
    for (const int hour : hours) parts.push_back(fmt::format("{}", hour));
    return join(parts, ",");
}

template <class Number>
void read(std::string_view text, Number& out) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size()) out = value;
}

void read(std::string_view text, Seconds& out) {
    auto count = out.count();
    read(text, count);
    out = Seconds{count};
}

void read(std::string_view text, std::optional<Instant>& out) {
    Seconds since{Seconds::min()};
    read(text, since);
    if (since != Seconds::min()) out = Instant{since};
}

void read(std::string_view text, bool& out) {
    out = text == "1";
}

void read(std::string_view text, std::vector<int>& out) {
    for (const auto part : split(text, ',')) {
        int value = -1;
        read(part, value);
        if (value >= 0) out.push_back(value);
    }
}

void read(std::string_view text, std::vector<std::string>& out) {
    for (const auto part : split(text, ',')) out.emplace_back(part);
}

void read(std::string_view text, State& out) {
    for (std::size_t i = 0; i < state_names.size(); ++i)
        if (text == state_names[i]) out = static_cast<State>(i);
}

void read_member(std::string_view key, std::string_view value, Rhythm& rhythm) {
    if (key == "state") read(value, rhythm.state);
    if (key == "gap") read(value, rhythm.mean_gap);
    if (key == "observed") read(value, rhythm.observed);
    if (key == "new") read(value, rhythm.last_new);
    if (key == "hint") read(value, rhythm.hint);
    if (key == "fresh") read(value, rhythm.fresh);
    if (key == "hours") read(value, rhythm.skip_hours);
    if (key == "days") read(value, rhythm.skip_days);
    if (key == "bytes") read(value, rhythm.unchanged_wire_bytes);
    if (key == "failures") read(value, rhythm.failures_in_row);
    if (key == "failing") read(value, rhythm.failing_since);
    if (key == "gone") read(value, rhythm.gone_since);
    if (key == "wait") read(value, rhythm.not_before);
    if (key == "start") read(value, rhythm.last_start);
    if (key == "success") read(value, rhythm.last_success);
    if (key == "lease") read(value, rhythm.push_lease_until);
    if (key == "offline") read(value, rhythm.offline);
}

}  // namespace

std::string to_string(State state) {
    return std::string(state_names[static_cast<std::size_t>(state)]);
}

std::string to_text(const Rhythm& rhythm) {
    Writer out;
    out.add("state", to_string(rhythm.state));
    out.add("gap", rhythm.mean_gap);
    out.add("observed", rhythm.observed);
    out.add("new", rhythm.last_new);
    out.add("hint", rhythm.hint);
    out.add("fresh", rhythm.fresh);
    out.add("hours", hours_text(rhythm.skip_hours));
    out.add("days", join(rhythm.skip_days, ","));
    out.add("bytes", static_cast<std::int64_t>(rhythm.unchanged_wire_bytes));
    out.add("failures", rhythm.failures_in_row);
    out.add("failing", rhythm.failing_since);
    out.add("gone", rhythm.gone_since);
    out.add("wait", rhythm.not_before);
    out.add("start", rhythm.last_start);
    out.add("success", rhythm.last_success);
    out.add("lease", rhythm.push_lease_until);
    out.add("offline", std::int64_t{rhythm.offline});
    return out.take();
}

Rhythm rhythm_from_text(const std::string& text) {
    Rhythm rhythm;
    for (const auto member : split(text, ';')) {
        const auto equals = member.find('=');
        if (equals == std::string_view::npos) continue;
        read_member(member.substr(0, equals), member.substr(equals + 1), rhythm);
    }
    return rhythm;
}

}  // namespace weir::schedule
