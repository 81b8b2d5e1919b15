#pragma once

#include "base/instant.hpp"
#include "river/shelf.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace weir::app {

/// Which hub is to be told when: each output at most once a minute, after failures less and less
/// often. An output that is met for the first time, with nothing known of it, counts as told. Pure.
class HubPlan {
public:
    /// `told`: the digests that hubs were told last, by output, from earlier runs.
    explicit HubPlan(std::map<std::string, std::string> told = {}) : told_(std::move(told)) {}

    /// All outputs that have a hub, as they stand; others are forgotten.
    void offer(std::vector<river::HubTopic> topics);

    /// When there will be something to tell; absent when nothing is.
    [[nodiscard]] std::optional<Instant> next() const;
    /// What is to be told now; done() has to follow for each.
    [[nodiscard]] std::vector<river::HubTopic> take_due(Instant now);

    /// The hub took it.
    void told(const river::HubTopic& topic);
    /// It did not; `asked` is how long it wants to be left alone. Returns the time to the next try.
    Seconds failed(const river::HubTopic& topic, std::optional<Seconds> asked, Instant now);

private:
    struct State {
        river::HubTopic topic;
        std::string told;  ///< Digest.
        Instant not_before{};
        int failures = 0;
        bool in_flight = false;
    };
    [[nodiscard]] static bool waits(const State& state) {
        return !state.in_flight && state.topic.digest != state.told;
    }

    std::map<std::string, std::string> told_;
    std::map<std::string, State> states_;  ///< By output.
};

}  // namespace weir::app
