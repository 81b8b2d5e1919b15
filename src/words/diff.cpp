#include "words/diff.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace weir::words {
namespace {

using Kind = Change::Kind;

constexpr std::int32_t most_changes = 1000;
constexpr std::string_view blanks = " \t\r\n";

/// A word, and the white space that follows it.
struct Token {
    std::string_view word;
    std::string_view whole;
};

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = std::min(text.find_first_not_of(blanks), text.size());
         at < text.size();) {
        const auto end = std::min(text.find_first_of(blanks, at), text.size());
        const auto next = std::min(text.find_first_not_of(blanks, end), text.size());
        tokens.push_back({text.substr(at, end - at), text.substr(at, next - at)});
        at = next;
    }
    return tokens;
}

/// The runs of the result; neighbours of one kind are one.
class Runs {
public:
    void add(Kind kind, const std::vector<Token>& tokens, std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            if (runs_.empty() || runs_.back().kind != kind) runs_.push_back({kind, {}});
            runs_.back().text += tokens[i].whole;
        }
    }
    std::vector<Change> take() { return std::move(runs_); }

private:
    std::vector<Change> runs_;
};

/// One step of the edit script, read backwards: a word of one side, or of both.
using Script = std::vector<Kind>;

/// Myers' greedy search between the ends that both texts share. Empty when there are too many
/// changes.
class Search {
public:
    Search(const std::vector<Token>& before, const std::vector<Token>& after, std::size_t from,
           std::size_t before_end, std::size_t after_end)
        : before_(before),
          after_(after),
          from_(from),
          rows_(static_cast<std::int32_t>(before_end - from)),
          columns_(static_cast<std::int32_t>(after_end - from)) {}

    Script script() {
        const auto most = std::min(most_changes, rows_ + columns_);
        furthest_.assign(static_cast<std::size_t>(2 * most + 3), 0);
        middle_ = most + 1;
        for (std::int32_t changes = 0; changes <= most; ++changes) {
            if (reaches_end(changes)) return trace_back(changes);
        }
        return {};
    }

private:
    /// Row reached on a diagonal (row - column) by the latest round.
    std::int32_t& row(std::int32_t diagonal) {
        return furthest_[static_cast<std::size_t>(middle_ + diagonal)];
    }
    [[nodiscard]] bool equal(std::int32_t row, std::int32_t column) const {
        return before_[from_ + static_cast<std::size_t>(row)].word ==
               after_[from_ + static_cast<std::size_t>(column)].word;
    }
    /// From the diagonal above, by an added word, rather than from the one below.
    [[nodiscard]] static bool comes_by_adding(std::int32_t diagonal, std::int32_t changes,
                                              std::int32_t above, std::int32_t below) {
        return diagonal == -changes || (diagonal != changes && below < above);
    }

    bool reaches_end(std::int32_t changes) {
        for (std::int32_t diagonal = -changes; diagonal <= changes; diagonal += 2) {
            const auto above = row(diagonal + 1);
            const auto below = row(diagonal - 1);
            auto at = comes_by_adding(diagonal, changes, above, below) ? above : below + 1;
            while (at < rows_ && at - diagonal < columns_ && equal(at, at - diagonal)) ++at;
            row(diagonal) = at;
        }
        rounds_.push_back(snapshot(changes));
        const auto last = rows_ - columns_;
        return row_after(changes, last) >= rows_;
    }

    /// The rows of the diagonals from -changes to changes.
    std::vector<std::int32_t> snapshot(std::int32_t changes) {
        const auto first = furthest_.begin() + middle_ - changes;
        return {first, first + 2 * changes + 1};
    }
    [[nodiscard]] std::int32_t row_after(std::int32_t changes, std::int32_t diagonal) const {
        if (diagonal < -changes || diagonal > changes) return -1;
        return rounds_[static_cast<std::size_t>(changes)]
                      [static_cast<std::size_t>(diagonal + changes)];
    }

    [[nodiscard]] Script trace_back(std::int32_t changes) const {
        Script reversed;
        auto at = rows_;
        auto column = columns_;
        for (; changes > 0; --changes) {
            const auto diagonal = at - column;
            const auto above = row_after(changes - 1, diagonal + 1);
            const auto below = row_after(changes - 1, diagonal - 1);
            const bool added = comes_by_adding(diagonal, changes, above, below);
            const auto start = added ? above : below + 1;
            for (; at > start; --at, --column) reversed.push_back(Kind::same);
            reversed.push_back(added ? Kind::added : Kind::removed);
            (added ? column : at) -= 1;
        }
        reversed.insert(reversed.end(), static_cast<std::size_t>(at), Kind::same);
        std::reverse(reversed.begin(), reversed.end());
        return reversed;
    }

    const std::vector<Token>& before_;
    const std::vector<Token>& after_;
    std::size_t from_;
    std::int32_t rows_;
    std::int32_t columns_;
    std::int32_t middle_ = 0;
    std::vector<std::int32_t> furthest_;
    std::vector<std::vector<std::int32_t>> rounds_;
};

/// Between two words of both sides, what went stands before what came.
void play(const Script& script, const std::vector<Token>& before, const std::vector<Token>& after,
          std::size_t from, Runs& runs) {
    std::size_t row = from;
    std::size_t column = from;
    for (std::size_t step = 0; step < script.size();) {
        if (script[step] == Kind::same) {
            runs.add(Kind::same, after, column, column + 1);
            ++row, ++column, ++step;
            continue;
        }
        const auto row_start = row;
        const auto column_start = column;
        for (; step < script.size() && script[step] != Kind::same; ++step)
            ++(script[step] == Kind::removed ? row : column);
        runs.add(Kind::removed, before, row_start, row);
        runs.add(Kind::added, after, column_start, column);
    }
}

}  // namespace

std::vector<Change> diff(std::string_view before, std::string_view after) {
    const auto old_tokens = tokens_of(before);
    const auto new_tokens = tokens_of(after);
    const auto shorter = std::min(old_tokens.size(), new_tokens.size());
    std::size_t head = 0;
    while (head < shorter && old_tokens[head].word == new_tokens[head].word) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && old_tokens[old_tokens.size() - 1 - tail].word ==
                                        new_tokens[new_tokens.size() - 1 - tail].word)
        ++tail;
    const auto old_end = old_tokens.size() - tail;
    const auto new_end = new_tokens.size() - tail;

    Runs runs;
    runs.add(Kind::same, new_tokens, 0, head);
    if (head < old_end || head < new_end) {
        const auto script = Search(old_tokens, new_tokens, head, old_end, new_end).script();
        if (script.empty()) {
            runs.add(Kind::removed, old_tokens, head, old_end);
            runs.add(Kind::added, new_tokens, head, new_end);
        } else {
            play(script, old_tokens, new_tokens, head, runs);
        }
    }
    runs.add(Kind::same, new_tokens, new_end, new_tokens.size());
    return runs.take();
}

}  // namespace weir::words
