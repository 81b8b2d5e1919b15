#include "config/edit.hpp"

#include <catch2/catch.hpp>

using namespace weir;

namespace {

const std::string file = R"(# My feeds
[defaults]
every = "1h"   # often enough

# The first
[[feed]]
url = "https://a.example/"  # comment
tags = [
    "x",  # why
]

  [[feed]]
name = "b"
"url"='https://b.example/é'
[feed.auth]
user = "me"
password_file = "p"

# Last
[[feed]]
url = "https://c.example/feed"
)";

}  // namespace

TEST_CASE("a feed is appended behind all that stands there", "[config][edit]") {
    const auto text =
        config::append_feed(file, {"https://d.example/", "d", "D \"quoted\"", {"x", "y z"}, "30m"});
    CHECK(text == file +
                      "\n[[feed]]\nurl = \"https://d.example/\"\nname = \"d\"\n"
                      "title = \"D \\\"quoted\\\"\"\ntags = [\"x\", \"y z\"]\nevery = \"30m\"\n");
    CHECK(config::append_feed("", {.url = "https://d.example/"}) ==
          "[[feed]]\nurl = \"https://d.example/\"\n");
    CHECK(config::append_feed("[log]", {.url = "u"}) == "[log]\n\n[[feed]]\nurl = \"u\"\n");
}

TEST_CASE("removing what was appended leaves no trace", "[config][edit]") {
    const auto text = config::append_feed(file, {.url = "https://d.example/", .name = "d"});
    CHECK(config::remove_feed(text, "https://d.example/") == file);
}

TEST_CASE("a feed is removed with its sub-tables, comments around it stay", "[config][edit]") {
    const auto first = config::remove_feed(file, "https://a.example/");
    REQUIRE(first);
    CHECK_THAT(*first, Catch::Contains("# The first\n\n  [[feed]]\nname = \"b\""));
    CHECK_THAT(*first, !Catch::Contains("a.example"));

    const auto second = config::remove_feed(file, "https://b.example/é");
    REQUIRE(second);
    CHECK_THAT(*second, Catch::Contains("]\n\n# Last\n[[feed]]"));
    CHECK_THAT(*second, !Catch::Contains("password_file"));

    const auto last = config::remove_feed(file, "https://c.example/feed");
    REQUIRE(last);
    CHECK_THAT(*last, Catch::EndsWith("# Last\n"));
}

TEST_CASE("a url is changed in place", "[config][edit]") {
    auto text = config::change_feed_url(file, "https://a.example/", "https://new.example/");
    REQUIRE(text);
    CHECK_THAT(*text, Catch::Contains("url = \"https://new.example/\"  # comment\n"));
    text = config::change_feed_url(*text, "https://b.example/é", "https://b.example/2");
    REQUIRE(text);
    CHECK_THAT(*text, Catch::Contains("\"url\"=\"https://b.example/2\"\n[feed.auth]"));
    CHECK(text->size() == file.size() + 2 - 1);
}

TEST_CASE("what cannot be edited safely is refused", "[config][edit]") {
    CHECK(config::remove_feed(file, "https://none.example/").error() ==
          "no [[feed]] table has the url https://none.example/");
    CHECK(config::change_feed_url("feed = 1", "x", "y").error() ==
          "no [[feed]] table has the url x");
    CHECK(config::remove_feed("feed = [ { url = \"https://a/\" } ]", "https://a/").error() ==
          "the feed in line 1 is no [[feed]] table of its own");
    CHECK(
        config::remove_feed("[[feed]]\nurl = \"https://a/\"\n[log]\nlevel = \"info\"\n[feed.auth]\n"
                            "user = \"me\"\n",
                            "https://a/")
            .error() == "the feed in line 1 is no [[feed]] table of its own");
    CHECK(config::change_feed_url("[[feed]]\nurl = \"\"\"https://a/\"\"\"\n", "https://a/", "x")
              .error() == "the url in line 2 is not a plain string");
    CHECK_THAT(config::remove_feed("a = = 1", "x").error(), Catch::StartsWith("line 1: "));
}
