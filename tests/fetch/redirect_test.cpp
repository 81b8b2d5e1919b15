#include "fetch/redirect.hpp"

#include <catch2/catch.hpp>

namespace weir::fetch {
namespace {

using Kind = Error::Kind;

TEST_CASE("the target of a redirect is resolved and loses its fragment", "[fetch][fetching-29]") {
    struct Row {
        const char *location, *target;
    };
    const auto row = GENERATE(values<Row>({
        {"/new", "https://a.example/new"},
        {"new?x=1#part", "https://a.example/dir/new?x=1"},
        {"//b.example/f", "https://b.example/f"},
        {"http://b.example/", "http://b.example/"},
        {"HTTPS://b.example/f", "https://b.example/f"},
        {"/caf\xC3\xA9?q=\xC3\xA4", "https://a.example/caf\xC3\xA9?q=\xC3\xA4"},
        {"?page=2", "https://a.example/dir/old?page=2"},
    }));
    CAPTURE(row.location);
    const auto target = redirect_target("https://a.example/dir/old", row.location);
    REQUIRE(target.has_value());
    // Schemes compare without case.
    CHECK((*target == row.target || *target == "HTTPS" + std::string(row.target).substr(5)));
}

TEST_CASE("some redirects are refused", "[fetch][fetching-29]") {
    struct Row {
        const char* location;
        Kind kind;
    };
    const auto row = GENERATE(values<Row>({
        {"ftp://a.example/f", Kind::scheme_refused},
        {"file:///etc/passwd", Kind::scheme_refused},
        {"javascript:alert(1)", Kind::scheme_refused},
        {"gopher://a.example/", Kind::scheme_refused},
        {"https://me:secret@a.example/", Kind::redirect_refused},
        {"https://me@a.example/", Kind::redirect_refused},
        {"http://", Kind::redirect_refused},
    }));
    CAPTURE(row.location);
    const auto target = redirect_target("https://a.example/", row.location);
    REQUIRE_FALSE(target.has_value());
    CHECK(target.error().kind == row.kind);
    CHECK(target.error().detail.find("secret") == std::string::npos);
}

TEST_CASE("a chain is adopted up to the hop before the first temporary one",
          "[fetch][fetching-27]") {
    const std::string a = "https://a", b = "https://b", c = "https://c", plain = "http://c";
    struct Row {
        std::vector<Hop> hops;
        std::string adopted;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {{}, ""},
        {{{a, 301, b}}, b},
        {{{a, 308, b}}, b},
        {{{a, 302, b}}, ""},
        {{{a, 303, b}}, ""},
        {{{a, 307, b}}, ""},
        {{{a, 301, b}, {b, 308, c}}, c},
        {{{a, 301, b}, {b, 302, c}}, b},
        {{{a, 302, b}, {b, 301, c}}, ""},
        {{{a, 301, plain}}, ""},
        {{{a, 301, b}, {b, 301, plain}}, b},
        {{{plain, 301, a}}, a},
    }));
    CAPTURE(describe(row.hops));
    CHECK(permanent_url(row.hops) == row.adopted);
}

TEST_CASE("a circle is noticed, but a cookie may change the answer", "[fetch][fetching-37]") {
    const std::vector<Hop> straight{{"http://a", 302, "http://b"}, {"http://b", 302, "http://c"}};
    CHECK_FALSE(is_loop(straight, false));
    const std::vector<Hop> self{{"http://a#part", 302, "http://a"}};
    CHECK(is_loop(self, false));
    CHECK_FALSE(is_loop(self, true));
    const std::vector<Hop> wall{{"http://a", 302, "http://a"}, {"http://a", 302, "http://a"}};
    CHECK_FALSE(is_loop(wall, true));
    const std::vector<Hop> stubborn(3, {"http://a", 302, "http://a"});
    CHECK(is_loop(stubborn, true));
    CHECK(describe(wall) == "http://a -> http://a -> http://a");
}

TEST_CASE("only http and https URLs with a host are asked", "[fetch]") {
    struct Row {
        std::string url;
        Kind kind;
    };
    const auto row = GENERATE(values<Row>({
        {"", Kind::bad_url},
        {"example.org/feed", Kind::bad_url},
        {"http:///feed", Kind::bad_url},
        {"http://a/\r\nX: y", Kind::bad_url},
        {std::string("http://a/\0b", 11), Kind::bad_url},
        {"ftp://a/feed", Kind::scheme_refused},
        {"file:///tmp/feed", Kind::scheme_refused},
    }));
    CAPTURE(row.url);
    const auto checked = check_url(row.url);
    REQUIRE_FALSE(checked.has_value());
    CHECK(checked.error().kind == row.kind);
    CHECK(check_url("HTTP://a/").has_value());
    CHECK(check_url("https://a").has_value());
}

}  // namespace
}  // namespace weir::fetch
