#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace weir::app {

/// Keeps a flood of warnings that say the same out of the log: so many a minute get through, the
/// rest is counted. Knows no clock; not for several threads at once.
class RepeatLimit {
public:
    using Time = std::chrono::system_clock::time_point;

    static constexpr std::size_t let_through = 5;
    static constexpr std::chrono::seconds window{60};

    /// Whether a line of this kind is to be written.
    [[nodiscard]] bool admits(const std::string& kind, Time now);

    struct HeldBack {
        std::string kind;
        std::size_t lines = 0;
    };
    /// The kinds whose minute is over and that had lines held back, to be told of once.
    [[nodiscard]] std::vector<HeldBack> over(Time now);

private:
    struct Seen {
        Time since{};
        std::size_t lines = 0;
    };
    std::unordered_map<std::string, Seen> seen_;
    std::deque<std::string> kinds_;  ///< Those of seen_, in the order of their first lines.
};

}  // namespace weir::app
