#pragma once

#include "config/config.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spdlog {
class logger;
}

namespace weir::app {

class FloodGuard;

/// The logger with its memory of the latest warnings. One event a line on stderr.
struct Log {
    std::shared_ptr<spdlog::logger> logger;
    /// The latest warnings and errors, oldest first. Any thread.
    [[nodiscard]] std::vector<std::string> warnings() const;

    struct Memory;
    std::shared_ptr<Memory> memory;
    std::shared_ptr<FloodGuard> guard;
    std::optional<bool> colour;
};

/// `louder` raises (-v) or lowers (-q) the configured level by so many steps. Format "auto": native
/// entries under systemd's journal, coloured text on a terminal (NO_COLOR is honoured; `colour`
/// decides when it is given), plain text with UTC times elsewhere. Of warnings that say the same
/// only some are written.
[[nodiscard]] Log make_log(const config::LogConfig& config, int louder,
                           std::optional<bool> colour = {});

/// Takes over level and format of a reloaded configuration.
void reconfigure(Log& log, const config::LogConfig& config, int louder);

/// Where nothing is to be said: the reading verbs.
[[nodiscard]] std::shared_ptr<spdlog::logger> silent_log();

}  // namespace weir::app
