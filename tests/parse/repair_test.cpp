#include "parse/text.hpp"

#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include <algorithm>
#include <ctime>
#include <string>
#include <string_view>

using namespace std::string_literals;
using namespace std::string_view_literals;
using weir::parse::clean_xml;
using weir::parse::repair_xml;
using weir::parse::XmlText;

namespace {

XmlText repaired(std::string_view text) {
    return repair_xml(clean_xml(text));
}

bool well_formed(const std::string& text) {
    pugi::xml_document document;
    return static_cast<bool>(document.load_buffer(text.data(), text.size(),
                                                  pugi::parse_default | pugi::parse_ws_pcdata,
                                                  pugi::encoding_utf8));
}

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

/// A piece of an RSS item, before and after, and the notice that it causes.
struct Row {
    std::string_view damaged;
    std::string_view repaired;
    std::string_view notice;
};

void check_inside(std::string_view before, std::string_view after, const Row& row) {
    CAPTURE(row.damaged);
    const XmlText result =
        repaired(std::string(before) + std::string(row.damaged) + std::string(after));
    CHECK(result.text == std::string(before) + std::string(row.repaired) + std::string(after));
    CHECK(well_formed(result.text));
    CHECK(result.notices.empty() == row.notice.empty());
    CHECK((row.notice.empty() || find(result, row.notice) != nullptr));
}

void check_in_item(const Row& row) {
    check_inside("<rss><channel><item>", "</item></channel></rss>", row);
}

}  // namespace

TEST_CASE("a sound document is repaired to itself", "[parse]") {
    const auto text = GENERATE(values<std::string_view>({
        "<rss version=\"2.0\"><channel><title>a &amp; b</title><item><link>http://x/</link>"
        "<description><p>x</p><![CDATA[<br>]]></description></item></channel></rss>",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><author><name>a</name></author>"
        "<link href=\"x\"/><entry><source><title>t</title><id>i</id></source>"
        "<content type=\"xhtml\"><div><p>a</p><ul><li>b</li></ul></div></content></entry></feed>",
        "<rdf:RDF><channel><items><rdf:Seq><rdf:li/></rdf:Seq></items></channel><item/></rdf:RDF>",
        "<rss><channel><item><media:group><media:content url=\"x\"><media:title>t</media:title>"
        "</media:content></media:group><itunes:owner><itunes:name>n</itunes:name></itunes:owner>"
        "<author><name>n</name></author></item></channel></rss>",
    }));
    const XmlText result = repaired(text);
    CHECK(result.text == text);
    CHECK(result.notices.empty());
}

TEST_CASE("attributes in any style are rewritten", "[parse]") {
    check_in_item(GENERATE(values<Row>({
        {"<a href=x>t</a>", "<a href=\"x\">t</a>", "attribute-unquoted"},
        {"<a href=http://x/>t</a>", "<a href=\"http://x/\">t</a>", "attribute-unquoted"},
        {"<enclosure url=http://x/a.mp3 length=5/>",
         "<enclosure url=\"http://x/a.mp3\" length=\"5\"/>", "attribute-unquoted"},
        {"<a href = 'x'>t</a>", "<a href=\"x\">t</a>", ""},
        {"<a b='say \"x\"'>t</a>", "<a b=\"say &quot;x&quot;\">t</a>", ""},
        {"<a b='<i>'>t</a>", "<a b=\"&lt;i>\">t</a>", ""},
        {"<a b>t</a>", "<a b=\"\">t</a>", "attribute-without-value"},
        {"<a b= >t</a>", "<a b=\"\">t</a>", "attribute-unquoted"},
        {"<a b=\"1\"c=\"2\">t</a>", "<a b=\"1\" c=\"2\">t</a>", ""},
        {"<a b=\"1\" b=\"2\" B='3'>t</a>", "<a b=\"1\">t</a>", "attribute-duplicate"},
        {"<a b=“1” c=’2’>t</a>", "<a b=\"1\" c=\"2\">t</a>", "attribute-unquoted"},
        {"<a b=\"1>t</a><i c=\"2\">u</i>", "<a b=\"1\">t</a><i c=\"2\">u</i>",
         "attribute-unclosed"},
        {"<a b=\"1\"\">t</a>", "<a b=\"1\">t</a>", "attribute-invalid"},
        {"<a 1=\"2\" $ c=\"3\">t</a>", "<a c=\"3\">t</a>", "attribute-invalid"},
        {"<a b=\"x > y\">t</a>", "<a b=\"x > y\">t</a>", ""},
        {"<img src=\"x\" / >", "<img src=\"x\"/>", ""},
    })));
}

