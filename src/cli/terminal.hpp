#pragma once

#include "base/instant.hpp"
#include "cli/arguments.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::cli {

/// How stdout wants its text.
struct Screen {
    bool terminal = false;  ///< stdout is one.
    bool colour = false;
    std::size_t columns = 0;  ///< 0: no limit (a pipe or a file).
};
[[nodiscard]] Screen screen(const Arguments& arguments);

/// Local time without seconds on a terminal, RFC 3339 in UTC elsewhere; "-" for no time.
[[nodiscard]] std::string time_text(std::optional<Instant> at, const Screen& screen);

enum class Style { plain, bold, dim, good, bad };
[[nodiscard]] std::string styled(std::string_view text, Style style, const Screen& screen);

/// `text` without what a terminal could take for a command: control characters become blanks.
[[nodiscard]] std::string harmless(std::string_view text);

/// "1 feed", "2 feeds"; `several` is the plural where an s does not make it.
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun,
                                  std::string_view several = {});

/// Columns that are as wide as their content; on a terminal the widest flexible ones are cut until
/// a row fits, elsewhere nothing is cut.
class Table {
public:
    struct Column {
        std::string title;
        bool flexible = false;  ///< May be cut.
        bool right = false;     ///< Numbers.
    };
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
    void row(std::vector<std::string> cells, Style style = Style::plain);
    [[nodiscard]] std::string text(const Screen& screen) const;
    /// One row a line, cells separated by tabs, no title: for scripts.
    [[nodiscard]] std::string tsv() const;

private:
    struct Row {
        std::vector<std::string> cells;
        Style style;
    };
    [[nodiscard]] std::vector<std::size_t> widths(const Screen& screen) const;
    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

}  // namespace weir::cli
