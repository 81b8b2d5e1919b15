#include "parse/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <ctime>
#include <string>
#include <string_view>

using namespace std::string_literals;
using namespace std::string_view_literals;
using weir::parse::clean_xml;
using weir::parse::XmlText;

namespace {

const weir::Notice* find(const XmlText& text, std::string_view code) {
    const auto found = std::find_if(text.notices.begin(), text.notices.end(),
                                    [code](const auto& notice) { return notice.code == code; });
    return found == text.notices.end() ? nullptr : &*found;
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string out;
    out.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
}

}  // namespace

TEST_CASE("a clean document is left as it is", "[parse]") {
    const auto text = GENERATE(values<std::string_view>({
        "",
        "<?xml version=\"1.0\"?>\n<rss><channel a='b'>x &amp; y &lt;p&gt; "
        "&quot;&apos;</channel></rss>\n",
        "<a><!-- & < &nbsp; &copy; --><![CDATA[ & < &nbsp; <b>x</b> ]] ]>]]></a>",
        "<?xml-stylesheet href=\"x.xsl\" type='text/xsl'?><a/>",
        "<?php echo \"<a>\" ?><a/>",
        "<a>日本語，ｗｉｄｅ \xEF\xBF\xBD \xEF\xBB\xBF</a>",
    }));
    const XmlText cleaned = clean_xml(text);
    CHECK(cleaned.text == text);
    CHECK(cleaned.notices.empty());
}

TEST_CASE("references become characters before pugixml sees them", "[parse]") {
    struct Row {
        std::string_view text;
        std::string_view cleaned;
        std::string_view notice;
    };
    const auto row = GENERATE(values<Row>({
        {"&nbsp;&eacute;", "\u00A0é", "undefined-entity"},
        {"&CounterClockwiseContourIntegral;", "∳", "undefined-entity"},
        {"&amp;eacute; &amp;amp;", "&amp;eacute; &amp;amp;", ""},
        {"&#233; &#xe9; &#Xe9;", "é é é", ""},
        {"&#38;lt; &#60; &#x3E; &#34;&#39;", "&amp;lt; &lt; &gt; &quot;&apos;", ""},
        {"&#9;&#10;&#13;", "&#9;&#10;&#13;", ""},
        {"&#146; &#x80;", "’ €", "invalid-reference"},
        {"&#0; &#xD800; &#1114112; &#99999999999999999999;", "\uFFFD \uFFFD \uFFFD \uFFFD",
         "invalid-reference"},
        {"&#65533;", "\uFFFD", ""},
        {"a&#1;b&#xFFFE;c", "abc", "invalid-reference"},
        {"&#38 &#38", "&amp; &amp;", "missing-semicolon"},
        {"&lt b &eacute.", "&lt; b é.", "missing-semicolon"},
        {"a & b && c&", "a &amp; b &amp;&amp; c&amp;", "bare-ampersand"},
        {"AT&T R&D;", "AT&amp;T R&amp;D;", "bare-ampersand"},
        {"&unknown; &#; &#x;", "&amp;unknown; &amp;#; &amp;#x;", "unknown-entity"},
        {"http://x/?a=1&copy=2&para=3&lt=4", "http://x/?a=1&amp;copy=2&amp;para=3&amp;lt=4",
         "bare-ampersand"},
        {"&NBSP;", "&amp;NBSP;", "unknown-entity"},
    }));
    CAPTURE(row.text);
    for (const auto& [before, after] : {std::pair{"<a>"sv, "</a>"sv}, {"<a b=\""sv, "\"/>"sv}}) {
        const XmlText cleaned =
            clean_xml(std::string(before) + std::string(row.text) + std::string(after));
        CHECK(cleaned.text == std::string(before) + std::string(row.cleaned) + std::string(after));
        CHECK(cleaned.notices.empty() == row.notice.empty());
        CHECK((row.notice.empty() || find(cleaned, row.notice) != nullptr));
    }
}

TEST_CASE("what XML forbids is left out everywhere", "[parse]") {
    const XmlText cleaned = clean_xml(
        "<a\x01 b='\x02'>\0x\x1F\x0B<!-- \0 --><![CDATA[\x08y\0]]>\xEF\xBF\xBE\xEF\xB7\x90\x7F</a>"s);
    CHECK(cleaned.text == "<a b=''>x<!--  --><![CDATA[y]]>\x7F</a>");
    REQUIRE(find(cleaned, "control-character") != nullptr);
    CHECK(find(cleaned, "control-character")->line == 1);
}

TEST_CASE("a < that begins no tag becomes text", "[parse]") {
    struct Row {
        std::string_view text;
        std::string_view cleaned;
    };
    const auto row = GENERATE(values<Row>({
        {"<a>1 < 2</a>", "<a>1 &lt; 2</a>"},
        {"<a>I <3 you</a>", "<a>I &lt;3 you</a>"},
        {"<a><1a><></a>", "<a>&lt;1a>&lt;></a>"},
        {"<a><<b/></a>", "<a>&lt;<b/></a>"},
        {"<a b='x < y'/>", "<a b='x &lt; y'/>"},
        {"<a></3</a>", "<a>&lt;/3</a>"},
        {"<a>cut<", "<a>cut"},
    }));
    CHECK(clean_xml(row.text).text == row.cleaned);
}

