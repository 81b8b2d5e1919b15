#include "publish/rules.hpp"
#include "publish/samples.hpp"
#include "publish/shown.hpp"
#include "support/temp_dir.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <html/text.hpp>
#include <string>
#include <vector>

using namespace weir;
using namespace weir::publish;
using test::hostile_feed;
using test::ordinary_feed;

namespace {

namespace json_lib = boost::json;

std::string string_in(const json_lib::value& object, const char* name) {
    const json_lib::value* found = object.as_object().if_contains(name);
    return found == nullptr ? std::string{} : std::string{found->as_string()};
}

/// `document` equals the golden file of that name; WEIR_RENEW_GOLDEN=1 writes it instead.
void check_golden(const std::string& name, const std::string& document) {
    const std::string path = std::string{WEIR_TESTS_DIR} + "/publish/golden/" + name;
    if (std::getenv("WEIR_RENEW_GOLDEN") != nullptr) {
        std::ofstream file(path, std::ios::binary);
        file << document;
    }
    CAPTURE(path);
    CHECK(test::read_file(path) == document);
}

/// What one format says of an item, read back from the document.
struct Read {
    std::string id, title, url, content, published;
    std::vector<std::string> authors, categories;
    std::string source_title, source_url;

    bool operator==(const Read&) const = default;
};

std::vector<Read> read_atom(const std::string& xml) {
    std::vector<Read> out;
    const pugi::xml_document document = test::read_xml(xml);
    for (const auto& entry : document.child("feed").children("entry")) {
        Read read;
        read.id = entry.child_value("id");
        read.title = entry.child_value("title");
        if (std::string_view{entry.child("title").attribute("type").value()} == "html")
            read.title = html::to_line(read.title);
        read.url = test::link(entry, "link", "alternate").attribute("href").value();
        read.content = entry.child_value("content");
        read.published = entry.child_value("published");
        for (const auto& author : entry.children("author"))
            read.authors.emplace_back(author.child_value("name"));
        for (const auto& category : entry.children("category"))
            read.categories.emplace_back(category.attribute("term").value());
        const pugi::xml_node source = entry.child("source");
        read.source_title = source.child_value("title");
        if (std::string_view{source.child("title").attribute("type").value()} == "html")
            read.source_title = html::to_line(read.source_title);
        read.source_url = test::link(source, "link", "self").attribute("href").value();
        out.push_back(read);
    }
    return out;
}

std::vector<Read> read_rss(const std::string& xml) {
    std::vector<Read> out;
    const pugi::xml_document document = test::read_xml(xml);
    for (const auto& item : document.child("rss").child("channel").children("item")) {
        Read read;
        read.id = item.child_value("guid");
        read.title = item.child_value("title");
        read.url = item.child_value("link");
        read.content = item.child_value("content:encoded");
        read.published = rfc3339(from_http_date(item.child_value("pubDate")).value());
        for (const auto& author : item.children("dc:creator"))
            read.authors.emplace_back(author.child_value());
        for (const auto& category : item.children("category"))
            read.categories.emplace_back(category.child_value());
        read.source_title = item.child_value("source");
        read.source_url = item.child("source").attribute("url").value();
        out.push_back(read);
    }
    return out;
}

std::vector<Read> read_json(const std::string& text) {
    std::vector<Read> out;
    const json_lib::value document = json_lib::parse(text);
    for (const json_lib::value& item : document.at("items").as_array()) {
        Read read;
        read.id = string_in(item, "id");
        read.title = string_in(item, "title");
        read.url = string_in(item, "url");
        read.content = string_in(item, "content_html");
        read.published = string_in(item, "date_published");
        if (const auto* authors = item.as_object().if_contains("authors"))
            for (const auto& author : authors->as_array())
                read.authors.push_back(string_in(author, "name"));
        if (const auto* tags = item.as_object().if_contains("tags"))
            for (const auto& tag : tags->as_array()) read.categories.emplace_back(tag.as_string());
        out.push_back(read);
    }
    return out;
}

}  // namespace

