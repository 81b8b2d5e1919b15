#include "config/opml.hpp"

#include <catch2/catch.hpp>

using namespace weir;
using config::OpmlFeed;

TEST_CASE("folders and categories of OPML become tags", "[config][opml]") {
    const auto feeds = config::read_opml(R"(<?xml version="1.0"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News">
  <outline title="  World   news ">
    <outline type="rss" text="A &amp; B" xmlUrl="https://a.example/" htmlUrl="https://a.example/home"/>
  </outline>
  <outline type="rss" title="C" text="other" XMLURL=" https://c.example/ " category="/Tech/Web,tech,News"/>
</outline>
<outline xmlUrl="https://d.example/"><outline text="E" xmlurl="https://e.example/"/></outline>
<outline text="no feed"/>
</body></opml>)");
    REQUIRE(feeds);
    CHECK(*feeds ==
          std::vector<OpmlFeed>{
              {"https://a.example/", "A & B", "https://a.example/home", {"News", "World news"}, 5},
              {"https://c.example/", "C", "", {"News", "Tech", "Web", "tech"}, 7},
              {"https://d.example/", "", "", {}, 9},
              {"https://e.example/", "E", "", {}, 9},
          });
}

TEST_CASE("what is no OPML or damaged is refused", "[config][opml]") {
    CHECK(config::read_opml("").error() == "is no OPML: it has no <opml> element");
    CHECK(config::read_opml("<rss><channel/></rss>").error() ==
          "is no OPML: it has no <opml> element");
    CHECK(config::read_opml("<opml><head/></opml>").error() ==
          "is no OPML: it has no <body> element");
    const auto damaged =
        config::read_opml("<opml><body>\n<outline xmlUrl='a'/>\n<outline xmlUrl='b'");
    REQUIRE_FALSE(damaged);
    CHECK_THAT(damaged.error(), Catch::StartsWith("is damaged in line 3: "));
    CHECK(config::read_opml("<OPML><BODY/></OPML>")->empty());
}

TEST_CASE("OPML nested a hundred thousand folders deep is read without recursion",
          "[config][opml]") {
    std::string text = "<opml><body>";
    for (int i = 0; i < 100'000; ++i) text += "<outline>";
    text += "<outline xmlUrl='https://a.example/'/>";
    for (int i = 0; i < 100'000; ++i) text += "</outline>";
    text += "<outline xmlUrl='https://b.example/'/></body></opml>";
    const auto feeds = config::read_opml(text);
    REQUIRE(feeds);
    REQUIRE(feeds->size() == 2);
    CHECK((*feeds)[0].tags.empty());
    CHECK((*feeds)[1].url == "https://b.example/");
}
