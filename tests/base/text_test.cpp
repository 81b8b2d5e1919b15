#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace weir;

TEST_CASE("white space is trimmed at the ends and squeezed inside", "[text]") {
    CHECK(trim(" \t\r\n a b \f\v") == "a b");
    CHECK(trim("  ").empty());
    CHECK(squeeze(" a \n\t b\xC2\xA0\xC2\xA0"
                  "c ") == "a b c");
    CHECK(squeeze("\xC2\xA9 \xC2") == "\xC2\xA9 \xC2");
}

TEST_CASE("comparisons ignore the case of ASCII letters only", "[text]") {
    CHECK(lower("ÄBc") == "Äbc");
    CHECK(iequals("Link", "lINK"));
    CHECK_FALSE(iequals("Link", "Links"));
    CHECK(istarts_with("Content-Type", "content-"));
    CHECK_FALSE(istarts_with("Con", "content"));
    CHECK(ifind("<A HREF=x HREF>", "href") == 3);
    CHECK(ifind("<A HREF=x HREF>", "href", 4) == 10);
    CHECK(ifind("abc", "d") == std::string_view::npos);
    CHECK(ifind("abc", "abcd") == std::string_view::npos);
    CHECK(ifind("abc", "", 3) == 3);
    CHECK(ifind("abc", "a", 4) == std::string_view::npos);
}

TEST_CASE("texts are split, joined and replaced", "[text]") {
    CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
    CHECK(split("", ',') == std::vector<std::string_view>{""});
    CHECK(join({"a", "b", "b"}, ", ") == "a, b, b");
    CHECK(join({}, ", ").empty());

    std::string text = "aaa";
    replace_all(text, "a", "aa");
    CHECK(text == "aaaaaa");
    replace_all(text, "", "x");
    CHECK(text == "aaaaaa");
    replace_all(text, "aa", "");
    CHECK(text.empty());
}

TEST_CASE("a million matches are replaced in linear time", "[text]") {
    std::string text(1'000'000, '&');
    replace_all(text, "&", "&amp;");
    CHECK(text.size() == 5'000'000);
}

TEST_CASE("the nearest candidate is offered, a far one is not", "[text]") {
    const std::vector<std::string> keys{"every", "min_every", "title", "tags"};
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(nearest("evry", keys) == "every");
    CHECK(nearest("titel", keys) == "title");
    CHECK(nearest("tag", keys) == "tags");
    CHECK(nearest("colour", keys).empty());
    CHECK(nearest("", keys).empty());
}

TEST_CASE("markup characters are escaped for text and attributes alike", "[text]") {
    CHECK(escape_markup("a & <b> \"c\" 'd'") == "a &amp; &lt;b&gt; &quot;c&quot; &#39;d&#39;");
}

TEST_CASE("sizes are read in both kinds of units", "[text]") {
    struct Row {
        std::string text;
        std::size_t bytes;
    };
    const auto row = GENERATE(values<Row>({{"0", 0},
                                           {"512", 512},
                                           {"512B", 512},
                                           {"512KiB", 524'288},
                                           {"16MiB", 16'777'216},
                                           {"2GiB", 2'147'483'648},
                                           {"10MB", 10'000'000},
                                           {"10mb", 10'000'000},
                                           {"18446744073709551615", 18'446'744'073'709'551'615U}}));
    CAPTURE(row.text);
    std::size_t bytes = 1;
    CHECK(parse_size(row.text, bytes));
    CHECK(bytes == row.bytes);
}

TEST_CASE("what is no size is refused and leaves the value alone", "[text]") {
    const auto text = GENERATE(as<std::string>(), "", "MB", "-1", "1.5MB", "10 MB", "10XB",
                               "18446744073709551616", "18446744073709551615kB");
    CAPTURE(text);
    std::size_t bytes = 7;
    CHECK_FALSE(parse_size(text, bytes));
    CHECK(bytes == 7);
}

TEST_CASE("sizes are written for people", "[text]") {
    CHECK(format_size(0) == "0 B");
    CHECK(format_size(999) == "999 B");
    CHECK(format_size(1'000) == "1.0 kB");
    CHECK(format_size(1'234'567) == "1.2 MB");
    CHECK(format_size(999'960) == "1.0 MB");
    CHECK(format_size(18'446'744'073'709'551'615U) == "18.4 EB");
}
