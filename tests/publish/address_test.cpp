#include "publish/publish.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace weir;
using namespace weir::publish;

TEST_CASE("a publisher's id that is an absolute IRI stays as it is", "[publish]") {
    const auto id = GENERATE(values<std::string>({
        "https://example.org/?p=1",
        "http://example.org",
        "HTTP://Example.ORG/a%20b",
        "https://example.org/\xC3\xA4",
        "tag:example.org,2026:x",
        "tag:me@example.org,2026-11-24:a/b?c",
        "tag:blogger.com,1999:blog-1.post-2",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "urn:isbn:0451450523",
        "yt:video:dQw4w9WgXcQ",
        "at://did:plc:abc/app.bsky.feed.post/1",
        "oai:arXiv.org:2401.00001v1",
    }));
    CHECK(item_iri(id, "https://feed.example/") == id);
}

TEST_CASE("an id that is no IRI becomes a UUID of the feed and the id", "[publish]") {
    const auto id = GENERATE(values<std::string>({
        "",
        "1",
        "t3_abc",
        "post:17",
        "1234-5678",
        "Hello: World",
        "www.example.org/a",
        "/relative",
        "http:",
        "http://",
        "https:///path",
        "urn:x:y",
        "urn:uuid:1234",
        "urn:isbn:",
        "tag:example.org:x",
        "tag:example.org,26:x",
        "tag:,2026:x",
        "tag:exa mple.org,2026:x",
        "https://example.org/a b",
        "https://example.org/<x>",
        "https://example.org/%zz",
        "https://example.org/%4",
        "https://example.org/\x01",
        "https://example.org/\xFF",
        "https://example.org/\xE2\x80\xAE",
        "https://example.org/\xC2\xA0",
    }));
    CAPTURE(id);
    const std::string made = item_iri(id, "https://feed.example/");
    CHECK(made.size() == 45);
    CHECK(made.starts_with("urn:uuid:"));
    CHECK(made[23] == '5');
    CHECK(made == item_iri(id, "https://feed.example/"));
    CHECK(made != item_iri(id, "https://other.example/"));
    CHECK(made != item_iri(id + "x", "https://feed.example/"));
    CHECK(item_iri(made, "https://feed.example/") == made);
}

TEST_CASE("a document's URL is made of address, format, query and cursor", "[publish]") {
    MergedFeed feed;
    feed.public_url = "https://news.example/";
    feed.path = "/tech";
    CHECK(document_url(feed, ".atom", "") == "https://news.example/tech.atom");
    CHECK(document_url(feed, ".rss", "before=1-2") == "https://news.example/tech.rss?before=1-2");
    feed.path = "/search";
    feed.query = "q=a%20b";
    CHECK(document_url(feed, ".json", "") == "https://news.example/search.json?q=a%20b");
    CHECK(document_url(feed, ".json", "after=1-2") ==
          "https://news.example/search.json?q=a%20b&after=1-2");
    feed.public_url = "https://news.example/under/";
    CHECK(document_url(feed, ".json", "") == "https://news.example/under/search.json?q=a%20b");
}
