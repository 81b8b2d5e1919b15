#include "base/url.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace weir;

TEST_CASE("relative references resolve as RFC 3986 section 5.4 says", "[url]") {
    const std::string base = "http://a/b/c/d;p?q";
    struct Row {
        std::string reference;
        std::string resolved;
    };
    const auto row = GENERATE(values<Row>({
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
        {"http:g", "http://a/b/c/g"},
    }));
    CAPTURE(row.reference);

    CHECK(url::resolve(base, row.reference) == row.resolved);
}

TEST_CASE("what browsers forgive in a link is forgiven", "[url]") {
    struct Row {
        std::string base;
        std::string reference;
        std::string resolved;
    };
    const auto row = GENERATE(values<Row>({
        {"", "http://example.org/a?b=/../c", "http://example.org/a?b=/../c"},
        {"", " \n http://example.org/a\t b \r\n", "http://example.org/a%20b"},
        {"", "HTTP://Example.org/A", "http://Example.org/A"},
        {"", "http:\\\\example.org\\a\\b?c\\d", "http://example.org/a/b?c\\d"},
        {"", "http:///example.org/", "http://example.org/"},
        {"", "http:/example.org/", "http://example.org/"},
        {"", "https:example.org", "https://example.org"},
        {"", "http://example.org/a/%2E%2e/b", "http://example.org/b"},
        {"", "http://example.org/%41/.well-known", "http://example.org/%41/.well-known"},
        {"", "http://user:pw@example.org:8080/", "http://user:pw@example.org:8080/"},
        {"", "http://[::1]:80/./x", "http://[::1]:80/x"},
        {"", "http://example.org/\xC3\xA9", "http://example.org/\xC3\xA9"},
        {"https://a/b", "\\\\c\\d", "https://c/d"},
        {"https://a/b", "///c/d", "https://c/d"},
        {"https://a/b", "https:/d", "https://a/d"},
        {"https://a/b", "http:c", "http://c"},
        {"https://a", "b", "https://a/b"},
        {"https://a?q", "b", "https://a/b"},
        {" https://a/b/ ", "c", "https://a/b/c"},
        {"file:///srv/feeds/a.xml", "b.html", "file:///srv/feeds/b.html"},
        {"", "page.html", "page.html"},
        {"page/", "other.html", "other.html"},
        {"mailto:me@example.org", "page.html", "page.html"},
        {"http://a/", "mailto:me@example.org?subject=a/../b",
         "mailto:me@example.org?subject=a/../b"},
        {"http://a/", "tag:example.org,2004:/x/../y", "tag:example.org,2004:/x/../y"},
        {"http://a/", "java\tscript:alert(1)", "javascript:alert(1)"},
    }));
    CAPTURE(row.base, row.reference);

    CHECK(url::resolve(row.base, row.reference) == row.resolved);
}

TEST_CASE("a URL is split into the parts as written", "[url]") {
    const std::string text = "HTTP://me:pw@x@[::1]:80/p/q?r?s#t#u";
    const auto parts = url::split(text);
    CHECK(parts.scheme == "HTTP");
    CHECK(parts.userinfo == "me:pw@x");
    CHECK(parts.host == "[::1]");
    CHECK(parts.port == "80");
    CHECK(parts.path == "/p/q");
    CHECK(parts.query == "r?s");
    CHECK(parts.fragment == "t#u");

    const auto bare = url::split("a:b");
    CHECK(bare.scheme == "a");
    CHECK(bare.path == "b");
    CHECK_FALSE(bare.has_authority);
    CHECK_FALSE(bare.has_query);

    CHECK(url::split("1a:b").scheme.empty());
    CHECK(url::split("//host:port").host == "host:port");
    CHECK(url::split("x?").has_query);
    CHECK(url::split("x#").has_fragment);
}

TEST_CASE("a scheme is seen through the white space that browsers ignore", "[url]") {
    CHECK(url::scheme(" \x01java\tscr\nipt:alert(1)") == "javascript");
    CHECK(url::scheme("HTTPS://x") == "https");
    CHECK(url::scheme("/a:b").empty());
    CHECK(url::scheme("1:b").empty());
    CHECK(url::scheme("nothing").empty());
}

TEST_CASE("only http and https with a host are http", "[url]") {
    CHECK(url::is_http("http://example.org"));
    CHECK(url::is_http("HTTPS://example.org/"));
    CHECK_FALSE(url::is_http("http://"));
    CHECK_FALSE(url::is_http("http:///path"));
    CHECK_FALSE(url::is_http("http:example.org"));
    CHECK_FALSE(url::is_http("ftp://example.org/"));
    CHECK_FALSE(url::is_http("httpx://example.org/"));
    CHECK_FALSE(url::is_http(""));
}

TEST_CASE("what goes on the wire is ASCII and keeps its escapes", "[url]") {
    CHECK(url::to_ascii("http://example.org/a%20b?c=%zz") == "http://example.org/a%20b?c=%zz");
    CHECK(url::to_ascii("http://example.org/é?ü=\"<>\\ ") ==
          "http://example.org/%C3%A9?%C3%BC=%22%3C%3E%5C%20");
    CHECK(url::to_ascii("http://me@bücher.example:81/é") ==
          "http://me@xn--bcher-kva.example:81/%C3%A9");
}

TEST_CASE("host and origin compare without case, default port and script", "[url]") {
    CHECK(url::host("http://BÜCHER.example/") == "xn--bcher-kva.example");
    CHECK(url::host("http://Example.ORG:80/") == "example.org");
    CHECK(url::origin("HTTPS://me@Example.org:443/a") == "https://example.org");
    CHECK(url::origin("http://example.org:0080") == "http://example.org");
    CHECK(url::origin("http://example.org:8080/") == "http://example.org:8080");
    CHECK(url::origin("https://[::1]:80/") == "https://[::1]:80");
    CHECK(url::origin("mailto:me@example.org").empty());
}

TEST_CASE("percent-encoding goes there and back", "[url]") {
    CHECK(url::percent_encode("a b/ü~-._") == "a%20b%2F%C3%BC~-._");
    CHECK(url::percent_decode("a%20b%2f%C3%BC%zz%4") == "a b/ü%zz%4");
    CHECK(url::percent_decode("%41") == "A");
}
