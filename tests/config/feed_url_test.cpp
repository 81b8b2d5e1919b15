#include "config/feed_url.hpp"

#include <catch2/catch.hpp>

using namespace weir;

TEST_CASE("feed URLs are http, https or files relative to the configuration", "[config]") {
    struct Row {
        std::string text;
        std::string url;
    };
    const auto row = GENERATE(values<Row>({
        {"https://example.org/a", "https://example.org/a"},
        {" HTTPS://example.org/a b ", "https://example.org/a%20b"},
        {"http://example.org:8080/?a#b", "http://example.org:8080/?a#b"},
        {"file:samples/a.xml", "file:///srv/weir/samples/a.xml"},
        {"file:../a b.xml", "file:///srv/a%20b.xml"},
        {"file:///etc/a%20b.xml", "file:///etc/a%20b.xml"},
        {"file://localhost/etc/a.xml", "file:///etc/a.xml"},
        {"file:/etc/a.xml", "file:///etc/a.xml"},
    }));
    CAPTURE(row.text);
    const auto checked = config::feed_url(row.text, "/srv/weir");
    REQUIRE(checked);
    CHECK(checked->url == row.url);
}

TEST_CASE("what no feed can be fetched from is refused with a reason", "[config]") {
    struct Row {
        std::string text;
        std::string reason;
    };
    const auto row = GENERATE(values<Row>({
        {"", "is empty"},
        {"example.org/feed", "needs a scheme: https://example.org/feed"},
        {"example.org:8080/feed", "needs a scheme: https://example.org:8080/feed"},
        {"feed://example.org/", "begins with feed:, write https: instead"},
        {"ftp://example.org/", "begins with ftp:, but weir fetches http, https and file"},
        {"https://", "has no host"},
        {"https://example.org:port/", "has a port that is no number"},
        {"https://example.org:99999/", "has a port above 65535"},
        {"https://me:secret@example.org/",
         "holds a user name, write auth = { user, password_file } instead"},
        {"https://example.org/\r\nX: y", "holds a control character"},
        {std::string("https://example.org/\0", 21), "holds a control character"},
        {"https://example.org/\xFF", "is no valid UTF-8"},
        {"file:", "names no file"},
        {"file:~/a.xml", "must spell out the home folder"},
    }));
    CAPTURE(row.text);
    const auto checked = config::feed_url(row.text, "/srv/weir");
    REQUIRE_FALSE(checked);
    CHECK(checked.error() == row.reason);
}

TEST_CASE("an address literal is told from a name", "[config]") {
    const auto literal = [](const char* url) {
        const auto checked = config::feed_url(url, "/");
        return checked && checked->address_literal;
    };
    CHECK(literal("http://127.0.0.1:8080/feed"));
    CHECK(literal("http://192.168.1.1/"));
    CHECK(literal("http://[::1]/"));
    CHECK_FALSE(literal("http://localhost/"));
    CHECK_FALSE(literal("http://example.org/"));
    CHECK_FALSE(literal("http://1.2.3.4.example.org/"));
    CHECK_FALSE(literal("http://1.2.3.256/"));
    CHECK_FALSE(literal("http://2130706433/"));
}

TEST_CASE("names are made of the host and the words that mean something", "[config]") {
    struct Row {
        std::string url;
        std::string name;
    };
    const auto row = GENERATE(values<Row>({
        {"https://www.example.org/feed.xml", "example.org"},
        {"https://blog.example.org/", "blog.example.org"},
        {"https://example.org/blog/index.xml", "example.org-blog"},
        {"https://example.org/a1/b2/c3/rss", "example.org-b2-c3"},
        {"https://example.org/Some_Thing/atom", "example.org-some-thing"},
        {"https://example.org/feed?cat=tech&format=rss", "example.org-tech"},
        {"https://www.youtube.com/feeds/videos.xml?channel_id=UC-x_1", "youtube.com-videos-uc-x-1"},
        {"http://[::1]:8080/feed", "1"},
        {"file:///srv/weir/samples/Planet%20X.xml", "planet-x"},
        {"file:///feed.xml", "feed"},
    }));
    CAPTURE(row.url);
    CHECK(config::name_of(row.url) == row.name);
}
