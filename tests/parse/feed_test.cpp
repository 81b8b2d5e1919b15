#include "parse/parse.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using weir::parse::Error;
using weir::parse::feed;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

std::string rss(const std::string& inside) {
    return "<rss version=\"2.0\"><channel><title>T</title><link>http://a.example/</link>" + inside +
           "</channel></rss>";
}

bool noted(const weir::ParsedFeed& parsed, std::string_view code) {
    for (const auto& notice : parsed.notices) {
        if (notice.code == code) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("300,000 nested elements pass wherever they stand", "[parse]") {
    constexpr std::size_t deep = 300'000;
    const auto nest = [](const std::string& name) {
        return repeated("<" + name + ">", deep) + "x" + repeated("</" + name + ">", deep);
    };
    SECTION("in a description") {
        const auto parsed = feed(rss("<item><title>1</title><description>" + nest("b") +
                                     "</description></item><item><title>2</title></item>"),
                                 {});
        REQUIRE(parsed);
        CHECK(parsed->entries.size() == 2);
    }
    SECTION("in Atom xhtml") {
        const auto parsed = feed(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title><entry><id>1</id>"
            "<content type=\"xhtml\">" +
                nest("div") + "</content></entry></feed>",
            {});
        REQUIRE(parsed);
        CHECK(parsed->entries.size() == 1);
    }
    SECTION("around the feed") {
        const auto parsed = feed(
            repeated("<x>", deep) + rss("<item><title>1</title></item>") + repeated("</x>", deep),
            {});
        REQUIRE(parsed);
        CHECK(parsed->entries.size() == 1);
    }
    SECTION("as channels of a channel") {
        const auto parsed = feed(nest("CHANNEL"), {});
        REQUIRE(parsed);
        CHECK(parsed->format == weir::Format::cdf);
    }
    SECTION("in JSON") {
        const auto parsed =
            feed("{\"version\":\"https://jsonfeed.org/version/1.1\",\"_x\":" + repeated("[", deep) +
                     repeated("]", deep) + ",\"title\":\"T\",\"items\":[{\"id\":\"1\"}]}",
                 {});
        REQUIRE(parsed);
        CHECK(parsed->feed.title == "T");
        CHECK(parsed->entries.size() == 1);
    }
}

TEST_CASE("an element with a hundred thousand attributes or declarations passes", "[parse]") {
    std::string attributes;
    std::string declarations;
    for (int i = 0; i < 100'000; ++i) {
        attributes += " a" + std::to_string(i) + "=\"1\"";
        declarations +=
            " xmlns:p" + std::to_string(i) + "=\"http://x.example/" + std::to_string(i) + "\"";
    }
    const std::string items =
        repeated("<item><title>1</title><dc:creator>A</dc:creator></item>", 500);
    const auto many_attributes = feed(rss("<item" + attributes + "><title>1</title></item>"), {});
    REQUIRE(many_attributes);
    CHECK(many_attributes->entries.size() == 1);

    const auto many_declarations =
        feed("<rss version=\"2.0\"" + declarations + "><channel>" + items + "</channel></rss>", {});
    REQUIRE(many_declarations);
    CHECK(many_declarations->entries.size() == 500);
}

TEST_CASE("a document holds at most 100,000 entries", "[parse]") {
    const auto parsed = feed(rss(repeated("<item><guid>x</guid></item>", 100'001)), {});
    REQUIRE(parsed);
    CHECK(parsed->entries.size() == 100'000);
    CHECK(noted(*parsed, "too-many"));
}

TEST_CASE("lists inside an entry are bounded", "[parse]") {
    std::string many;
    for (int i = 0; i < 3'000; ++i) {
        const std::string n = std::to_string(i);
        many += "<category>c" + n + "</category><author>a" + n +
                "</author><enclosure url=\"http://a.example/" + n +
                "\" type=\"audio/mpeg\" length=\"1\"/>";
    }
    const auto parsed = feed(rss("<item>" + many + "</item>"), {});
    REQUIRE(parsed);
    const auto& entry = parsed->entries.at(0);
    CHECK(entry.tags.size() == 500);
    CHECK(entry.authors.size() == 256);
    CHECK(entry.enclosures.size() == 500);
}

TEST_CASE("what is no feed says what it is", "[parse]") {
    struct Row {
        std::string_view text;
        Error::Kind kind;
        std::string_view detail;
    };
    const auto row = GENERATE(values<Row>({
        {"", Error::Kind::empty, "it is empty"},
        {" \n\t", Error::Kind::empty, "it is empty"},
        {"\xEF\xBB\xBF", Error::Kind::empty, "it is empty"},
        {"hello", Error::Kind::not_a_feed, "it is neither XML nor JSON"},
        {"[1]", Error::Kind::not_a_feed, "it is JSON, but no JSON Feed"},
        {"{\"a\": 1}", Error::Kind::not_a_feed, "it is JSON, but no JSON Feed"},
        {"<svg/>", Error::Kind::not_a_feed, "it is XML without a feed; its first element is <svg>"},
        {"<!-- x --><HTML><p>Hi<br>", Error::Kind::html_page, "it is an HTML page"},
        {"<!doctype html><form><input type=\"password\" name=p></form>", Error::Kind::html_page,
         "it is an HTML page (a login page)"},
        {"<html><script>var x = '<rss version=\"2.0\"></rss>';</script><p>", Error::Kind::html_page,
         "it is an HTML page"},
    }));
    CAPTURE(row.text);
    const auto parsed = feed(row.text, {});
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == row.kind);
    CHECK(parsed.error().detail == row.detail);
}

TEST_CASE("a page that is served in place of a feed is counted for its feeds", "[parse]") {
    const auto parsed = feed(
        "<!doctype html><html><head>"
        "<link rel=alternate type='application/rss+xml' href='/a.xml'>"
        "<link rel=alternate type='application/atom+xml' href='/b.xml'></head></html>",
        {"http://site.example/", ""});
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().detail == "it is an HTML page; it announces 2 feeds");
}

TEST_CASE("a feed cut at any byte never loses the items before the cut", "[parse]") {
    const std::string first =
        "<item><title>One</title><guid isPermaLink=\"false\">1</guid>"
        "<description>&lt;p&gt;All&lt;/p&gt;</description></item>";
    const std::string whole = rss(first +
                                  "<item><title>Two &amp; more</title>"
                                  "<description><![CDATA[<b>x</b>]]></description></item>");
    const std::size_t after_first = whole.find("<item><title>Two");
    for (std::size_t size = after_first; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto parsed = feed(std::string_view{whole}.substr(0, size), {});
        REQUIRE(parsed);
        REQUIRE_FALSE(parsed->entries.empty());
        CHECK(parsed->entries[0].title == "One");
        CHECK(parsed->entries[0].content_html == "<p>All</p>");
    }
}

TEST_CASE("JSON cut at any byte keeps the items before the cut", "[parse]") {
    const std::string whole =
        R"({"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"One"},)"
        R"({"id":"2","title":"Tw\u00e9o","tags":["a","b"],"content_text":"x"}]})";
    for (std::size_t size = whole.find(",{\"id\":\"2\""); size < whole.size(); ++size) {
        CAPTURE(size);
        const auto parsed = feed(std::string_view{whole}.substr(0, size), {});
        REQUIRE(parsed);
        REQUIRE_FALSE(parsed->entries.empty());
        CHECK(parsed->entries[0].title == "One");
    }
}

TEST_CASE("notices carry the line of the document as sent", "[parse]") {
    const auto parsed = feed(
        "<rss version=\"2.0\">\n<channel>\n<title>T</title>\n<link>http://a.example/</link>\n"
        "<item>\n<title>x</title>\n<guid>http://a.example/1</guid>\n<pubDate>never</pubDate>\n"
        "</item>\n</channel>\n</rss>",
        {});
    REQUIRE(parsed);
    REQUIRE(parsed->notices.size() == 1);
    CHECK(parsed->notices[0] == weir::Notice{"invalid-date", 8, "<pubDate>: 'never' is no date."});
}

TEST_CASE("the base of relative addresses is xml:base, then the hint, then the channel link",
          "[parse]") {
    const std::string item = "<item><link>x</link></item>";
    const auto url = [](const std::string& text, const std::string& hint) {
        const auto parsed = feed(text, {hint, ""});
        return parsed ? parsed->entries.at(0).url : "no feed";
    };
    CHECK(url(rss(item), "") == "http://a.example/x");
    CHECK(url(rss(item), "http://b.example/d/") == "http://b.example/d/x");
    CHECK(url("<rss version=\"2.0\" xml:base=\"http://c.example/\"><channel>" + item +
                  "</channel></rss>",
              "http://b.example/") == "http://c.example/x");
    CHECK(url("<rss version=\"2.0\" xml:base=\"e/\"><channel>" + item + "</channel></rss>",
              "http://b.example/") == "http://b.example/e/x");
    CHECK(url("<rss version=\"2.0\"><channel>" + item + "</channel></rss>", "") == "x");
}