TEST_CASE("text that only looks like a tag stays text", "[parse]") {
    check_in_item(GENERATE(values<Row>({
        {"<author>John <john@example.org></author>", "<author>John &lt;john@example.org></author>",
         "bare-less-than"},
        {"<title>see <http://x/></title>", "<title>see &lt;http://x/></title>", "bare-less-than"},
        {"<title>Using <vector> in C++</title>", "<title>Using &lt;vector> in C++</title>",
         "bare-less-than"},
        {"<title>a <b c</title>", "<title>a &lt;b c</title>", "bare-less-than"},
        {"<title>a <b>c</b></title>", "<title>a <b>c</b></title>", ""},
    })));
}

TEST_CASE("HTML inside of a feed is balanced", "[parse]") {
    check_in_item(GENERATE(values<Row>({
        {"<description><p>text<br>more</description>",
         "<description><p>text<br/>more</p></description>", "html-in-xml"},
        {"<description><BR><hr noshade><img src='x'></description>",
         "<description><BR/><hr noshade=\"\"/><img src=\"x\"/></description>", "html-in-xml"},
        {"<description>a<br></br>b</description>", "<description>a<br/>b</description>",
         "html-in-xml"},
        {"<description><p>a<p>b</description>", "<description><p>a</p><p>b</p></description>", ""},
        {"<description><ul><li>a<li>b</ul></description>",
         "<description><ul><li>a</li><li>b</li></ul></description>", ""},
        {"<description><table><tr><td>a<td>b<tr><td>c</table></description>",
         "<description><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
         "</description>",
         ""},
        {"<description><b><i>x</b>y</i></description>",
         "<description><b><i>x</i></b>y</description>", "stray-end-tag"},
        {"<description>x</p></description>", "<description>x</description>", "stray-end-tag"},
        {"<description>a<script>if (a<b) c('</x>')</script>b</description>",
         "<description>a<script/>b</description>", ""},
        {"<description>a<script>b</description>", "<description>a<script/>b</description>", ""},
        {"<description><head><title>t</title></head></description>",
         "<description><head><title>t</title></head></description>", ""},
        {"<description><div></item></div>", "<description><div></div></description>",
         "tag-unclosed"},
    })));
}

TEST_CASE("elements end where the next one must begin", "[parse]") {
    check_in_item(GENERATE(values<Row>({
        {"<title>a<link>b</link>", "<title>a</title><link>b</link>", "tag-unclosed"},
        {"<title>a<pubDate>b</pubDate>", "<title>a</title><pubDate>b</pubDate>", "tag-unclosed"},
        {"<description>a<b>c<guid>d</guid>", "<description>a<b>c</b></description><guid>d</guid>",
         "tag-unclosed"},
        {"<description>a<link>b</link>", "<description>a</description><link>b</link>",
         "tag-unclosed"},
        {"<description>a<dc:creator>b</dc:creator>",
         "<description>a</description><dc:creator>b</dc:creator>", "tag-unclosed"},
        {"<content:encoded>a<category>b</category>",
         "<content:encoded>a</content:encoded><category>b</category>", "tag-unclosed"},
        {"<enclosure url='x'><guid>y</guid>", "<enclosure url=\"x\"/><guid>y</guid>", ""},
        {"<enclosure url='x'></enclosure><guid>y</guid>", "<enclosure url=\"x\"/><guid>y</guid>",
         ""},
        {"<itunes:image href='x'><guid>y</guid>", "<itunes:image href=\"x\"/><guid>y</guid>", ""},
        {"<title>a</title</item><item><title>b</title>",
         "<title>a</title></item><item><title>b</title>", "tag-incomplete"},
        {"<title>a</title><item><title>b</title>", "<title>a</title></item><item><title>b</title>",
         "tag-unclosed"},
        {"<title>a<item><title>b</title>", "<title>a</title></item><item><title>b</title>",
         "tag-unclosed"},
    })));
}

