#include "cli/changes.hpp"

#include "base/text.hpp"
#include "words/diff.hpp"

#include <cstddef>
#include <vector>

namespace weir::cli {
namespace {

using words::Change;

class ChangedLines {
public:
    explicit ChangedLines(const Screen& screen) : screen_(screen) {}

    void add(const Change& change) {
        const auto parts = split(change.text, '\n');
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i > 0) end_line(change.kind);
            add_words(parts[i], change.kind);
        }
    }

    [[nodiscard]] std::string text() const {
        std::string out;
        for (const auto& line : lines_)
            if (line.changed) out.append(trim_right(line.text)).append("\n");
        return out;
    }

private:
    struct Line {
        std::string text;
        bool changed = false;
    };

    static std::string_view trim_right(std::string_view text) {
        return text.substr(0, text.find_last_not_of(" \t\r") + 1);
    }

    /// The lines are those of the newer text; a removed end of line is a blank in one of them.
    void end_line(Change::Kind kind) {
        if (kind != Change::Kind::removed) {
            lines_.emplace_back();
        } else if (!lines_.back().text.empty()) {
            lines_.back().text += ' ';
        }
    }

    void add_words(std::string_view words, Change::Kind kind) {
        auto& line = lines_.back();
        const auto body = trim_right(words);
        if (kind == Change::Kind::same) {
            line.text += harmless(words);
        } else if (!body.empty()) {
            const bool removed = kind == Change::Kind::removed;
            line.changed = true;
            line.text += styled((removed ? "[-" : "{+") + harmless(body) + (removed ? "-]" : "+}"),
                                removed ? Style::bad : Style::good, screen_);
            line.text += words.substr(body.size());
        }
    }

    Screen screen_;
    std::vector<Line> lines_{1};
};

}  // namespace

std::string changed_lines(std::string_view before, std::string_view after, const Screen& screen) {
    ChangedLines lines(screen);
    for (const auto& change : words::diff(before, after)) lines.add(change);
    return lines.text();
}

}  // namespace weir::cli
