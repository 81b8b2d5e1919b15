#include "base/utf8.hpp"
#include "query/query.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using weir::Instant;
using weir::query::parse;
using weir::query::passage;

namespace {

// Hits in brackets instead of control characters.
std::string shown(std::string_view text, std::string_view query, std::size_t characters) {
    std::string out = passage(text, *parse(query, Instant{}), characters);
    for (char& c : out) {
        if (c == '\x02') c = '[';
        if (c == '\x03') c = ']';
    }
    return out;
}

std::string filler(int words) {
    std::string out;
    for (int i = 0; i < words; ++i) out += "lorem ipsum ";
    return out;
}

}  // namespace

TEST_CASE("a passage marks what was sought", "[query]") {
    struct Row {
        std::string_view text;
        std::string_view query;
        std::string_view passage;
    };
    const auto row = GENERATE(values<Row>({
        {"The quick brown fox.", "fox", "The quick brown [fox]."},
        {"The quick brown fox.", "QUICK fox", "The [quick] brown [fox]."},
        {"The quick brown fox.", "\"quick brown\"", "The [quick brown] fox."},
        {"The quick brown fox.", "\"brown quick\"", "The quick brown fox."},
        {"The quick brown fox.", "bro*", "The quick [brown] fox."},
        {"The quick brown fox.", "-fox quick", "The [quick] brown fox."},
        {"The quick brown fox.", "quick OR cat", "The [quick] brown fox."},
        {"The quick brown fox.", "title:fox", "The quick brown fox."},
        {"The quick brown fox.", "text:fox", "The quick brown [fox]."},
        {"The quick brown fox.", "is:read", "The quick brown fox."},
        {"The quick brown fox.", "", "The quick brown fox."},
        {"Le CAFÉ noir", "cafe", "Le [CAFÉ] noir"},
        {"Send e-mail now", "e-mail", "Send [e-mail] now"},
        {"両国で日本語を学ぶ", "日本", "両国で[日本]語を学ぶ"},
        {"one\n\n  two\tthree", "two", "one [two] three"},
        {"«Fox» says", "fox", "«[Fox]» says"},
        {"a a a", "a", "[a] [a] [a]"},
        {"a b a b", "\"a b\" b", "[a b] [a b]"},
        {"", "fox", ""},
        {"...", "fox", "..."},
        {"evil \x02mark\x03 here", "mark", "evil [mark] here"},
    }));
    CAPTURE(row.text, row.query);
    CHECK(shown(row.text, row.query, 80) == row.passage);
}

TEST_CASE("a passage is the part that holds most of what was sought", "[query]") {
    const std::string text = "alpha " + filler(50) + "alpha beta gamma " + filler(50) + "beta";
    CHECK(shown(text, "alpha beta gamma", 60) ==
          "…lorem ipsum [alpha] [beta] [gamma] lorem ipsum lorem ipsum lorem…");
    CHECK(shown(text, "beta", 30) == "…alpha [beta] gamma lorem ipsum…");
    CHECK(shown(text, "nothing", 20) == "alpha lorem ipsum…");
}

TEST_CASE("a passage never outgrows what was asked for", "[query]") {
    const std::string text = filler(20) + "needle" + std::string(300, 'x') + " 日本語" + filler(20);
    for (const std::string_view query : {"needle*", "lorem", "日本", "\"lorem ipsum lorem\""}) {
        for (std::size_t size = 0; size < 120; ++size) {
            const std::string found = passage(text, *parse(query, Instant{}), size);
            CAPTURE(query, size, found);
            std::size_t marks = 0;
            for (const char c : found) marks += c == '\x02' || c == '\x03' ? 1 : 0;
            REQUIRE(marks % 2 == 0);
            REQUIRE(weir::utf8::valid(found));
            REQUIRE(weir::utf8::length(found) <= size + marks + 2);  // And "…" on both sides.
        }
    }
}

TEST_CASE("a passage is found at the end of a huge text", "[query]") {
    const std::string text = filler(200'000) + "needle";
    CHECK(shown(text, "lorem needle", 40).find("[needle]") != std::string::npos);
}
