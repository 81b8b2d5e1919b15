#include "identity/identity.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <set>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using weir::Enclosure;
using weir::Entry;
using weir::Instant;
using weir::identity::content_hash;
using weir::identity::prepare;

namespace {

Entry entry(std::string id, std::string url, std::string title, std::string text = "Some text.") {
    Entry out;
    out.id_given = !id.empty();
    out.id = std::move(id);
    out.url = std::move(url);
    out.title = std::move(title);
    out.content_text = std::move(text);
    return out;
}

std::vector<std::string> keys(std::vector<Entry> entries) {
    std::vector<std::string> out;
    for (const auto& one : prepare(std::move(entries))) out.push_back(one.key);
    return out;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("an entry is known by its id, byte for byte", "[identity]") {
    CHECK(keys({entry("1", "https://example.org/a", "A")}) == Keys{"1"});
    CHECK(keys({entry("HTTP://Example.org/?utm_source=x", "https://example.org/a", "A")}) ==
          Keys{"HTTP://Example.org/?utm_source=x"});
    CHECK(keys({entry("a", "https://example.org/", "A"),
                entry("A", "https://example.org/", "B")}) == Keys{"a", "A"});
}

TEST_CASE("an id that other links have too is no identity alone", "[identity]") {
    const auto all =
        prepare({entry("1", "https://example.org/a", "A"), entry("1", "https://example.org/b", "B"),
                 entry("2", "https://example.org/c", "C")});
    REQUIRE(all.size() == 3);
    CHECK(all[0].key == "1\x1fhttps://example.org/a");
    CHECK(all[1].key == "1\x1fhttps://example.org/b");
    CHECK(all[2].key == "2");
    CHECK(all[0].id_repeats);
    CHECK(all[1].id_repeats);
    CHECK_FALSE(all[2].id_repeats);
}

TEST_CASE("links that differ by tracking only are one link", "[identity]") {
    const auto all = prepare({entry("1", "https://example.org/a?utm_source=x", "A"),
                              entry("1", "http://www.example.org/a/", "A")});
    REQUIRE(all.size() == 1);
    CHECK(all[0].key == "1");
    CHECK_FALSE(all[0].id_repeats);
}

TEST_CASE("one id and one link for all entries leaves the titles", "[identity]") {
    const auto all = prepare({entry("home", "https://example.org/", "Day one"),
                              entry("home", "https://example.org/", "Day two")});
    REQUIRE(all.size() == 2);
    CHECK(all[0].key ==
          "home\x1f"
          "dayone");
    CHECK(all[1].key ==
          "home\x1f"
          "daytwo");
}

TEST_CASE("an entry without id is known by its link, else by what it says", "[identity]") {
    CHECK(keys({entry("", "http://www.example.org/a?utm_source=x", "A")}) ==
          Keys{"https://example.org/a"});
    CHECK(keys({entry("", "https://example.org/", "A"), entry("", "https://example.org/", "B")}) ==
          Keys{"https://example.org\x1f"
               "a",
               "https://example.org\x1f"
               "b"});
    CHECK(keys({entry("", "gopher://example.org/a", "A")}) == Keys{"gopher://example.org/a"});

    const auto hashed = keys({entry("", "", "A", "x"), entry("", "", "A", "y"),
                              entry("", "", "B", "x"), entry("", "", "A", "x")});
    CHECK(hashed.size() == 3);
    CHECK(std::set<std::string>(hashed.begin(), hashed.end()).size() == 3);
    CHECK(keys({entry("", "", "A", "x")}).front() == hashed.front());
}

TEST_CASE("an entry that stands twice in a document comes once", "[identity]") {
    const Entry a = entry("1", "https://example.org/a", "A");
    const Entry b = entry("2", "https://example.org/b", "B");
    CHECK(keys({a, b, a, a}) == Keys{"1", "2"});
    CHECK(keys({}).empty());
}

TEST_CASE("of two versions of an entry the one updated last counts", "[identity]") {
    Entry old = entry("1", "https://example.org/a", "Old title");
    Entry fresh = entry("1", "https://example.org/a", "New title");
    old.updated = Instant{1000s};
    fresh.updated = Instant{2000s};
    for (const auto& document : {std::vector{old, fresh}, std::vector{fresh, old}}) {
        const auto all = prepare(document);
        REQUIRE(all.size() == 1);
        CHECK(all[0].entry.title == "New title");
        CHECK(all[0].key == "1");
    }
    old.updated.reset();
    CHECK(prepare({old, fresh}).front().entry.title == "New title");
}

TEST_CASE("an entry is prepared with all that it is compared by", "[identity]") {
    Entry one = entry("1", "http://www.example.org/a/?utm_source=x", "Ein Café: 2 Straßen!", "");
    one.content_html = "<p>One two three.</p><p>Four &amp; five six seven eight nine.</p>";
    one.summary = "Not this.";
    const auto all = prepare({one});
    REQUIRE(all.size() == 1);
    CHECK(all[0].entry == one);
    CHECK(all[0].canonical == "https://example.org/a");
    CHECK(all[0].title_key == "eincafe2straßen");
    CHECK(all[0].text.starts_with("One two three."));
    CHECK(all[0].text.find("Four & five") != std::string::npos);
    CHECK(all[0].hash == content_hash(one));
    CHECK(all[0].print == weir::identity::fingerprint(one.title, all[0].text));
    CHECK(all[0].print.words == 9);

    one.content_html = "<p><img src=\"https://example.org/x.png\"></p>";
    CHECK(prepare({one}).front().text == "Not this.");
    one.content_text = "Plain.";
    CHECK(prepare({one}).front().text == "Plain.");
}

TEST_CASE("the content hash sees what a reader sees", "[identity]") {
    Entry base = entry("1", "https://example.org/a", "A title", "");
    base.content_html =
        "<p>Some <a href=\"https://example.org/x\" title=\"y\">linked text</a> with "
        "<img src=\"https://example.org/i.png?views=1\" alt=\"\">.</p>";
    base.enclosures = {{.url = "https://example.org/a.mp3?id=5&views=10&utm_source=x",
                        .media_type = "audio/mpeg"}};
    struct Row {
        std::string_view what;
        bool same;
        std::function<void(Entry&)> change;
    };
    const std::vector<Row> rows = {
        {"nothing", true, [](Entry&) {}},
        {"order of attributes, another link", true,
         [](Entry& e) {
             e.content_html =
                 "<p>Some <a title=\"y\" href=\"https://example.org/z\">linked text</a> with "
                 "<img alt=\"\" src=\"https://example.org/i.png?views=2\">.</p>";
         }},
        {"white space", true,
         [](Entry& e) {
             e.content_html = "<p>\n Some  <a>linked\n text</a> with <img alt=\"\">.</p>\n\n";
             e.title = " A  title ";
         }},
        {"view counter of an enclosure", true,
         [](Entry& e) { e.enclosures[0].url = "https://example.org/a.mp3?id=5&views=11"; }},
        {"signature of an enclosure", true,
         [](Entry& e) {
             e.enclosures[0].url =
                 "https://example.org/a.mp3?id=5&X-Amz-Date=20261124&Signature=abc&Expires=99";
         }},
        {"length of an enclosure", true, [](Entry& e) { e.enclosures[0].length = 7; }},
        {"dates, author, tags, link", true,
         [](Entry& e) {
             e.published = Instant{1s};
             e.updated = Instant{2s};
             e.authors = {{.name = "Anna"}};
             e.tags = {"x"};
             e.url = "https://example.org/b";
         }},
        {"title", false, [](Entry& e) { e.title = "Another title"; }},
        {"a word", false, [](Entry& e) { e.content_html = "<p>Some linked texts with .</p>"; }},
        {"case", false, [](Entry& e) { e.title = "A Title"; }},
        {"the file enclosed", false,
         [](Entry& e) { e.enclosures[0].url = "https://example.org/b.mp3?id=5"; }},
        {"the number of the file enclosed", false,
         [](Entry& e) { e.enclosures[0].url = "https://example.org/a.mp3?id=6"; }},
        {"another enclosure", false,
         [](Entry& e) { e.enclosures.push_back({.url = "https://example.org/c.mp3"}); }},
        {"no enclosure", false, [](Entry& e) { e.enclosures.clear(); }},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        Entry changed = base;
        row.change(changed);
        CHECK((content_hash(changed) == content_hash(base)) == row.same);
    }
    // A word that moves from the title to the text makes other content.
    CHECK(content_hash(entry("", "", "a b", "c")) != content_hash(entry("", "", "a", "b c")));
    // Of equal words, plain text and HTML are the same content.
    Entry html = entry("", "", "a", "");
    html.content_html = "<p>b <b>c</b></p>";
    CHECK(content_hash(entry("", "", "a", "b c")) == content_hash(html));
}

TEST_CASE("a document of many entries with one id keeps them all", "[identity]") {
    std::vector<Entry> entries;
    for (int i = 0; i < 2'000; ++i) {
        entries.push_back(entry("1", "https://example.org/" + std::to_string(i), "A"));
    }
    CHECK(prepare(std::move(entries)).size() == 2'000);
}
