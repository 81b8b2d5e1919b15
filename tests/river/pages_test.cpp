#include "river/pages.hpp"

#include "river/kept.hpp"

#include <catch2/catch.hpp>

using namespace weir;

namespace {

river::Nav nav() {
    return {.outputs = {{"all", "All"}},
            .tags = {"town", "a&b"},
            .feeds = {{"quay", "Quay <1>"}},
            .feed_count = 1};
}

publish::MergedItem item(std::int64_t number, const std::string& title) {
    publish::MergedItem made;
    made.number = number;
    made.id = "urn:x:" + std::to_string(number);
    made.entry.title = title;
    made.entry.url = "https://x.example/?a=1&b=2";
    made.text = "Some text.";
    made.date = made.changed = made.first_seen = Instant{Seconds{1'700'000'000}};
    made.sources = {{.name = "quay", .title = "Quay <1>", .feed_url = "https://x.example/feed"}};
    return made;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("the river escapes what feeds say", "[river]") {
    publish::MergedFeed feed;
    feed.title = "All";
    feed.path = "/all";
    feed.public_url = "http://localhost/";
    feed.items = {item(1, "<script>alert(1)</script> & \"more\"")};
    const auto places = nav();
    const auto html = river::list_page({.nav = places, .feed = feed, .is_home = true});
    CHECK_FALSE(contains(html, "<script>alert"));
    CHECK(contains(html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;"));
    CHECK(contains(html, "Quay &lt;1&gt;"));
    CHECK(contains(html, "href=\"https://x.example/?a=1&amp;b=2\""));
    CHECK(contains(html, "/tag/a%26b"));
}

TEST_CASE("every page has one h1, one main, a title and a language", "[river]") {
    const auto places = nav();
    publish::MergedFeed feed;
    feed.title = "All";
    feed.path = "/all";
    feed.public_url = "http://localhost/";
    river::StatusPage status{.nav = places};
    river::FeedHealth health;
    health.state.name = "quay";
    health.state.state = "failing";
    health.state.error = "a <reason>";
    health.days = {{.feed = 1, .day = 0, .polls = 3, .fresh = 2, .errors = 1}};
    status.feeds = {health};
    status.warnings = {"a <warning>"};
    const std::vector<std::string> pages{
        river::list_page({.nav = places, .feed = feed, .is_home = true}),
        river::list_page(
            {.nav = places, .feed = feed, .query = "x", .mistake = "Column 1: no <x>"}),
        river::item_page(places, item(1, "One")), river::status_page(status),
        river::message_page(places, "Not found", "There is <nothing>.")};
    for (const auto& html : pages) {
        CAPTURE(html);
        CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
        CHECK(count(html, "<h1") == 1);
        CHECK(count(html, "<main") == 1);
        CHECK(count(html, "<title>") >= 1);
        CHECK(html.ends_with("</html>\n"));
        for (const auto* raw : {"<reason>", "<warning>", "<nothing>", "no <x>"})
            CHECK_FALSE(contains(html, raw));
    }
}

TEST_CASE("headings of an item stand below the page's own", "[river]") {
    auto one = item(1, "One");
    one.entry.content_html = "<h1>A</h1><h1 dir=\"rtl\">B</h1><p>&lt;h1&gt;</p>";
    const auto places = nav();
    const auto html = river::item_page(places, one);
    CHECK(count(html, "<h1") == 1);
    CHECK(contains(html, "<h2>A</h2><h2 dir=\"rtl\">B</h2><p>&lt;h1&gt;</p>"));
}

TEST_CASE("items stand under their day, older pages are linked", "[river]") {
    publish::MergedFeed feed;
    feed.title = "All";
    feed.path = "/all";
    feed.public_url = "http://localhost/";
    feed.next_cursor = "before=1.2";
    feed.items = {item(2, "Two"), item(1, "One")};
    feed.items[1].date -= std::chrono::days{1};
    const auto places = nav();
    const auto html = river::list_page({.nav = places, .feed = feed});
    CHECK(contains(html, "<h2>Tuesday, 14 November 2023</h2>"));
    CHECK(contains(html, "<h2>Monday, 13 November 2023</h2>"));
    CHECK(contains(html, "rel=\"next\" href=\"/all?before=1.2\""));
    CHECK_FALSE(contains(html, "rel=\"prev\""));
}

TEST_CASE("an empty search says so and how to find more", "[river]") {
    publish::MergedFeed feed;
    feed.title = "Search: zebra";
    feed.path = "/search";
    feed.public_url = "http://localhost/";
    const auto places = nav();
    const auto html = river::list_page({.nav = places, .feed = feed, .query = "zebra"});
    CHECK(contains(html, "role=\"status\""));
    CHECK(contains(html, "“zebra”"));
    CHECK(contains(html, "value=\"zebra\""));
}

TEST_CASE("what is kept is of one generation, and bounded", "[river]") {
    river::Kept kept(1000);
    const auto document = [](std::size_t size) {
        auto made = std::make_shared<serve::Document>();
        made->body = std::string(size, 'x');
        return made;
    };
    kept.keep("a", 1, document(400));
    CHECK(kept.find("a", 1) != nullptr);
    CHECK(kept.find("a", 2) == nullptr);
    kept.keep("b", 1, document(400));
    (void)kept.find("a", 1);  // Used last: b goes first.
    kept.keep("c", 1, document(400));
    CHECK(kept.find("a", 1) != nullptr);
    CHECK(kept.find("b", 1) == nullptr);
    CHECK(kept.find("c", 1) != nullptr);
}

TEST_CASE("the status page shows the troubled feeds first and thousands in pages", "[river]") {
    const auto places = nav();
    river::StatusPage status{.nav = places, .now = Instant{Seconds{1'700'000'000}}};
    for (int i = 0; i < 450; ++i) {
        river::FeedHealth health;
        health.state.name = "feed" + std::to_string(i);
        health.state.state = i == 440 ? "failing" : "ok";
        health.state.last_success = status.now - Seconds{7300};
        health.state.next_fetch = status.now + Seconds{95};
        status.feeds.push_back(health);
    }
    const auto first = river::status_page(status);
    CHECK(count(first, "<th scope=\"row\"") == 200);
    CHECK(first.find("feed440") < first.find(">feed0<"));
    CHECK(contains(first, "title=\"2023-11-14T20:11:40Z\">2h ago</time>"));
    CHECK(contains(first, ">in 1m</time>"));
    CHECK(contains(first, "rel=\"next\" href=\"/status?page=2\""));
    CHECK_FALSE(contains(first, "rel=\"prev\""));
    CHECK(contains(first, "<dt>ok</dt><dd>449</dd>"));
    status.page = 3;
    CHECK(count(river::status_page(status), "<th scope=\"row\"") == 50);
    status.page = 1'000'000;
    CHECK(count(river::status_page(status), "<th scope=\"row\"") == 50);
    status.page = 0;
    CHECK(river::status_page(status) == first);
}

TEST_CASE("a query's mistake is shown in its place", "[river]") {
    publish::MergedFeed feed;
    feed.title = "Search";
    const auto places = nav();
    const auto page = [&](const std::string& query, std::size_t column) {
        return river::list_page({.nav = places,
                                 .feed = feed,
                                 .query = query,
                                 .mistake_column = column,
                                 .mistake = "a mistake"});
    };
    CHECK(contains(page("é <(x", 4), "é &lt;<mark>(</mark>x</code>"));
    CHECK(contains(page("a OR", 5), "a OR<mark>&nbsp;</mark></code>"));
    CHECK(contains(page("a", 99), "a<mark>&nbsp;</mark></code>"));
}

TEST_CASE("a feed that is no longer followed is named without a link", "[river]") {
    auto places = nav();
    const auto page = [&] { return river::item_page(places, item(1, "One")); };
    CHECK_FALSE(contains(page(), "class=\"source\" dir=\"auto\" href"));
    CHECK(contains(page(), "Quay &lt;1&gt;</span>"));
    places.feed_names.insert("quay");
    CHECK(contains(page(), "<a class=\"source\" dir=\"auto\" href=\"/feed/quay\">"));
}
