#include "words/diff.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace weir::test {
namespace {

using words::Change;

/// "a [-b -]{+c +}d": what went and what came, in one line.
std::string marked(std::string_view before, std::string_view after) {
    std::string out;
    for (const auto& change : words::diff(before, after)) {
        if (change.kind == Change::Kind::same) out += change.text;
        if (change.kind == Change::Kind::removed) out += "[-" + change.text + "-]";
        if (change.kind == Change::Kind::added) out += "{+" + change.text + "+}";
    }
    return out;
}

/// The words of one side, joined by single blanks.
std::string side(const std::vector<Change>& changes, Change::Kind left_out) {
    std::string out;
    for (const auto& change : changes)
        if (change.kind != left_out) out += change.text;
    return out;
}

std::vector<std::string> random_words(std::mt19937& random, std::size_t longest) {
    std::vector<std::string> words(random() % (longest + 1));
    for (auto& word : words) word = std::string(1, static_cast<char>('a' + random() % 4));
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += word + " ";
    return out;
}

/// Length of the longest common subsequence, by the textbook's table.
std::size_t common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::vector<std::size_t>> best(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j)
            best[i + 1][j + 1] =
                a[i] == b[j] ? best[i][j] + 1 : std::max(best[i][j + 1], best[i + 1][j]);
    return best[a.size()][b.size()];
}

}  // namespace

TEST_CASE("two texts are compared word by word", "[words]") {
    struct Row {
        std::string_view before, after, marked;
    };
    const Row rows[] = {
        {"", "", ""},
        {"the same", "the  same ", "the  same "},
        {"", "new", "{+new+}"},
        {"old", "", "[-old-]"},
        {"the old crane", "the new crane", "the [-old -]{+new +}crane"},
        {"a b c d", "a d", "a [-b c -]d"},
        {"a d", "a b c d", "a {+b c +}d"},
        {"a b c", "x y z", "[-a b c-]{+x y z+}"},
        {"one two\nthree", "one 2\nthree", "one [-two\n-]{+2\n+}three"},
        {"a x b x c", "a y b y c", "a [-x -]{+y +}b [-x -]{+y +}c"},
    };
    for (const auto& row : rows) {
        INFO(row.before << " -> " << row.after);
        CHECK(marked(row.before, row.after) == row.marked);
    }
}

TEST_CASE("a comparison tells both texts and is as short as can be", "[words]") {
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        const auto before = random_words(random, 14);
        const auto after = random_words(random, 14);
        const auto changes = words::diff(joined(before), joined(after));
        INFO(joined(before) << "-> " << joined(after));
        REQUIRE(side(changes, Change::Kind::added) == joined(before));
        REQUIRE(side(changes, Change::Kind::removed) == joined(after));
        std::size_t kept = 0;
        for (const auto& change : changes)
            if (change.kind == Change::Kind::same) kept += change.text.size() / 2;
        REQUIRE(kept == common(before, after));
    }
}

TEST_CASE("texts with nothing in common cost no more than their length", "[words]") {
    std::string before = "begin ";
    std::string after = "begin ";
    for (int i = 0; i < 200'000; ++i) {
        before += "a" + std::to_string(i) + " ";
        after += "b" + std::to_string(i) + " ";
    }
    const auto changes = words::diff(before + "end", after + "end");
    REQUIRE(changes.size() == 4);
    CHECK(changes[0].text == "begin ");
    CHECK(changes[3].text == "end");
}

}  // namespace weir::test