TEST_CASE("end tags are understood or dropped", "[parse]") {
    check_in_item(GENERATE(values<Row>({
        {"<title>a</titel><guid>b</guid>", "<title>a</title><guid>b</guid>", "tag-misspelt"},
        {"<titel>a</title><guid>b</guid>", "<titel>a</titel><guid>b</guid>", "tag-misspelt"},
        {"<dc:creator>a</creator><guid>b</guid>", "<dc:creator>a</dc:creator><guid>b</guid>",
         "tag-misspelt"},
        {"<description>a<p>b</discription>", "<description>a<p>b</p></description>",
         "tag-misspelt"},
        {"<pubDate>a</pubdate>", "<pubDate>a</pubDate>", "tag-letter-case"},
        {"<title>a</ title>", "<title>a</title>", ""},
        {"<title>a</title b='c'>", "<title>a</title>", ""},
        {"</guid><title>a</title>", "<title>a</title>", "stray-end-tag"},
        {"<title>a</description></title>", "<title>a</title>", "stray-end-tag"},
        {"<link>a</li></link>", "<link>a</link>", "stray-end-tag"},
        {"<id>a</a></id>", "<id>a</id>", "stray-end-tag"},
    })));
}

TEST_CASE("an Atom entry is repaired by Atom's rules", "[parse]") {
    const auto row = GENERATE(values<Row>({
        {"<link href='x'><id>y</id>", "<link href=\"x\"/><id>y</id>", ""},
        {"<link rel='alternate' href='x'></link>", "<link rel=\"alternate\" href=\"x\"/>", ""},
        {"<author><name>a</name><title>t</title>",
         "<author><name>a</name></author><title>t</title>", "tag-unclosed"},
        {"<author><name>a<title>t</title>", "<author><name>a</name></author><title>t</title>",
         "tag-unclosed"},
        {"<summary>s<link rel='self' href='x'>",
         "<summary>s</summary><link rel=\"self\" href=\"x\"/>", "tag-unclosed"},
        {"<category term='x'><id>y</id>", "<category term=\"x\"/><id>y</id>", ""},
        {"<content type=xhtml><div>a<br>b</div></content>",
         "<content type=\"xhtml\"><div>a<br/>b</div></content>", "html-in-xml"},
        {"<id>1</id><entry><id>2</id>", "<id>1</id></entry><entry><id>2</id>", "tag-unclosed"},
    }));
    check_inside("<feed><entry>", "</entry></feed>", row);
}

TEST_CASE("what stands around the feed goes", "[parse]") {
    struct Outer {
        std::string_view damaged;
        std::string_view repaired;
        std::string_view notice;
    };
    const auto row = GENERATE(values<Outer>({
        {"<br /><b>Warning</b>: x<?xml version='1.0'?><rss><a></rss>", "<rss><a></a></rss>",
         "junk-before-root"},
        {"<!-- <rss> --><rss><br></rss>", "<rss><br/></rss>", "html-in-xml"},
        {"<rss><br></rss> \n <!-- x -->", "<rss><br/></rss>", "html-in-xml"},
        {"<rss><br></rss>bye<script>x</script>", "<rss><br/></rss>", "junk-after-root"},
        {"<rss><br></rss><rss><hr></rss>", "<rss><br/></rss><rss><hr/></rss>", "junk-after-root"},
        {"<rss><channel><item/></channel></rss><item>a<br></item>",
         "<rss><channel><item/></channel><item>a<br/></item></rss>", "early-end"},
        {"<a:feed><br></a:feed>", "<a:feed><br/></a:feed>", "html-in-xml"},
        {"<RDF:rdf><br></RDF:rdf>", "<RDF:rdf><br/></RDF:rdf>", "html-in-xml"},
        {"<channel><br></channel>", "<channel><br/></channel>", "html-in-xml"},
        {"<!ENTITY a><rss><br></rss>", "<rss><br/></rss>", "html-in-xml"},
        {"<html><p>x</html>", "<html><p>x</p></html>", ""},
        {"<item>a</item><item>b<br></item>", "<item>a</item><item>b<br/></item>", "html-in-xml"},
        {"just text", "", ""},
    }));
    CAPTURE(row.damaged);
    const XmlText result = repaired(row.damaged);
    CHECK(result.text == row.repaired);
    CHECK((row.notice.empty() || find(result, row.notice) != nullptr));
}

