#pragma once

namespace weir::app {

/// What this process takes of the machine; zero where the system does not tell.
struct ProcessFigures {
    double resident_bytes = 0;
    double cpu_seconds = 0;  ///< User and kernel.
    double open_files = 0;
    double most_files = 0;
};
[[nodiscard]] ProcessFigures process_figures();

}  // namespace weir::app
