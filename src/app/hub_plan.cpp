#include "app/hub_plan.hpp"

#include <algorithm>
#include <utility>

namespace weir::app {
namespace {

constexpr Seconds least_gap{60};
constexpr Seconds longest_gap{6 * 3600};
/// Nine doublings of a minute pass the longest gap; more would overflow some day.
constexpr int most_doublings = 9;

}  // namespace

void HubPlan::offer(std::vector<river::HubTopic> topics) {
    std::map<std::string, State> states;
    for (auto& topic : topics) {
        State state;
        if (const auto known = states_.find(topic.output); known != states_.end()) {
            state = std::move(known->second);
            if (state.topic.hub != topic.hub) {  // Another hub has done nothing wrong yet.
                state.failures = 0;
                state.not_before = {};
            }
        } else {
            const auto told = told_.find(topic.output);
            state.told = told == told_.end() ? topic.digest : told->second;
        }
        auto output = topic.output;
        state.topic = std::move(topic);
        states.emplace(std::move(output), std::move(state));
    }
    states_ = std::move(states);
}

std::optional<Instant> HubPlan::next() const {
    std::optional<Instant> earliest;
    for (const auto& [output, state] : states_)
        if (waits(state))
            earliest = std::min(earliest.value_or(state.not_before), state.not_before);
    return earliest;
}

std::vector<river::HubTopic> HubPlan::take_due(Instant now) {
    std::vector<river::HubTopic> due;
    for (auto& [output, state] : states_) {
        if (!waits(state) || state.not_before > now) continue;
        state.in_flight = true;
        state.not_before = now + least_gap;
        due.push_back(state.topic);
    }
    return due;
}

void HubPlan::told(const river::HubTopic& topic) {
    const auto found = states_.find(topic.output);
    if (found == states_.end()) return;
    found->second.in_flight = false;
    found->second.failures = 0;
    found->second.told = topic.digest;
}

Seconds HubPlan::failed(const river::HubTopic& topic, std::optional<Seconds> asked, Instant now) {
    const auto found = states_.find(topic.output);
    if (found == states_.end()) return {};
    auto& state = found->second;
    state.in_flight = false;
    const auto doubled = least_gap * (1 << std::min(state.failures++, most_doublings));
    const auto gap = std::max(std::min(doubled, longest_gap), asked.value_or(Seconds{0}));
    state.not_before = std::max(state.not_before, now + gap);
    return state.not_before - now;
}

}  // namespace weir::app