TEST_CASE("declarations and instructions that are broken go", "[parse]") {
    struct Row {
        std::string_view text;
        std::string_view cleaned;
        std::string_view notice;
    };
    const auto row = GENERATE(values<Row>({
        {"<?xml version='1.0'><a/>", "<a/>", "broken-instruction"},
        {"<?xml version='1.0' <a/>", "<a/>", "broken-instruction"},
        {"<?xml version='1.0'><a/><?b?>", "<a/><?b?>", "broken-instruction"},
        {"<? xml version='1.0'?><a/>", "<a/>", "broken-instruction"},
        {"<?xml version='1.0'", "", "broken-instruction"},
        {"<?><a/>", "<a/>", "broken-instruction"},
        {"x<?xml version='1.0'?><a/>", "x<?xml version='1.0'?><a/>", "declaration-not-first"},
        {"<?xml version='1.0'?><?xml version='1.0'?><a/>",
         "<?xml version='1.0'?><?xml version='1.0'?><a/>", "second-declaration"},
        {"<a>]]></a>", "<a>]]></a>", "cdata-end-in-text"},
        {"<a><!-- x -- y --></a>", "<a><!-- x -- y --></a>", "comment-double-hyphen"},
        {"<a><!-- &eacute;</a>", "<a><!-- é</a>", "comment-unclosed"},
    }));
    CAPTURE(row.text);
    const XmlText cleaned = clean_xml(row.text);
    CHECK(cleaned.text == row.cleaned);
    CHECK(find(cleaned, row.notice) != nullptr);
}

TEST_CASE("a CDATA section ends where its element does, if it has no end", "[parse]") {
    struct Row {
        std::string_view text;
        std::string_view cleaned;
        bool noted;
    };
    const auto row = GENERATE(values<Row>({
        {"<a><![CDATA[x & <b>y", "<a><![CDATA[x & <b>y]]>", true},
        {"<i><d><![CDATA[x</d></i><i><d><![CDATA[y]]></d></i>",
         "<i><d><![CDATA[x]]></d></i><i><d><![CDATA[y]]></d></i>", true},
        {"<d><![CDATA[x</dd></d><t>&amp;</t>", "<d><![CDATA[x</dd>]]></d><t>&amp;</t>", true},
        {"<d><![CDATA[<![CDATA[x]]></d>", "<d><![CDATA[<![CDATA[x]]></d>", false},
        {"<d><![CDATA[x]]]]><![CDATA[>y]]></d>", "<d><![CDATA[x]]]]><![CDATA[>y]]></d>", false},
        {"<d><![cdata[&]]></d>", "<d><![CDATA[&]]></d>", false},
        {"<d><![CDATA[", "<d><![CDATA[]]>", true},
    }));
    CAPTURE(row.text);
    const XmlText cleaned = clean_xml(row.text);
    CHECK(cleaned.text == row.cleaned);
    CHECK((find(cleaned, "cdata-unclosed") != nullptr) == row.noted);
}

TEST_CASE("a document type declaration goes, whatever is wrong with it", "[parse]") {
    struct Row {
        std::string_view text;
        std::string_view cleaned;
    };
    const auto row = GENERATE(values<Row>({
        {"<!DOCTYPE rss><rss/>", "<rss/>"},
        {"<!doctype rss SYSTEM 'http://x/rss.dtd'><rss/>", "<rss/>"},
        {"<!DOCTYPE rss PUBLIC \"-//N//RSS>//EN\" \"x\"><rss/>", "//EN\" \"x\"><rss/>"},
        {"<!DOCTYPE rss PUBLIC \"-//N\" \"x.dtd>\n<rss version=\"0.91\"/>",
         "\n<rss version=\"0.91\"/>"},
        {"<!DOCTYPE rss [<!ENTITY a ']>'> <!-- ]> ' --> <?p ]> ?>]><rss/>", "<rss/>"},
        {"<!DOCTYPE rss [<!ENTITY a \"x>]><rss a=''/>", "<rss a=''/>"},
        {"<!DOCTYPE rss <rss/>", "<rss/>"},
        {"<!DOCTYPE rss", ""},
        {"<rss><!DOCTYPE html>x</rss>", "<rss>x</rss>"},
        {"<!DOCTYPE a><!DOCTYPE b [<rss/>", "<rss/>"},
    }));
    CAPTURE(row.text);
    CHECK(clean_xml(row.text).text == row.cleaned);
}

