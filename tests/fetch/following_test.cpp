#include "base/hash.hpp"
#include "fetch/fetching.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace weir::test {
namespace {

Scripted to(int status, std::string location) {
    return {.status = status, .headers = {{"Location", std::move(location)}}, .body = "moved"};
}

TEST_CASE("redirects are followed and told", "[fetch][fetching-27]") {
    Fetching f;
    f.server.on("/a", to(301, "/b"));
    f.server.on("/b", to(308, f.server.url("/c")));
    f.server.on("/c", to(302, "/d#part"));
    f.server.on("/d", to(307, "/e"));
    f.server.on("/e", to(303, "f?x=1"));
    f.server.on("/f", Scripted{.headers = {{"ETag", "\"f\""}}, .body = "the feed"});
    const auto answer = f.answer("/a");
    CHECK(answer.status == 200);
    CHECK(answer.body == "the feed");
    CHECK(answer.url == f.server.url("/f?x=1"));
    CHECK(answer.permanent_url == f.server.url("/c"));
    CHECK(answer.validators.url == answer.url);
    REQUIRE(answer.hops.size() == 5);
    CHECK(answer.hops[0].url == f.server.url("/a"));
    CHECK(answer.hops[0].status == 301);
    CHECK(answer.hops[0].target == f.server.url("/b"));
    CHECK(answer.hops[2].target == f.server.url("/d"));
    CHECK(answer.hops[4].status == 303);
    CHECK(f.server.connections() == 1);
}

TEST_CASE("validators meet their URL at the end of a chain", "[fetch][fetching-3]") {
    Fetching f;
    f.server.on("/a", to(302, "/b"));
    f.server.on("/b", Scripted{.status = 304});
    const Validators validators{.etag = "\"b\"", .url = f.server.url("/b")};
    CHECK(f.answer(Request{.url = f.server.url("/a"), .validators = validators}).status == 304);
    CHECK_FALSE(f.server.seen("/a")[0].header("If-None-Match"));
    CHECK(f.server.seen("/b")[0].header("If-None-Match") == "\"b\"");
}

TEST_CASE("circles and endless chains end", "[fetch][fetching-29]") {
    Fetching f;
    f.server.on("/self", to(301, "/self"));
    f.server.on("/a", to(302, "/b"));
    f.server.on("/b", to(302, "/a"));
    f.server.otherwise([](const Seen& request, int) { return to(302, request.path + "x"); });
    CHECK(f.error("/self").kind == Kind::redirect_loop);
    const auto circle = f.error("/a");
    CHECK(circle.kind == Kind::redirect_loop);
    CHECK(circle.detail.find("/a -> ") != std::string::npos);
    CHECK(circle.hops.size() == 2);

    const auto endless = f.error("/x");
    CHECK(endless.kind == Kind::redirect_limit);
    CHECK(endless.detail.find("more than 10 redirects") == 0);
    const auto all = f.server.seen();
    CHECK(std::ranges::count_if(
              all, [](const Seen& seen) { return seen.path.starts_with("/x"); }) == 11);
}

TEST_CASE("a chain of ten redirects is still followed", "[fetch][fetching-29]") {
    Fetching f;
    f.server.otherwise([](const Seen& request, int) {
        return request.path.size() > 10 ? Scripted{} : to(302, request.path + "x");
    });
    CHECK(f.answer("/").hops.size() == 10);
}

TEST_CASE("redirects to other schemes and to user names are refused", "[fetch][fetching-29]") {
    Fetching f;
    f.server.on("/ftp", to(302, "ftp://127.0.0.1/feed"));
    f.server.on("/file", to(302, "file:///etc/passwd"));
    f.server.on("/user", to(302, "http://me:secret@127.0.0.1/"));
    CHECK(f.error("/ftp").kind == Kind::scheme_refused);
    CHECK(f.error("/file").kind == Kind::scheme_refused);
    const auto user = f.error("/user");
    CHECK(user.kind == Kind::redirect_refused);
    CHECK(user.detail.find("secret") == std::string::npos);
    CHECK(user.url == f.server.url("/user"));
}

TEST_CASE("a redirect without a target is an answer", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.status = 302, .body = "where to?"});
    const auto answer = f.answer("/");
    CHECK(answer.status == 302);
    CHECK(answer.body == "where to?");
}