TEST_CASE("the documents are what they were", "[publish]") {
    check_golden("ordinary.atom", atom(ordinary_feed()));
    check_golden("ordinary.rss", rss(ordinary_feed()));
    check_golden("ordinary.json", json(ordinary_feed()));
}

TEST_CASE("the same feed gives the same bytes", "[publish]") {
    for (const MergedFeed& feed : {ordinary_feed(), hostile_feed()}) {
        CHECK(atom(feed) == atom(feed));
        CHECK(rss(feed) == rss(feed));
        CHECK(json(feed) == json(feed));
    }
}

TEST_CASE("documents keep the validators' rules, whatever feeds send", "[publish]") {
    MergedFeed feed = GENERATE(0, 1) == 0 ? ordinary_feed() : hostile_feed();
    feed.summaries = GENERATE(false, true);
    CAPTURE(feed.summaries, feed.items.size());
    CHECK(test::broken_atom_rules(atom(feed)) == std::vector<std::string>{});
    CHECK(test::broken_rss_rules(rss(feed)) == std::vector<std::string>{});
    const json_lib::value document = json_lib::parse(json(feed));
    CHECK(string_in(document, "version") == "https://jsonfeed.org/version/1.1");
    for (const auto& item : document.at("items").as_array()) {
        CHECK(test::has_scheme(string_in(item, "id")));
        CHECK(item.as_object().contains("content_html") !=
              item.as_object().contains("content_text"));
        CHECK(from_rfc3339(string_in(item, "date_published")));
        if (const auto* attachments = item.as_object().if_contains("attachments"))
            for (const auto& one : attachments->as_array()) {
                CHECK(url::is_http(string_in(one, "url")));
                CHECK_FALSE(string_in(one, "mime_type").empty());
            }
    }
}

TEST_CASE("the three formats say the same", "[publish]") {
    const MergedFeed feed = GENERATE(0, 1) == 0 ? ordinary_feed() : hostile_feed();
    const auto atom_items = read_atom(atom(feed));
    const auto rss_items = read_rss(rss(feed));
    const auto json_items = read_json(json(feed));
    REQUIRE(atom_items.size() == feed.items.size());
    REQUIRE(rss_items.size() == feed.items.size());
    REQUIRE(json_items.size() == feed.items.size());
    for (std::size_t i = 0; i < feed.items.size(); ++i) {
        CAPTURE(i);
        Read from_atom = atom_items[i];
        const Read& from_rss = rss_items[i];
        Read from_json = json_items[i];
        const Shown shown = publish::shown(feed.items[i], feed);
        // Atom alone has to invent titles and authors.
        if (shown.title.empty()) {
            CHECK_FALSE(from_atom.title.empty());
            from_atom.title.clear();
        }
        if (shown.authors.empty()) from_atom.authors.clear();
        from_json.source_title = from_rss.source_title;
        from_json.source_url = from_rss.source_url;
        CHECK(from_atom.id == feed.items[i].id);
        CHECK(from_rss.title == shown.title);
        CHECK(from_rss.content == shown.content_html);
        CHECK((from_atom == from_rss));
        CHECK((from_json == from_rss));
    }
}

TEST_CASE("titles that look like markup cannot be misread", "[publish]") {
    struct Row {
        std::string title, atom, rss;
    };
    const auto row = GENERATE(values<Row>({
        {"Fish & Chips", "<title>Fish &amp; Chips</title>", "<title>Fish &#x26; Chips</title>"},
        {"a < b > c", "<title>a &lt; b &gt; c</title>", "<title>a &#x3C; b &gt; c</title>"},
        {"The <b> tag", "<title>The &lt;b&gt; tag</title>", "<title>The &#x3C;b&gt; tag</title>"},
        {"Use </b>", "<title type=\"html\">Use &amp;lt;/b&amp;gt;</title>",
         "<title>Use &#x3C;/b&gt;</title>"},
        {"&amp; explained", "<title type=\"html\">&amp;amp;amp; explained</title>",
         "<title>&#x26;amp; explained</title>"},
    }));
    const MergedFeed feed = test::feed({test::item(1, "1", row.title, "<p>x</p>")});
    CAPTURE(row.title);
    CHECK(atom(feed).find(row.atom) != std::string::npos);
    CHECK(rss(feed).find(row.rss) != std::string::npos);
}

