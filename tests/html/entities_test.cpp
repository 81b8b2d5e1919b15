#include "html/entities.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace std::string_literals;
using namespace std::string_view_literals;
using weir::html::Context;
using weir::html::decode_references;
using weir::html::read_reference;

TEST_CASE("references in text decode by the WHATWG rules", "[html]") {
    struct Row {
        std::string_view text;
        std::string_view decoded;
    };
    const auto row = GENERATE(values<Row>({
        {"a &amp; b", "a & b"},
        {"&lt;b&gt; &quot;x&quot; &apos;", "<b> \"x\" '"},
        {"&copy=1", "\u00a9=1"},
        {"&copy 2", "\u00a9 2"},
        {"&notit; &notin; &not;", "\u00acit; \u2209 \u00ac"},
        {"&ampamp;", "&amp;"},
        {"&eacute;&Eacute;&eacute", "\u00e9\u00c9\u00e9"},
        {"&AElig;&zwnj;&zwj;&yuml", "\u00c6\u200c\u200d\u00ff"},
        {"&CounterClockwiseContourIntegral;", "\u2233"},
        {"&NotEqualTilde;&fjlig;", "\u2242\u0338fj"},
        {"&Afr;", "\U0001d504"},
        {"&hellip &unknown; & && &; &1;", "&hellip &unknown; & && &; &1;"},
        {"&#38; &#x26; &#X26; &#38", "& & & &"},
        {"&#146;&#x80;&#129;", "\u2019\u20ac\u0081"},
        {"&#0;&#xD800;&#x110000;&#99999999999999999999;", "\ufffd\ufffd\ufffd\ufffd"},
        {"&#;&#x;&#xg;&#-1;", "&#;&#x;&#xg;&#-1;"},
        {"&#x1F600;", "\U0001f600"},
        {"&", "&"},
        {"", ""},
    }));
    CAPTURE(row.text);
    CHECK(decode_references(row.text) == row.decoded);
}

TEST_CASE("in an attribute a name without semicolon before = or a letter is text", "[html]") {
    CHECK(decode_references("?a=1&copy=2&reg&lt", Context::attribute) == "?a=1&copy=2\u00ae<");
    CHECK(decode_references("&copyright &copy; &copy,", Context::attribute) ==
          "&copyright \u00a9 \u00a9,");
    CHECK(decode_references("&#39x", Context::attribute) == "'x");
}

TEST_CASE("a reference tells how many bytes it took and whether it was closed", "[html]") {
    CHECK(read_reference("&amp; x", Context::text).size == 5);
    CHECK(read_reference("&amp; x", Context::text).semicolon);
    CHECK(read_reference("&amp x", Context::text).size == 4);
    CHECK_FALSE(read_reference("&amp x", Context::text).semicolon);
    CHECK(read_reference("&#x26;", Context::text).size == 6);
    CHECK(read_reference("&nothing;", Context::text).size == 4);
    CHECK(read_reference("&nix;", Context::text).size == 0);
    CHECK(read_reference("&nix;", Context::text).characters.empty());
}

TEST_CASE("long runs after an ampersand cost no more than their length", "[html]") {
    const std::string letters = "&" + std::string(1'000'000, 'a');
    CHECK(decode_references(letters) == letters);
    const std::string ampersands(1'000'000, '&');
    CHECK(decode_references(ampersands) == ampersands);
    CHECK(decode_references("&#" + std::string(1'000'000, '0') + "65;") == "A");
}

TEST_CASE("a NUL byte is no end of text", "[html]") {
    CHECK(decode_references("a\0&amp;"sv) == "a\0&"s);
}
