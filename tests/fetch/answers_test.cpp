#include "fetch/fetching.hpp"
#include "support/coding.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace weir::test {
namespace {

using namespace std::chrono_literals;

const std::string feed = "<rss version=\"2.0\"><channel><title>A</title></channel></rss>";

TEST_CASE("a poll is one GET that says what it takes", "[fetch][fetching-1][fetching-8]") {
    Fetching f;
    f.server.on("/feed",
                Scripted{.headers = {{"Content-Type", "application/rss+xml"}}, .body = feed});
    const auto answer = f.answer("/feed?page=1");
    CHECK(answer.status == 200);
    CHECK(answer.body == feed);
    CHECK(answer.content_type == "application/rss+xml");
    CHECK(answer.url == f.server.url("/feed?page=1"));
    CHECK(answer.permanent_url.empty());
    CHECK(answer.wire_bytes == feed.size());
    CHECK(answer.timing.total > 0us);

    const auto seen = f.server.seen();
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].method == "GET");
    CHECK(seen[0].target == "/feed?page=1");
    CHECK(seen[0].header("User-Agent") == "weir-test");
    CHECK(seen[0].header("A-IM") == "feed");
    const auto accept = seen[0].header("Accept").value();
    for (const char* type : {"atom+xml", "rss+xml", "feed+json", "xml", "*/*;q=0.1"})
        CHECK(accept.find(type) != std::string::npos);
    const auto codings = seen[0].header("Accept-Encoding").value();
    for (const char* coding : {"gzip", "br", "zstd", "deflate"})
        CHECK(codings.find(coding) != std::string::npos);
    std::set<std::string> names;
    for (const auto& header : seen[0].headers) names.insert(header.name);
    CHECK(names ==
          std::set<std::string>{"A-IM", "Accept", "Accept-Encoding", "Host", "User-Agent"});
}

TEST_CASE("validators go out and come back byte for byte", "[fetch][fetching-2]") {
    struct Row {
        std::string etag, last_modified;
    };
    const auto row = GENERATE(values<Row>({
        {"\"abc\"", "Tue, 24 Nov 2026 05:06:07 GMT"},
        {"W/\"abc\"", ""},
        {"no-quotes", "yesterday afternoon"},
        {"\"with \\\" quote\"", "Tue, 24 Nov 2026 05:06:07 +0100"},
        {"\"caf\xC3\xA9\"", ""},
        {"", "1700000000"},
    }));
    CAPTURE(row.etag, row.last_modified);
    Fetching f;
    f.server.on("/feed", [&](const Seen&, int nth) {
        Scripted answer{.status = nth == 0 ? 200 : 304};
        if (!row.etag.empty()) answer.headers.push_back({"ETag", row.etag});
        if (!row.last_modified.empty())
            answer.headers.push_back({"Last-Modified", row.last_modified});
        return answer;
    });
    const auto first = f.answer("/feed");
    CHECK(first.validators.etag == row.etag);
    CHECK(first.validators.last_modified == row.last_modified);
    CHECK(first.validators.url == f.server.url("/feed"));

    const auto second =
        f.answer(Request{.url = f.server.url("/feed"), .validators = first.validators});
    CHECK(second.status == 304);
    CHECK(second.body.empty());
    const auto seen = f.server.seen().back();
    CHECK(seen.header("If-None-Match").value_or("") == row.etag);
    CHECK(seen.header("If-Modified-Since").value_or("") == row.last_modified);
}

TEST_CASE("validators go only to the URL that gave them", "[fetch][fetching-3]") {
    Fetching f;
    f.server.otherwise([](const Seen&, int) { return Scripted{}; });
    Request request{.url = f.server.url("/feed"),
                    .validators = {.etag = "\"a\"", .url = "http://b/"}};
    (void)f.answer(request);
    CHECK_FALSE(f.server.seen().back().header("If-None-Match"));
}

TEST_CASE("every status is an answer", "[fetch]") {
    Fetching f;
    const int status = GENERATE(200, 204, 226, 304, 400, 401, 403, 404, 410, 429, 500, 503);
    f.server.on("/", Scripted{.status = status, .body = "x"});
    CHECK(f.answer("/").status == status);
}

TEST_CASE("what an answer says about time is read", "[fetch][fetching-13][fetching-23]") {
    Fetching f;
    f.server.on("/fresh", Scripted{.headers = {{"Cache-Control", "max-age=600"}, {"Age", "100"}}});
    f.server.on("/fresh-304",
                Scripted{.status = 304, .headers = {{"Cache-Control", "max-age=60"}}});
    f.server.on("/silent", Scripted{});
    f.server.on("/busy", Scripted{.status = 429, .headers = {{"Retry-After", "120"}}});
    f.server.on("/later", Scripted{.status = 503,
                                   .headers = {{"Date", "Fri, 06 Nov 2026 20:00:00 GMT"},
                                               {"Retry-After", "Fri, 06 Nov 2026 21:00:00 GMT"}}});
    CHECK(f.answer("/fresh").fresh == 500s);
    CHECK(f.answer("/fresh-304").fresh == 60s);
    CHECK_FALSE(f.answer("/silent").fresh);
    CHECK_FALSE(f.answer("/silent").retry_after);
    CHECK(f.answer("/busy").retry_after == 120s);
    CHECK(f.answer("/later").retry_after == 1h);
}