TEST_CASE("an untitled item is named after its text in Atom only", "[publish]") {
    const MergedFeed feed = ordinary_feed();
    const pugi::xml_document in_atom = test::read_xml(atom(feed));
    const std::string title = in_atom.child("feed").last_child().child_value("title");
    CHECK(title == "Only a short note without a title, yet long enough to be cut…");
    const pugi::xml_document in_rss = test::read_xml(rss(feed));
    CHECK_FALSE(in_rss.child("rss").child("channel").last_child().child("title"));
    const json_lib::value in_json = json_lib::parse(json(feed));
    CHECK_FALSE(in_json.at("items").as_array().back().as_object().contains("title"));
}

TEST_CASE("a story names its other sources in every format", "[publish]") {
    const MergedFeed feed = ordinary_feed();
    const std::string line =
        "<p>Also in: <a href=\"https://paper.example/a?b=1&amp;c=2\">The &quot;Paper&quot;</a></p>";
    CHECK(read_atom(atom(feed))[1].content == "<p>All have it.</p>" + line);
    const pugi::xml_document document = test::read_xml(atom(feed));
    const pugi::xml_node story = document.child("feed").child("entry").next_sibling("entry");
    const pugi::xml_node related = test::link(story, "link", "related");
    CHECK(std::string{related.attribute("title").value()} == "The \"Paper\"");

    const json_lib::value item = json_lib::parse(json(feed)).at("items").at(1);
    const auto& sources = item.at("_weir").at("sources").as_array();
    REQUIRE(sources.size() == 2);
    CHECK(string_in(sources[1], "feed") == "paper");
    CHECK(sources[1].at("id").as_int64() == 7);
    CHECK_FALSE(
        json_lib::parse(json(feed)).at("items").at(0).at("_weir").as_object().contains("sources"));
}

TEST_CASE("an entry keeps the source it came with", "[publish]") {
    const Read read = read_atom(atom(ordinary_feed()))[3];
    CHECK(read.source_title == "Elsewhere");
    CHECK(read.source_url == "https://elsewhere.example/feed");
    CHECK(read_rss(rss(ordinary_feed()))[3].source_url == "https://elsewhere.example/feed");
}

TEST_CASE("an item without a permalink leads to our page of it", "[publish]") {
    MergedFeed feed = hostile_feed();
    CHECK(shown(feed.items[7], feed).url == "https://news.example/item/8");
    feed.public_url.clear();
    CHECK(shown(feed.items[7], feed).url.empty());
}

TEST_CASE("JSON items carry number, feed, first sight and state", "[publish]") {
    const json_lib::value item = json_lib::parse(json(ordinary_feed())).at("items").at(0);
    const json_lib::value& ours = item.at("_weir");
    CHECK(ours.at("id").as_int64() == 1);
    CHECK(string_in(ours.at("feed"), "name") == "blog");
    CHECK(string_in(ours.at("feed"), "url") == "https://blog.example/feed.xml");
    CHECK(string_in(ours, "first_seen") == "2025-11-24T15:01:00Z");
    CHECK(ours.at("state").at("starred").as_bool());
    CHECK_FALSE(ours.at("state").at("read").as_bool());
    CHECK(ours.at("tags").at(0).as_string() == "news");
    CHECK(string_in(item, "date_modified") == "2025-11-24T15:02:00Z");
}

