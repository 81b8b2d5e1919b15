#include "cli/terminal.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <sys/ioctl.h>
#include <unistd.h>

namespace weir::cli {
namespace {

constexpr std::size_t gap = 2;        // Blanks between columns.
constexpr std::size_t narrowest = 8;  // No flexible column is cut below this.

std::size_t terminal_columns() {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    if (const char* given = std::getenv("COLUMNS")) {
        std::size_t columns = 0;
        std::from_chars(given, given + std::string_view{given}.size(), columns);
        if (columns > 0) return columns;
    }
    return 80;
}

std::string_view code_of(Style style) {
    switch (style) {
        case Style::bold:
            return "\x1b[1m";
        case Style::dim:
            return "\x1b[2m";
        case Style::good:
            return "\x1b[32m";
        case Style::bad:
            return "\x1b[31m";
        case Style::plain:
            break;
    }
    return {};
}

}  // namespace

Screen screen(const Arguments& arguments) {
    Screen found;
    found.terminal = ::isatty(STDOUT_FILENO) == 1;
    const char* refused = std::getenv("NO_COLOR");
    const bool automatic = found.terminal && (refused == nullptr || *refused == '\0');
    found.colour =
        arguments.colour == Colour::always || (arguments.colour == Colour::automatic && automatic);
    if (found.terminal) found.columns = terminal_columns();
    return found;
}

std::string time_text(std::optional<Instant> at, const Screen& screen) {
    if (!at) return "-";
    if (!screen.terminal) return rfc3339(*at);
    const std::time_t seconds = at->time_since_epoch().count();
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1,
                       local.tm_mday, local.tm_hour, local.tm_min);
}

std::string styled(std::string_view text, Style style, const Screen& screen) {
    const auto code = code_of(style);
    if (!screen.colour || code.empty()) return std::string{text};
    return fmt::format("{}{}\x1b[0m", code, text);
}

std::string harmless(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto one = utf8::decode(text, at);
        const bool control = one.code < 0x20 || (one.code >= 0x7F && one.code < 0xA0);
        if (control)
            out += ' ';
        else
            utf8::append(out, one.code);
        at += one.size;
    }
    return out;
}

std::string counted(std::size_t number, std::string_view noun, std::string_view several) {
    if (number != 1 && !several.empty()) return fmt::format("{} {}", number, several);
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

void Table::row(std::vector<std::string> cells, Style style) {
    for (auto& cell : cells) cell = harmless(cell);
    rows_.push_back({std::move(cells), style});
}

std::vector<std::size_t> Table::widths(const Screen& screen) const {
    std::vector<std::size_t> found;
    for (const auto& column : columns_) found.push_back(utf8::width(column.title));
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            found[i] = std::max(found[i], utf8::width(row.cells[i]));
    if (screen.columns == 0) return found;
    auto total = std::accumulate(found.begin(), found.end(), gap * (columns_.size() - 1));
    while (total > screen.columns) {
        // The widest flexible column gives way, down to the next widest.
        std::size_t widest = columns_.size();
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (columns_[i].flexible && found[i] > narrowest &&
                (widest == columns_.size() || found[i] > found[widest]))
                widest = i;
        if (widest == columns_.size()) break;
        --found[widest];
        --total;
    }
    return found;
}

std::string Table::text(const Screen& screen) const {
    const auto wide = widths(screen);
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells, Style style) {
        std::string row;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto cell = screen.columns == 0 ? cells[i] : utf8::fit(cells[i], wide[i]);
            const std::string blanks(wide[i] - std::min(wide[i], utf8::width(cell)), ' ');
            if (i > 0) row.append(gap, ' ');
            row += columns_[i].right ? blanks + cell : cell + blanks;
        }
        row.erase(row.find_last_not_of(' ') + 1);
        out += styled(row, style, screen) + "\n";
    };
    std::vector<std::string> titles;
    for (const auto& column : columns_) titles.push_back(column.title);
    if (!rows_.empty()) line(titles, Style::bold);
    for (const auto& row : rows_) line(row.cells, row.style);
    return out;
}

std::string Table::tsv() const {
    std::string out;
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (i > 0) out += '\t';
            out += row.cells[i];
        }
        out += '\n';
    }
    return out;
}

}  // namespace weir::cli