TEST_CASE("a document that is cut anywhere keeps its complete entries", "[parse]") {
    const std::string whole =
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>T</title>\n"
        "<item><title>one</title><link>http://x/1</link></item>\n"
        "<item><title>two &amp; a half</title><!-- c --><description><![CDATA[<p>d</p>]]>"
        "</description><enclosure url=\"http://x/2.mp3\" length=\"2\"/></item>\n"
        "</channel></rss>";
    const std::size_t first_end = whole.find("</item>") + 7;
    for (std::size_t size = whole.find("<rss") + 5; size <= whole.size(); ++size) {
        CAPTURE(whole.substr(0, size));
        const XmlText result = repaired(whole.substr(0, size));
        CHECK(well_formed(result.text));
        if (size >= first_end) {
            CHECK(result.text.find("<item><title>one</title><link>http://x/1</link></item>") !=
                  std::string::npos);
        }
        if (size + 7 < whole.size() && size > whole.find("<channel>") + 9) {
            CHECK(find(result, "truncated") != nullptr);
        }
    }
}

TEST_CASE("repaired text knows the lines of the original", "[parse]") {
    const XmlText result = repaired(
        "<!DOCTYPE rss [\n]>\n<rss>\n<channel>\n<item>\n<title>a\n&\n<br>\n</titel>\n</item>");
    CHECK(result.line_at(result.text.find("<item>")) == 5);
    CHECK(result.line_at(result.text.find("<br/>")) == 8);
    CHECK(result.line_at(result.text.find("</title>")) == 9);
    REQUIRE(find(result, "html-in-xml") != nullptr);
    CHECK(find(result, "html-in-xml")->line == 8);
    REQUIRE(find(result, "tag-misspelt") != nullptr);
    CHECK(find(result, "tag-misspelt")->line == 9);
    REQUIRE(find(result, "truncated") != nullptr);
}

TEST_CASE("a notice shows the beginning of a long name", "[parse]") {
    const XmlText result = repaired("<rss><channel></" + repeated("é", 100) + "></channel></rss>");
    REQUIRE(result.notices.size() == 1);
    CHECK(result.notices[0].message == "</" + repeated("é", 40) + "> has no start tag.");
}

TEST_CASE("too deep a document keeps its text", "[parse]") {
    const XmlText result = repaired("<rss><channel><item><description>" + repeated("<div>", 5000) +
                                    "deep" + repeated("</div>", 5000) +
                                    "</description><guid>g</guid><br></item></channel></rss>");
    CHECK(well_formed(result.text));
    CHECK(result.text.find("deep") != std::string::npos);
    CHECK(result.text.find("</description><guid>g</guid>") != std::string::npos);
    CHECK(find(result, "too-deep") != nullptr);
}

TEST_CASE("any number of anything is repaired in linear time", "[parse]") {
    const auto part = GENERATE(values<std::string_view>({
        "<",
        ">",
        "&",
        "\"",
        "'",
        "=",
        "<a",
        "<a ",
        "<a>",
        "</a>",
        "<a b=\"",
        "<a b='",
        "<a b=\">",
        "<a b=“",
        "<x =\"<z \" ",
        "<x y=\"<z\" ",
        "b=\"1\" ",
        "<item>",
        "</item>",
        "<title>",
        "<title><b>",
        "<p>",
        "<li>",
        "<br>",
        "<script>",
        "<script></b>",
        "<!--",
        "<!",
        "<?",
        "<![CDATA[",
        "<![CDATA[]]>",
        "</titel>",
        "<foo><title>",
        "<rss>",
        "</rss>",
        "</rss><item>",
        "<title><vector ",
        "<vector>",
        "/",
        "<a /",
        "<a\n",
        "</a <",
    }));
    CAPTURE(part);
    for (const std::string_view head : {""sv, "<rss><channel><item><title>"sv}) {
        const XmlText cleaned = clean_xml(std::string(head) + repeated(part, 50'000));
        const std::clock_t start = std::clock();
        const XmlText result = repair_xml(cleaned);
        CHECK(std::clock() - start < 5 * CLOCKS_PER_SEC);
        CHECK(well_formed(result.text) != result.text.empty());
        CHECK(result.text.size() <= 8 * cleaned.text.size() + 64);
    }
    const XmlText nested = clean_xml("<rss>" + repeated("<a>", 512) + repeated("</b>", 100'000));
    CHECK(well_formed(repair_xml(nested).text));
}
