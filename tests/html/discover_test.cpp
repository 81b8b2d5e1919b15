#include "html/discover.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using weir::html::discover;
using weir::html::FeedLink;

namespace {
constexpr std::string_view base = "https://example.org/blog/";
}

TEST_CASE("a page's announced feeds come in document order", "[html]") {
    const auto feeds = discover(
        "<!doctype html><html><head><title>x</title>"
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Posts &amp; more\" "
        "href=\"/feed/\">"
        "<LINK REL='home ALTERNATE' TYPE='Application/Atom+XML; charset=utf-8' HREF='atom.xml'>"
        "<link rel=alternate type=application/feed+json href=https://example.org/feed.json>"
        "<link rel=alternate type=text/html href=/de/ hreflang=de>"
        "<link rel=stylesheet type=text/css href=x.css>"
        "<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1>"
        "</head><body>",
        base);
    const std::vector<FeedLink> expected = {
        {"https://example.org/feed/", "application/rss+xml", "Posts & more"},
        {"https://example.org/blog/atom.xml", "application/atom+xml", ""},
        {"https://example.org/feed.json", "application/feed+json", ""}};
    CHECK(feeds == expected);
}

TEST_CASE("links that look like feeds come after announced ones, each once", "[html]") {
    const auto feeds = discover(
        "<p><a href='/rss.xml'><img src=i.png> Subscribe <b>now</b></a> <a href=/about>About</a>"
        "<a href='?feed=rss2'>old</a><a href=/feed>again</a>"
        "<link rel=alternate type=application/rss+xml href=/feed>",
        base);
    const std::vector<FeedLink> expected = {
        {"https://example.org/feed", "application/rss+xml", ""},
        {"https://example.org/rss.xml", "application/rss+xml", "Subscribe now"},
        {"https://example.org/blog/?feed=rss2", "application/rss+xml", "old"}};
    CHECK(feeds == expected);
}

TEST_CASE("the page's own base counts, the first one only", "[html]") {
    const auto feeds = discover(
        "<base href='https://cdn.example/x/'><base href='https://no.example/'>"
        "<link rel=alternate type=application/rss+xml href=f>",
        base);
    REQUIRE(feeds.size() == 1);
    CHECK(feeds[0].url == "https://cdn.example/x/f");
}

TEST_CASE("feeds in comments, scripts and with other schemes are none", "[html]") {
    CHECK(discover("<!-- <link rel=alternate type=application/rss+xml href=/a> -->"
                   "<script>'<a href=/rss>x</a>'</script><a href='javascript:feed'>x</a>"
                   "<link rel=alternate type=application/rss+xml href='data:text/xml,x'>"
                   "<link rel=alternate type=application/rss+xml><a href=''>rss</a>",
                   base)
              .empty());
}

TEST_CASE("a page of a hundred thousand feed links is cut", "[html]") {
    std::string page;
    for (int i = 0; i < 100'000; ++i) page += "<a href=/" + std::to_string(i) + "/rss>";
    CHECK(discover(page, base).size() == 100);
}
