#include "poll/verdict.hpp"

#include <catch2/catch.hpp>

using namespace weir;
using poll::Verdict;
using Kind = poll::Verdict::Kind;

namespace {

fetch::Response answer(int status, std::string body = {}, std::vector<Header> headers = {}) {
    fetch::Response response;
    response.status = status;
    response.url = "https://x.example/feed";
    response.body = std::move(body);
    response.headers = std::move(headers);
    return response;
}

}  // namespace

TEST_CASE("what a status means for a feed", "[poll]") {
    struct Row {
        int status;
        std::string body;
        bool conditional;
        Kind kind;
        std::string error_kind;
        std::string says;
    };
    const auto row = GENERATE(values<Row>({
        {200, "<rss/>", false, Kind::body, "", ""},
        {226, "<rss/>", true, Kind::body, "", ""},
        {203, "<rss/>", true, Kind::body, "", ""},
        {200, "", false, Kind::failed, "empty", "empty body"},
        {204, "", false, Kind::failed, "http-204", "carries no feed"},
        {304, "", true, Kind::unchanged, "", ""},
        {304, "", false, Kind::failed, "http-304", "asked for the whole feed"},
        {401, "", true, Kind::failed, "http-401", "`auth`"},
        {403, "no", true, Kind::failed, "http-403", "refuses"},
        {404, "", true, Kind::failed, "http-404", "no feed is at this address"},
        {410, "", true, Kind::gone, "http-410", "taken down for good"},
        {429, "", true, Kind::rate_limited, "http-429", "fewer requests"},
        {500, "", true, Kind::failed, "http-500", "in trouble"},
        {503, "", true, Kind::failed, "http-503", "in trouble"},
        {799, "", true, Kind::failed, "http-799", "answered 799"},
        {403, "<title>Just a moment...</title>", true, Kind::failed, "blocked", "Cloudflare"},
        {503, "src=/_Incapsula_Resource", true, Kind::failed, "blocked", "Imperva"},
    }));
    CAPTURE(row.status, row.body);
    const auto verdict = poll::judge(answer(row.status, row.body), row.conditional);
    CHECK(verdict.kind == row.kind);
    CHECK(verdict.error_kind == row.error_kind);
    CHECK(verdict.error.find(row.says) != std::string::npos);
    CHECK(verdict.error.empty() == (row.kind == Kind::body || row.kind == Kind::unchanged));
}

TEST_CASE("503 with Retry-After is a rest, not a failure", "[poll]") {
    auto response = answer(503);
    response.retry_after = Seconds{3600};
    const auto verdict = poll::judge(response, true);
    CHECK(verdict.kind == Kind::rate_limited);
    CHECK(verdict.error.find("1h") != std::string::npos);
}

TEST_CASE("a challenge is named by its header", "[poll]") {
    const auto verdict = poll::judge(answer(403, "", {{"CF-Mitigated", "challenge"}}), true);
    CHECK(verdict.error_kind == "blocked");
}

TEST_CASE("a 304 replaces the validators it names and keeps the rest", "[poll]") {
    const Validators before{.etag = "W/\"a\"", .last_modified = "yesterday", .url = "https://x/1"};
    auto response = answer(304);
    response.validators.etag = "\"b\"";
    CHECK(poll::merged(before, response) ==
          Validators{.etag = "\"b\"", .last_modified = "yesterday", .url = "https://x/1"});
}

TEST_CASE("a body replaces both validators, absent ones too", "[poll]") {
    const Validators before{.etag = "\"a\"", .last_modified = "yesterday", .url = "https://x/1"};
    auto response = answer(200, "<rss/>");
    response.validators.last_modified = "today";
    CHECK(poll::merged(before, response) ==
          Validators{.etag = "", .last_modified = "today", .url = "https://x.example/feed"});
}

TEST_CASE("equal bodies have equal hashes, others differ", "[poll]") {
    CHECK(poll::body_hash("abc") == poll::body_hash("abc"));
    CHECK(poll::body_hash("abc") != poll::body_hash("abd"));
}
