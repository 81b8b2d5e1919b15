#include "html/extract.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using weir::html::Article;
using weir::html::extract;

namespace {

constexpr std::string_view url = "https://news.example/2026/11/24/dam.html";

const std::string first =
    "The old dam above the town was opened on Tuesday, after months of repairs, tests and delays "
    "that had cost the county more than anybody, even its critics, had foreseen.";
const std::string second =
    "Engineers said that the new gates, built from local steel, would hold for another eighty "
    "years, provided that the river keeps its bed and the money for painting does not run out.";
const std::string third =
    "Residents were less certain. \u201cWe have heard such promises before,\u201d said one of "
    "them, who has lived below the wall since 1961, and has seen it leak twice.";

std::string paragraphs() {
    return "<p>" + first + "</p>\n<p>" + second +
           " <a href=\"/gates\">More on gates</a>.</p>\n<p>" + third + "</p>\n";
}

std::string expected_text() {
    return first + "\n" + second + " More on gates.\n" + third;
}

// What news sites put around and into an article.
std::string news_page(const std::string& open, const std::string& close) {
    return R"(<!DOCTYPE html><html lang="en-GB"><head><title>Dam opened - The Valley News</title>
<meta property="og:title" content="Dam opened at last"><meta property="og:site_name" content="The Valley News">
<meta property="article:published_time" content="2026-11-24T08:30:00+01:00">
<link rel="canonical" href="/dam"><style>p { color: red }</style></head><body>
<header class="site-header"><nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav></header>
<div class="breadcrumbs"><a href="/">Home</a> &gt; <a href="/local">Local</a></div>
<div class="layout"><div class="column-main"><h1>Dam opened at last</h1>
<div class="byline">By <a rel="author" href="/jo">Jo Writer</a> <span class="date">24 November</span></div>
<div class="share-bar"><a href="https://social.example/share">Share</a> <a href="mailto:?x">Mail</a></div>)" +
           open + paragraphs() +
           R"(<p><strong>Read also:</strong> <a href="/a">Why the mill closed</a></p>
<div class="newsletter-signup"><p>Sign up for our newsletter, and get the best of the valley every day, free.</p></div>
<h3>Related articles</h3><ul><li><a href="/b">Bridge closed again</a></li><li><a href="/c">Fish return</a></li></ul>
<div class="author-box"><p>Jo Writer has covered water, weather and walls since 2009, and lives in the valley.</p></div>)" +
           close +
           R"(<section class="recommended"><h2>Recommended For You</h2><p>Ten dams, ranked, by somebody who has seen three.</p></section>
<div id="comments"><p>Nice dam, I have to say, and a fine article, thank you all.</p></div></div>
<aside class="sidebar"><p>Weather: rain, then more rain, then a little less of it, says our man.</p></aside></div>
<footer><p>Copyright 2026, The Valley News, all rights reserved, imprint, privacy.</p></footer>
<script>document.write("<p>no</p>")</script></body></html>)";
}

}  // namespace

TEST_CASE("a news page gives its article and nothing of its furniture", "[html]") {
    struct Row {
        std::string_view open;
        std::string_view close;
    };
    // Known containers, markup that says article, and nothing at all.
    const auto row = GENERATE(values<Row>({
        {"<div class=\"entry-content\">", "</div>"},
        {"<div itemprop=\"articleBody\">", "</div>"},
        {"<article>", "</article>"},
        {"<div>", "</div>"},
        {"<div class=\"x7f\"><div class=\"q\">", "</div></div>"},
    }));
    CAPTURE(row.open);
    const Article article =
        extract(news_page(std::string(row.open), std::string(row.close)), {.url = url});
    CHECK(article.content_text == expected_text());
    CHECK(article.content_html.find("<a href=\"https://news.example/gates\"") != std::string::npos);
    CHECK(article.title == "Dam opened at last");
    CHECK(article.byline == "Jo Writer");
    CHECK(article.site_name == "The Valley News");
    CHECK(article.language == "en-GB");
    CHECK(article.canonical_url == "https://news.example/dam");
    REQUIRE(article.published);
    CHECK(weir::rfc3339(*article.published) == "2026-11-24T07:30:00Z");
}

TEST_CASE("a whole page inside a form or with unclosed tags still gives its article", "[html]") {
    CHECK(extract("<form id=aspnet>" + news_page("<div>", "</div>") + "</form>", {.url = url})
              .content_text == expected_text());
    const std::string open = "<body><div class=post><p>" + first + "<p>" + second +
                             " <a href=/gates>More on gates</a>.<p>" + third;
    CHECK(extract(open, {.url = url}).content_text == expected_text());
}