TEST_CASE("bodies are decoded from their codings", "[fetch]") {
    const auto coding = GENERATE(as<std::string>{}, "gzip", "deflate", "br");
    const bool chunked = GENERATE(false, true);
    CAPTURE(coding, chunked);
    Fetching f;
    std::string body;
    for (int i = 0; i < 5000; ++i) body += "entry " + std::to_string(i) + "\n";
    f.server.on("/", Scripted{.body = body, .coding = coding, .chunked = chunked});
    const auto answer = f.answer("/");
    CHECK(answer.body == body);
    CHECK(answer.wire_bytes < body.size());
    CHECK(answer.wire_bytes >= encode(coding, body).size());
}

TEST_CASE("a damaged or unknown coding is said as such", "[fetch]") {
    Fetching f;
    auto damaged = encode("gzip", feed);
    damaged[12] = static_cast<char>(damaged[12] ^ 0x55);
    f.server.on("/damaged", Scripted{.headers = {{"Content-Encoding", "gzip"}}, .body = damaged});
    f.server.on("/unknown", Scripted{.headers = {{"Content-Encoding", "rot13"}}, .body = feed});
    for (const char* path : {"/damaged", "/unknown"}) {
        const auto error = f.error(path);
        CAPTURE(path, error.detail);
        CHECK(error.kind == Kind::bad_encoding);
        CHECK(error.detail.find("cannot be decompressed") != std::string::npos);
    }
}

TEST_CASE("headers of the last answer come as received", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.raw = "HTTP/1.1 100 Continue\r\nX-Early: no\r\n\r\n"
                                     "HTTP/1.1 200 OK\r\n"
                                     "x-ODD:  \tvalue with: colon \r\n"
                                     "Link: <https://hub.example/>; rel=\"hub\"\r\n"
                                     "Link: </self>;\r\n  rel=self\r\n"
                                     "Transfer-Encoding: chunked\r\n\r\n"
                                     "2\r\nok\r\n0\r\nX-Trailer: late\r\n\r\n"});
    const auto answer = f.answer("/");
    CHECK(answer.body == "ok");
    const std::vector<Header> expected{{"x-ODD", "value with: colon"},
                                       {"Link", "<https://hub.example/>; rel=\"hub\""},
                                       {"Link", "</self>; rel=self"},
                                       {"Transfer-Encoding", "chunked"}};
    CHECK(answer.headers == expected);
}

TEST_CASE("URLs go out as ASCII with their escapes untouched", "[fetch][fetching-10]") {
    struct Row {
        std::string given, target;
    };
    const auto row = GENERATE(values<Row>({
        {"/caf\xC3\xA9.xml", "/caf%C3%A9.xml"},
        {"/a?q=\xC3\xA4 b", "/a?q=%C3%A4%20b"},
        {"/%7euser/%2F?x=%e4", "/%7euser/%2F?x=%e4"},
        {"/a?x={1}|2", "/a?x={1}|2"},
        {"/a#part", "/a"},
        {"", "/"},
    }));
    CAPTURE(row.given);
    Fetching f;
    f.server.otherwise([](const Seen&, int) { return Scripted{}; });
    const auto answer = f.answer(row.given);
    CHECK(answer.url == f.server.url(row.given));
    CHECK(f.server.seen().back().target == row.target);
}

TEST_CASE("connections are kept for the next request", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.status = 304});
    for (int i = 0; i < 5; ++i) CHECK(f.answer("/").status == 304);
    CHECK(f.server.connections() == 1);
}

TEST_CASE("a kept connection that died meanwhile costs nothing", "[fetch][fetching-20]") {
    Fetching f;
    f.server.on("/", Scripted{.body = "x", .drop_after = true});
    for (int i = 0; i < 5; ++i) CHECK(f.answer("/").status == 200);
    CHECK(f.server.seen().size() == 5);
}

TEST_CASE("a hub is told by POST", "[fetch][fetching-52]") {
    Fetching f;
    f.server.on("/hub", [](const Seen&, int nth) {
        if (nth == 0) return Scripted{.status = 307, .headers = {{"Location", "/hub"}}};
        return Scripted{.status = 202};
    });
    f.server.on("/moved", Scripted{.status = 302, .headers = {{"Location", "/hub"}}});
    f.server.on("/hub2", Scripted{.status = 308, .headers = {{"Location", "/end"}}});
    f.server.on("/end", Scripted{.status = 202});
    Request request{.url = f.server.url("/hub2"), .post_body = "hub.mode=publish"};
    CHECK(f.answer(request).status == 202);
    for (const auto& seen : f.server.seen()) {
        CHECK(seen.method == "POST");
        CHECK(seen.body == "hub.mode=publish");
        CHECK(seen.header("Content-Type") == "application/x-www-form-urlencoded");
        CHECK_FALSE(seen.header("Expect"));
    }
    request.url = f.server.url("/moved");
    CHECK(f.answer(request).status == 302);  // Its method might not survive: not followed.

    f.server.on("/get", Scripted{});
    CHECK(f.answer("/get").status == 200);
    CHECK(f.server.seen("/get").back().method == "GET");
    CHECK(f.server.seen("/get").back().body.empty());
}

TEST_CASE("a page is asked for with its own Accept", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{});
    (void)f.answer(Request{.url = f.server.url("/"), .accept = "text/html"});
    CHECK(f.server.seen().back().header("Accept") == "text/html");
    CHECK_FALSE(f.server.seen().back().header("A-IM"));
}

TEST_CASE("new options hold for what starts later", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.body = "12345"});
    CHECK(f.answer("/").body == "12345");
    auto options = at_loopback();
    options.user_agent = "another";
    options.max_body = 4;
    f.fetcher.reconfigure(options);
    CHECK(f.error("/").kind == Kind::too_large);
    CHECK(f.server.seen().back().header("User-Agent") == "another");
}

}  // namespace
}  // namespace weir::test
