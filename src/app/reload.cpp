#include "app/reload.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace weir::app {
namespace {

std::string count_and_names(const std::vector<std::string>& names, const char* what) {
    constexpr std::size_t shown = 5;
    if (names.empty()) return fmt::format("0 {}", what);
    std::vector<std::string> first(
        names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), shown)));
    return fmt::format("{} {} ({}{})", names.size(), what, join(first, ", "),
                       names.size() > shown ? ", ..." : "");
}

}  // namespace

std::vector<std::string> needs_restart(const config::Config& before, const config::Config& after) {
    std::vector<std::string> found;
    if (before.server.listen != after.server.listen)
        found.push_back(
            fmt::format("[server] listen stays {} until weir is restarted", before.server.listen));
    if (before.store != after.store)
        found.push_back(
            fmt::format("[store] path stays {} until weir is restarted", before.store.string()));
    return found;
}

std::string describe(const poll::Plan& plan) {
    return fmt::format("{}, {}, {}", count_and_names(plan.added, "added"),
                       count_and_names(plan.removed, "removed"),
                       count_and_names(plan.changed, "changed"));
}

}  // namespace weir::app
