#pragma once

#include "config/config.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace weir::app {

struct DaemonOptions {
    std::optional<std::filesystem::path> config_file;  ///< Read again at each reload.
    int louder = 0;                                    ///< -v and -q, as make_log takes them.
    std::optional<bool> colour;                        ///< --color; absent: what stderr is decides.
    bool demo = false;  ///< Built-in feeds served on loopback, state in a folder that is removed.
};

/// `weir run`: polls, stores, serves until SIGTERM or SIGINT. Returns the exit code: 0 when it was
/// asked to end, 1 when it could not run (one line on stderr says why), 2 when the configuration
/// does not load.
[[nodiscard]] int run_daemon(const DaemonOptions& options);

}  // namespace weir::app