TEST_CASE("an endless body beside a redirect does not hold it up", "[fetch]") {
    Fetching f;
    auto big = to(301, "/end");
    big.body = std::string(5'000'000, 'x');
    f.server.on("/", big);
    f.server.on("/end", Scripted{.body = "the feed"});
    CHECK(f.answer("/").body == "the feed");
}

TEST_CASE("credentials and headers go to their own origin only", "[fetch][fetching-29]") {
    Fetching f;
    LoopbackServer other;
    f.server.on("/out", to(302, other.url("/feed")));
    f.server.on("/in", to(302, "/feed"));
    f.server.on("/feed", Scripted{});
    other.on("/feed", Scripted{});
    using CredentialsKind = Credentials::Kind;
    const auto kind = GENERATE(values({CredentialsKind::basic, CredentialsKind::bearer}));
    Request request{.url = f.server.url("/out"),
                    .headers = {{"X-Key", "secret"}, {"Accept", "text/x-mine"}},
                    .credentials = {.kind = kind, .user = "me", .secret = "pass"}};
    const std::string expected =
        kind == CredentialsKind::basic ? "Basic " + base64("me:pass") : "Bearer pass";
    CHECK(f.answer(request).status == 200);
    const auto first = f.server.seen("/out").back();
    CHECK(first.header("Authorization") == expected);
    CHECK(first.header("X-Key") == "secret");
    CHECK(first.header("Accept") == "text/x-mine");
    const auto foreign = other.seen("/feed").back();
    CHECK_FALSE(foreign.header("Authorization"));
    CHECK_FALSE(foreign.header("X-Key"));
    CHECK(foreign.header("Accept")->find("atom") != std::string::npos);

    request.url = f.server.url("/in");
    CHECK(f.answer(request).status == 200);
    CHECK(f.server.seen("/feed").back().header("Authorization") == expected);

    // The handle that knew them is used again.
    CHECK(f.answer("/feed").status == 200);
    CHECK_FALSE(f.server.seen("/feed").back().header("Authorization"));
}

TEST_CASE("a user name in the URL becomes credentials and is shown nowhere", "[fetch]") {
    Fetching f;
    f.server.on("/", to(302, "/feed"));
    f.server.on("/feed", Scripted{});
    auto url = f.server.url("/");
    url.insert(url.find("//") + 2, "me:p%40ss@");
    const auto answer = f.answer(Request{.url = url});
    CHECK(answer.url == f.server.url("/feed"));
    CHECK(answer.hops[0].url == f.server.url("/"));
    CHECK(f.server.seen("/feed").back().header("Authorization") == "Basic " + base64("me:p@ss"));
}

TEST_CASE("digest authentication answers the challenge", "[fetch][fetching-36]") {
    Fetching f;
    f.server.on("/", [](const Seen& request, int) {
        const auto given = request.header("Authorization").value_or("");
        if (given.find("Digest username=\"me\"") == 0) return Scripted{.body = "in"};
        return Scripted{
            .status = 401,
            .headers = {{"WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\""}},
            .body = "who are you?"};
    });
    Request request{
        .url = f.server.url("/"),
        .credentials = {.kind = Credentials::Kind::digest, .user = "me", .secret = "p"}};
    const auto answer = f.answer(request);
    CHECK(answer.status == 200);
    CHECK(answer.body == "in");
    for (const auto& seen : f.server.seen())
        CHECK(seen.header("Authorization").value_or("").find("Basic") == std::string::npos);
}

TEST_CASE("cookies live for one chain of redirects", "[fetch][fetching-37]") {
    Fetching f;
    f.server.on("/", [](const Seen& request, int) {
        if (request.header("Cookie") == "seen=yes") return Scripted{.body = "the feed"};
        auto wall = to(302, "/");
        wall.headers.push_back({"Set-Cookie", "seen=yes; Path=/"});
        return wall;
    });
    CHECK(f.answer("/").body == "the feed");
    CHECK(f.answer("/").body == "the feed");
    const auto seen = f.server.seen();
    REQUIRE(seen.size() == 4);
    CHECK_FALSE(seen[0].header("Cookie"));
    CHECK(seen[1].header("Cookie"));
    CHECK_FALSE(seen[2].header("Cookie"));  // Thrown away after the first chain.
}

}  // namespace
}  // namespace weir::test
