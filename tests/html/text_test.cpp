#include "html/text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace weir;

TEST_CASE("markup becomes text with one line per block", "[html]") {
    struct Row {
        std::string_view markup;
        std::string_view text;
    };
    const auto row = GENERATE(values<Row>({
        {"plain", "plain"},
        {"<p>One\n two</p><p>Three</p>", "One two\nThree"},
        {"a<br>b<br/><br>c", "a\nb\n\nc"},
        {"<div><div><h1>Head</h1>\n</div><p> text </p></div>", "Head\ntext"},
        {"a <b>bold</b>, <i>b</i>etter", "a bold, better"},
        {"<ul><li>one</li><li>two <ul><li>in</ul></ul>after", "- one\n- two\n  - in\nafter"},
        {"<ol start=3><li>c<li>d</ol>", "3. c\n4. d"},
        {"<ol><li><p>x</p></li><li></li><li>z</li></ol>", "1. x\n3. z"},
        {"Tom &amp; Jerry &copy; &lt;b&gt;", "Tom & Jerry \u00a9 <b>"},
        {"x<script>if (a<b) alert('</p>')</script>y", "xy"},
        {"x<style>p{}</style><noscript>n</noscript><svg><title>t</title></svg>y", "xy"},
        {"<pre>int main() {\n  return 0;\n}\n</pre>end", "int main() {\n  return 0;\n}\nend"},
        {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
        {"a\u00a0b&nbsp;c", "a b c"},
        {"x <!-- no --> y", "x y"},
        {"1 < 2 && 3 > 2", "1 < 2 && 3 > 2"},
        {"cut <b", "cut"},
        {"<title>T</title>body", "body"},
        {"", ""},
    }));
    CAPTURE(row.markup);
    CHECK(html::to_text(row.markup) == row.text);
}

TEST_CASE("a line is text without line ends", "[html]") {
    CHECK(html::to_line(" A <b>bold</b>\n <p>title</p> &amp;c. ") == "A bold title &c.");
    CHECK(html::to_line("no  markup\there") == "no markup here");
    CHECK(html::to_line("AT&amp;T") == "AT&T");
}

TEST_CASE("HTML is told from text by tags and references", "[html]") {
    for (const std::string_view markup :
         {"<p>x", "a<br/>b", "</div>", "x <a href='y'>z</a>", "a &amp; b", "&#8217;", "&nbsp;"}) {
        CAPTURE(markup);
        CHECK(html::looks_like_html(markup));
    }
    for (const std::string_view text :
         {"plain", "1 < 2 and 3 > 2", "I <3 you", "std::vector<int> v;", "AT&T", "a <b", "R&D; x",
          "<notatag>", "?a=1&copy=2", ""}) {
        CAPTURE(text);
        CHECK_FALSE(html::looks_like_html(text));
    }
}

TEST_CASE("plain text becomes paragraphs and breaks", "[html]") {
    CHECK(html::from_text("a < b\nc & d\r\n\r\n\n next") ==
          "<p>a &lt; b<br>\nc &amp; d</p>\n<p>next</p>");
    CHECK(html::from_text("\n\nx\n") == "<p>x</p>");
    CHECK(html::from_text(" \n ").empty());
}

TEST_CASE("text of hostile markup takes linear time", "[html]") {
    std::string markup;
    for (int i = 0; i < 50'000; ++i) markup += "<ul><li>";
    CHECK(html::to_text(markup).empty());
    CHECK(html::to_text(std::string(300'000, '<')).size() == 300'000);
    CHECK_FALSE(html::looks_like_html(std::string(300'000, '<')));
}
