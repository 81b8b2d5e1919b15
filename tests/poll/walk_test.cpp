#include "poll/walk.hpp"

#include <catch2/catch.hpp>

using namespace weir;
using namespace weir::poll;

namespace {

Feed before(const std::string& url) {
    Feed about;
    about.prev_archive_url = url;
    return about;
}

}  // namespace

TEST_CASE("archives come before pages, and only http counts", "[poll]") {
    Feed about;
    CHECK(older_page(about).empty());
    about.next_url = "https://x.example/?page=2#top";
    CHECK(older_page(about) == "https://x.example/?page=2");
    about.prev_archive_url = "https://x.example/2025";
    CHECK(older_page(about) == "https://x.example/2025");
    about.prev_archive_url = "file:///etc/passwd";
    CHECK(older_page(about) == "https://x.example/?page=2");
}

TEST_CASE("a walk takes as many pages as it was given, ten at most", "[poll]") {
    CHECK_FALSE(begin_walk(before("https://x.example/1"), "https://x.example/", 0, false));
    auto walk = begin_walk(before("https://x.example/1"), "https://x.example/", 2, false);
    REQUIRE(walk);
    walk = next_step(*walk, before("https://x.example/2"), true);
    REQUIRE(walk);
    CHECK(walk->url == "https://x.example/2");
    CHECK_FALSE(next_step(*walk, before("https://x.example/3"), false));

    walk = begin_walk(before("https://x.example/0"), "https://x.example/", 99, false);
    int pages = 0;
    for (; walk; ++pages)
        walk = next_step(*walk, before("https://x.example/" + std::to_string(pages + 1)), false);
    CHECK(pages == 10);
}

TEST_CASE("a walk that closes a gap ends where something is known", "[poll]") {
    const auto walk = begin_walk(before("https://x.example/1"), "https://x.example/", 10, true);
    REQUIRE(walk);
    CHECK(next_step(*walk, before("https://x.example/2"), false));
    CHECK_FALSE(next_step(*walk, before("https://x.example/2"), true));
}

TEST_CASE("pages that lead in a circle end the walk", "[poll]") {
    CHECK_FALSE(begin_walk(before("https://x.example/#old"), "https://x.example/", 10, false));
    auto walk = begin_walk(before("https://x.example/1"), "https://x.example/", 10, false);
    REQUIRE(walk);
    CHECK_FALSE(next_step(*walk, before("https://x.example/1"), false));
    CHECK_FALSE(next_step(*walk, before("https://x.example/"), false));
}

TEST_CASE("a page that cannot be had is tried three times", "[poll]") {
    auto walk = begin_walk(before("https://x.example/1"), "https://x.example/", 10, false);
    walk = try_again(*walk);
    REQUIRE(walk);
    walk = try_again(*walk);
    REQUIRE(walk);
    CHECK_FALSE(try_again(*walk));
    // A page that is read at last starts the count again.
    walk = next_step(*walk, before("https://x.example/2"), false);
    REQUIRE(walk);
    CHECK(walk->failures == 0);
}

TEST_CASE("a walk is the same after a restart", "[poll]") {
    auto walk = begin_walk(before("https://x.example/1?a=\"b\""), "https://x.example/", 10, true);
    walk = try_again(*walk);
    REQUIRE(walk);
    CHECK(walk_from_text(to_text(*walk)) == walk);
    for (const auto* damaged : {"", "{}", "[1]", "{\"url\":7}",
                                "{\"url\":\"file:/x\",\"left\":3,\"until_known\":false,"
                                "\"failures\":0,\"seen\":[]}"}) {
        CAPTURE(damaged);
        CHECK_FALSE(walk_from_text(damaged));
    }
}
