#include "app/process_figures.hpp"

#include "river/status.hpp"

#include <filesystem>
#include <iterator>
#include <sys/resource.h>
#include <system_error>

namespace weir::app {

ProcessFigures process_figures() {
    ProcessFigures figures;
    figures.resident_bytes = static_cast<double>(river::resident_memory());
    rusage used{};
    if (::getrusage(RUSAGE_SELF, &used) == 0) {
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
        };
        figures.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    }
    std::error_code error;
    const std::filesystem::directory_iterator open("/proc/self/fd", error);
    // The folder's own descriptor is among them.
    if (!error) figures.open_files = static_cast<double>(std::distance(begin(open), end(open)) - 1);
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        figures.most_files = static_cast<double>(limit.rlim_cur);
    return figures;
}

}  // namespace weir::app
