#pragma once

#include "cli/arguments.hpp"
#include "cli/terminal.hpp"
#include "poll/job.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace weir::cli {

/// What `weir fetch` tells while it polls: a line for each feed with news (stdout) or in trouble
/// (stderr), a progress bar on a terminal, a summary.
class FetchReport {
public:
    explicit FetchReport(const Arguments& arguments);
    void begin(std::size_t feeds);
    void take(const poll::Outcome& outcome);
    /// Prints the summary; the exit code: 1 when a feed failed.
    int end();

private:
    void draw_bar();
    void erase_bar();

    Screen screen_;
    bool bar_ = false;  ///< stderr is a terminal.
    int louder_ = 0;
    std::size_t total_ = 0, done_ = 0, fresh_ = 0, changed_ = 0, failed_ = 0;
    std::uint64_t bytes_ = 0;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace weir::cli
