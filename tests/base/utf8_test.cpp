#include "base/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace weir;

TEST_CASE("ill-formed bytes are replaced part by part as WHATWG decodes", "[utf8]") {
    struct Row {
        std::string bytes;
        std::string text;
    };
    const std::string r = "\xEF\xBF\xBD";
    const auto row = GENERATE_COPY(values<Row>({
        {"plain text of more than eight bytes", "plain text of more than eight bytes"},
        {"é€😀", "é€😀"},
        {"a\x80z", "a" + r + "z"},
        {"a\xC0\xAFz", "a" + r + r + "z"},          // overlong
        {"a\xED\xA0\x80z", "a" + r + r + r + "z"},  // surrogate
        {"a\xF4\x90\x80\x80z", "a" + r + r + r + r + "z"},
        {"a\xE2\x82", "a" + r},  // cut
        {"a\xF0\x9F\x98z", "a" + r + "z"},
        {"\xFF\xFE", r + r},
        {"12345678\xE9"
         "12345678",
         "12345678" + r + "12345678"},
    }));
    CAPTURE(row.bytes);
    CHECK(utf8::repaired(row.bytes) == row.text);
    CHECK(utf8::valid(row.bytes) == (row.bytes == row.text));
    CHECK(utf8::valid(row.text));
}

TEST_CASE("every character goes there and back, surrogates do not", "[utf8]") {
    for (const char32_t code :
         {0U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
        std::string text;
        utf8::append(text, code);
        const auto decoded = utf8::decode(text, 0);
        CHECK(decoded.valid);
        CHECK(decoded.code == code);
        CHECK(decoded.size == text.size());
    }
    for (const char32_t code : {0xD800U, 0xDFFFU, 0x110000U, 0xFFFFFFFFU}) {
        std::string text;
        utf8::append(text, code);
        CHECK(text == "\xEF\xBF\xBD");
    }
}

TEST_CASE("characters are counted and never cut", "[utf8]") {
    CHECK(utf8::length("aé€😀") == 4);
    CHECK(utf8::prefix("aé€😀", 2) == "aé");
    CHECK(utf8::prefix("aé", 9) == "aé");
    CHECK(utf8::prefix("aé", 0).empty());
}

TEST_CASE("terminal columns: wide characters take two, combining ones none", "[utf8]") {
    struct Row {
        std::string text;
        std::size_t columns;
    };
    const auto row = GENERATE(values<Row>({{"", 0},
                                           {"abc", 3},
                                           {"日本語", 6},
                                           {"한국", 4},
                                           {"😀", 2},
                                           {"e\xCC\x81", 1},
                                           {"✓", 1},
                                           {"ｗ", 2},
                                           {"a\xE2\x80\x8B"
                                            "b",
                                            2}}));
    CAPTURE(row.text);
    CHECK(utf8::width(row.text) == row.columns);
}

TEST_CASE("a text is cut to the columns there are", "[utf8]") {
    CHECK(utf8::fit("abcdef", 6) == "abcdef");
    CHECK(utf8::fit("abcdef", 5) == "abcd…");
    CHECK(utf8::fit("日本語", 6) == "日本語");
    CHECK(utf8::fit("日本語", 5) == "日本…");
    CHECK(utf8::fit("日本語", 4) == "日…");
    CHECK(utf8::fit("abc", 1) == "…");
    CHECK(utf8::fit("abc", 0).empty());
    CHECK(utf8::fit("e\xCC\x81"
                    "bc",
                    3) ==
          "e\xCC\x81"
          "bc");
}
