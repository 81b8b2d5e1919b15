#include "config/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace weir::config {

std::string to_string(const Problem& problem) {
    const std::string kind = problem.is_error ? "" : "remark: ";
    if (problem.file.empty()) return kind + problem.message;
    if (problem.line == 0) return fmt::format("{}: {}{}", problem.file, kind, problem.message);
    return fmt::format("{}:{}: {}{}", problem.file, problem.line, kind, problem.message);
}

void Problems::add(const std::string& file, int line, std::string message, bool is_error) {
    all_.push_back({file, line, std::move(message), is_error});
    if (is_error) ++errors_;
}

std::vector<Problem> Problems::take() {
    std::stable_sort(all_.begin(), all_.end(),
                     [](const Problem& a, const Problem& b) { return a.line < b.line; });
    return std::move(all_);
}

}  // namespace weir::config
