#include "cli/fetch_report.hpp"

#include "app/outcome_json.hpp"
#include "base/text.hpp"
#include "cli/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace weir::cli {

FetchReport::FetchReport(const Arguments& arguments)
    : screen_(screen(arguments)), bar_(::isatty(STDERR_FILENO) == 1), louder_(arguments.louder) {
    if (louder_ < 0) bar_ = false;
}

void FetchReport::begin(std::size_t feeds) {
    total_ = feeds;
    began_ = std::chrono::steady_clock::now();
    if (bar_) draw_bar();
}

void FetchReport::erase_bar() {
    fmt::print(stderr, "\r\x1b[K");
}

void FetchReport::draw_bar() {
    constexpr std::size_t width = 24;
    const auto seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    const auto rate =
        static_cast<std::size_t>(static_cast<double>(bytes_) / std::max(seconds, 0.1));
    const auto filled = total_ == 0 ? width : width * std::min(done_, total_) / total_;
    fmt::print(stderr, "\r\x1b[K[{}{}] {}/{} feeds  {} new  {} failed  {}/s",
               std::string(filled, '='), std::string(width - filled, ' '), done_, total_, fresh_,
               failed_, format_size(rate));
    std::fflush(stderr);
}

void FetchReport::take(const poll::Outcome& outcome) {
    if (!outcome.is_page) ++done_;
    fresh_ += outcome.applied.fresh;
    changed_ += outcome.applied.changed;
    bytes_ += outcome.wire_bytes;
    const bool bad = !outcome.error.empty();
    if (bad && !outcome.is_page) ++failed_;
    const bool news = outcome.applied.fresh + outcome.applied.changed > 0 ||
                      !outcome.moved_to.empty() || outcome.repairs > 0;
    if (bar_) erase_bar();
    const auto line = harmless(app::line_of(outcome));
    if (bad)
        fmt::print(stderr, "weir: {}\n", line);
    else if (louder_ >= 0 && (news || louder_ > 0))
        out(line + "\n");
    if (bar_) {
        std::fflush(stdout);
        draw_bar();
    }
}

int FetchReport::end() {
    if (bar_) erase_bar();
    if (louder_ >= 0)
        out(fmt::format("{} polled: {}, {} changed, {} failed\n", counted(done_, "feed"),
                        counted(fresh_, "new item"), changed_, failed_));
    return failed_ == 0 ? 0 : 1;
}

}  // namespace weir::cli