TEST_CASE("a document's own plain entities are replaced once", "[parse]") {
    struct Row {
        std::string_view declarations;
        std::string_view text;
        std::string_view cleaned;
    };
    const auto row = GENERATE(values<Row>({
        {"<!ENTITY weir 'a dam'>", "&weir;!", "a dam!"},
        {"<!ENTITY  copy  \"(c)\" >", "&copy;", "(c)"},
        {"<!ENTITY a 'one'><!ENTITY a 'two'>", "&a;", "one"},
        {"<!ENTITY a '&#60;b&#62; &eacute; &amp;'>", "&a;", "&lt;b&gt; é &amp;"},
        {"<!ENTITY a '&b;'><!ENTITY b '&a;'>", "&a;", "&amp;b;"},
        {"<!ENTITY a '<b/>'>", "&a;", "&amp;a;"},
        {"<!ENTITY a SYSTEM 'file:///etc/passwd'>", "&a;", "&amp;a;"},
        {"<!ENTITY % p 'x'> <!-- <!ENTITY a 'x'> -->", "&a;&p;", "&amp;a;&amp;p;"},
        {"<!ENTITY lt 'x'>", "&lt;", "&lt;"},
    }));
    CAPTURE(row.declarations);
    const std::string text = "<!DOCTYPE r [" + std::string(row.declarations) + "]>\n<r>" +
                             std::string(row.text) + "</r>";
    CHECK(clean_xml(text).text == "\n<r>" + std::string(row.cleaned) + "</r>");
}

TEST_CASE("entities cannot blow a document up", "[parse]") {
    const std::string big(10'000, 'x');
    const XmlText cleaned = clean_xml("<!DOCTYPE r [<!ENTITY a '" + big + "'>]><r>" +
                                      repeated("&a;", 100'000) + "</r>");
    CHECK(cleaned.text.size() < 2'000'000);
    CHECK(find(cleaned, "entity-limit") != nullptr);
}

TEST_CASE("entities of a DTD that is named are no mistake", "[parse]") {
    const XmlText cleaned = clean_xml(
        "<!DOCTYPE rss SYSTEM "
        "\"http://my.netscape.com/publish/formats/rss-0.91.dtd\"><a>&uuml;</a>");
    CHECK(cleaned.text == "<a>ü</a>");
    CHECK(cleaned.notices.empty());
}

TEST_CASE("lines are those of the original", "[parse]") {
    SECTION("after something was left out") {
        const XmlText cleaned =
            clean_xml("<!DOCTYPE a [\n\n<!ENTITY b 'c'>\n]>\n\n\n<a>\n&\n\n<b>&b;</b>\n</a>");
        CHECK(cleaned.line_at(cleaned.text.find("<a>")) == 7);
        CHECK(cleaned.line_at(cleaned.text.find("<b>")) == 10);
        CHECK(cleaned.line_at(cleaned.text.find("</a>")) == 11);
        REQUIRE(find(cleaned, "bare-ampersand") != nullptr);
        CHECK(find(cleaned, "bare-ampersand")->line == 8);
    }
    SECTION("with the line ends of an old Mac") {
        const XmlText cleaned = clean_xml("<a>\r\r<b/>&\r</a>");
        CHECK(cleaned.line_at(cleaned.text.find("<b/>")) == 3);
    }
    SECTION("with the line ends of Windows") {
        const XmlText cleaned = clean_xml("<a>\r\n\r\n<b/></a>");
        CHECK(cleaned.line_at(cleaned.text.find("<b/>")) == 3);
    }
}

TEST_CASE("many mistakes make a short list", "[parse]") {
    const XmlText cleaned = clean_xml("<a>" + repeated("&\n", 1000) + "</a>");
    CHECK(cleaned.notices.size() == 21);
    CHECK(cleaned.notices.front().line == 1);
    CHECK(cleaned.notices.back().message == "And 980 more of the same kind.");
}

TEST_CASE("any number of anything is cleaned in linear time", "[parse]") {
    const auto part = GENERATE(values<std::string_view>({
        "<",
        ">",
        "&",
        "&#",
        "&a;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "<?a ",
        "?>",
        "<!DOCTYPE",
        "<!DOCTYPE a [",
        "<!DOCTYPE a \"",
        "<!ENTITY a \"",
        "<a>",
        "<a><![CDATA[</a>",
        "<a><![CDATA[</b>",
        "\"",
        "'",
        "]",
        "\n",
        "\0",
        "<!",
        "</",
        "&#1;",
        "<a b='",
    }));
    CAPTURE(part);
    for (const std::string_view head : {"<r>"sv, "<!DOCTYPE r ["sv}) {
        const std::string text = std::string(head) + repeated(part, 50'000);
        const std::clock_t start = std::clock();
        const XmlText cleaned = clean_xml(text);
        CHECK(std::clock() - start < 5 * CLOCKS_PER_SEC);
        CHECK(cleaned.text.size() <= 6 * text.size() + 64);
        CHECK(cleaned.lines.size() <= text.size() + 1);
    }
}