TEST_CASE("JSON-LD outweighs all other metadata and rescues an empty page", "[html]") {
    const std::string page =
        R"(<title>x</title><meta property="og:title" content="Open Graph">
<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Site"},
{"@type":["NewsArticle"],"headline":"The &amp; headline","author":[{"@type":"Person","name":"A. One"},{"name":"B. Two"}],
"publisher":{"name":"Paper"},"datePublished":"2026-11-24","inLanguage":"de","articleBody":")" +
        first + "\\n\\n" + second + R"("}]}</script><div id=app></div>)";
    const Article article = extract(page, {.url = url});
    CHECK(article.title == "The & headline");
    CHECK(article.byline == "A. One, B. Two");
    CHECK(article.site_name == "Paper");
    CHECK(article.language == "de");
    CHECK(article.content_text == first + "\n" + second);
    CHECK(article.published.has_value());
}

TEST_CASE("broken JSON-LD is passed over", "[html]") {
    const std::string deep(100'000, '[');
    for (const std::string& json :
         {std::string("{"), deep, std::string("[1,null,\"x\"]"),
          std::string(R"({"@type":"Article","author":7,"headline":[]})")}) {
        const Article article = extract(
            "<title>Title</title><script type='application/ld+json'>" + json + "</script>", {});
        CHECK(article.title == "Title");
    }
}

TEST_CASE("a selector takes what it names as it is", "[html]") {
    const std::string page =
        "<div id=a class='story big'><p data-k=v>one</p><div class=share><p>two</p></div></div>"
        "<div class=story><p>three</p></div>";
    const auto text = [&page](std::string_view selector) {
        return extract(page, {.url = url, .selector = selector}).content_text;
    };
    CHECK(text("#a") == "one\ntwo");
    CHECK(text("div.story") == "one\ntwo\nthree");
    CHECK(text("div.story.big > p") == "one");
    CHECK(text(".story p") == "one\ntwo\nthree");
    CHECK(text("[data-k=\"v\"], .share") == "one\ntwo");
    CHECK(text("[class^=story] [data-k]") == "one");
    CHECK(text("span").empty());
    CHECK(text("div:hover").empty());
    CHECK(text("div >").empty());
}

TEST_CASE("the page's encoding is found where pages say it", "[html]") {
    const auto text = [](std::string_view page, std::string_view content_type) {
        return extract(page, {.content_type = content_type, .selector = "p"}).content_text;
    };
    CHECK(text("<p>caf\xe9 \x80", "text/html; charset=ISO-8859-1") == "caf\u00e9 \u20ac");
    CHECK(text("<meta charset=windows-1251><p>\xcf\xf0", "text/html") == "\u041f\u0440");
    CHECK(
        text("<meta http-equiv=Content-Type content='text/html; charset=\"shift_jis\"'><p>\x93\xfa",
             "") == "\u65e5");
    CHECK(text("\xef\xbb\xbf<p>\u00e9", "text/html; charset=latin1") == "\u00e9");
    CHECK(text(std::string_view("\xff\xfe<\0p\0>\0\xe9\0", 10), "") == "\u00e9");
    CHECK(text("<p>\u00fc", "") == "\u00fc");
    CHECK(text("<p>\xfc", "") == "\u00fc");
    CHECK(text("<meta charset=utf-7><p>+ADw-b+AD4-", "") == "+ADw-b+AD4-");
    CHECK(text("<p>\xff\xe9", "text/html; charset=utf-8") == "\ufffd\ufffd");
    CHECK(text("<p>x", "text/html; charset=no-such-thing") == "x");
}

TEST_CASE("a title loses the name of its site", "[html]") {
    const auto title = [](std::string_view head) { return extract(head, {}).title; };
    CHECK(title("<title>Some long story title - Site</title>") == "Some long story title");
    CHECK(title("<title>Site | Some long story title</title>") == "Some long story title");
    CHECK(title("<meta property=og:site_name content='A Long Site Name'>"
                "<title>Short &amp; good | A Long Site Name</title>") == "Short & good");
    CHECK(title("<title>Half - and half</title>") == "Half - and half");
    CHECK(title("<h1>Only heading</h1>") == "Only heading");
}

TEST_CASE("pages without article give none", "[html]") {
    CHECK(extract("", {}).content_html.empty());
    CHECK(extract("<p>Too short.</p>", {}).content_text.empty());
    CHECK(
        extract("<ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>", {}).content_text.empty());
}

TEST_CASE("hostile pages are read in linear time", "[html]") {
    for (const char* piece :
         {"<div>", "<div><p>x, y", "<b><a href=x>", "<table><tr><td>", "<ul><li>text, text",
          "</div>", "<p class=a>", "<div class='share content'>", "<section>a", "<title>x</title>",
          "<span class=author>x", "<dd><dt>x", "<x-y>", "</x-y>", "<h1 itemprop=headline>"}) {
        CAPTURE(piece);
        std::string page;
        while (page.size() < 300'000) page += piece;
        const Article article = extract(page, {.url = url});
        CHECK(article.content_html.size() <= 2 * page.size() + 64 * 1024);
    }
}