TEST_CASE("a mark on an item shows in JSON alone", "[publish]") {
    MergedFeed feed = ordinary_feed();
    const std::string in_atom = atom(feed);
    const std::string in_rss = rss(feed);
    const std::string in_json = json(feed);
    feed.items[0].read = !feed.items[0].read;
    feed.items[1].starred = !feed.items[1].starred;
    CHECK(atom(feed) == in_atom);
    CHECK(rss(feed) == in_rss);
    CHECK(json(feed) != in_json);
}

TEST_CASE("pages name themselves, their neighbours and the hub", "[publish]") {
    MergedFeed feed = ordinary_feed();
    feed.cursor = "before=9-9";
    feed.prev_cursor = "after=1-1";
    const std::string base = "https://news.example/tech";
    const pugi::xml_document document = test::read_xml(atom(feed));
    const pugi::xml_node root = document.child("feed");
    const auto href = [](const pugi::xml_node& node) {
        return std::string{node.attribute("href").value()};
    };
    CHECK(href(test::link(root, "link", "self")) == base + ".atom?before=9-9");
    CHECK(href(test::link(root, "link", "next")) == base + ".atom?before=5-5");
    CHECK(href(test::link(root, "link", "previous")) == base + ".atom?after=1-1");
    CHECK(href(test::link(root, "link", "hub")) == "https://hub.example/");
    const pugi::xml_document in_rss = test::read_xml(rss(feed));
    const pugi::xml_node channel = in_rss.child("rss").child("channel");
    CHECK(href(test::link(channel, "atom:link", "self")) == base + ".rss?before=9-9");
    CHECK(href(test::link(channel, "atom:link", "next")) == base + ".rss?before=5-5");
    const json_lib::value in_json = json_lib::parse(json(feed));
    CHECK(string_in(in_json, "feed_url") == base + ".json?before=9-9");
    CHECK(string_in(in_json, "next_url") == base + ".json?before=5-5");
    CHECK(string_in(in_json.at("hubs").at(0), "url") == "https://hub.example/");

    feed.next_cursor = feed.prev_cursor = feed.hub = "";
    CHECK(atom(feed).find("rel=\"next\"") == std::string::npos);
    CHECK_FALSE(json_lib::parse(json(feed)).as_object().contains("next_url"));
    CHECK_FALSE(json_lib::parse(json(feed)).as_object().contains("hubs"));
}

TEST_CASE("a feed is as new as its newest entry", "[publish]") {
    MergedFeed feed = ordinary_feed();
    feed.updated = test::newest;
    CHECK(updated_of(feed) == test::newest);
    feed.items[2].changed = test::newest + Seconds{5};
    CHECK(updated_of(feed) == test::newest + Seconds{5});
    CHECK(updated_of(test::feed({})) == test::newest);
}

TEST_CASE("a feed of summaries holds no contents", "[publish]") {
    MergedFeed feed = ordinary_feed();
    feed.summaries = true;
    CHECK(atom(feed).find("<content") == std::string::npos);
    CHECK(rss(feed).find("content:encoded>") == std::string::npos);
    const json_lib::value item = json_lib::parse(json(feed)).at("items").at(1);
    CHECK(string_in(item, "content_text") == "All have it.");
    CHECK_FALSE(item.as_object().contains("content_html"));
}

TEST_CASE("an excerpt ends between words", "[publish]") {
    struct Row {
        std::string text;
        std::size_t characters;
        std::string wanted;
    };
    const auto row = GENERATE(values<Row>({
        {"", 10, ""},
        {"short", 10, "short"},
        {"exactly te", 10, "exactly te"},
        {"one two three", 10, "one two…"},
        {"one two thr", 8, "one two…"},
        {"  spread \n\n out  ", 20, "spread out"},
        {"a verylongwordindeed", 10, "a verylon…"},
        {"äöüäöüäöüäöü", 5, "äöüä…"},
        {"読書は楽しいですね", 5, "読書は楽…"},
        {"word" + std::string(500, ' ') + "far away", 10, "word…"},
        {"word" + std::string(500, ' '), 10, "word"},
    }));
    CAPTURE(row.text);
    CHECK(excerpt(row.text, row.characters) == row.wanted);
}
