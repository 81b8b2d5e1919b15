#include "config/newsboat.hpp"

#include <catch2/catch.hpp>

namespace weir::test {

TEST_CASE("a newsboat urls file lists feeds, titles and tags", "[config]") {
    const auto read = config::read_newsboat_urls(
        "# my feeds\n"
        "https://one.example/feed news \"long tag\" \"~The \\\"One\\\"\"\n"
        "\n"
        "\thttps://two.example/a#b ! tech # said so\r\n"
        "\"query:Unread:unread = \\\"yes\\\"\"\n"
        "exec:~/bin/scrape\n"
        "\"filter:tidy:https://three.example/\" news\n"
        "file:///home/me/four.xml");
    const std::vector<config::OpmlFeed> feeds{
        {.url = "https://one.example/feed",
         .title = "The \"One\"",
         .tags = {"news", "long tag"},
         .line = 2},
        {.url = "https://two.example/a#b", .tags = {"tech"}, .line = 4},
        {.url = "file:///home/me/four.xml", .line = 8},
    };
    CHECK(read.feeds == feeds);
    REQUIRE(read.remarks.size() == 3);
    CHECK(read.remarks[0] ==
          "line 5: query:Unread:unread = \"yes\" is a query feed: an [[output]] with a match does "
          "that here");
    CHECK(read.remarks[1] ==
          "line 6: exec:~/bin/scrape is a program's output: weir runs no programs");
    CHECK(read.remarks[2] ==
          "line 7: filter:tidy:https://three.example/ is a filtered feed: weir runs no programs");
}

}  // namespace weir::test
