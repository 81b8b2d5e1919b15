#include "model/json.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <new>

using namespace weir;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

Podcast full_podcast() {
    Podcast podcast;
    podcast.guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810";
    podcast.season = "2";
    podcast.season_name = "Egypt";
    podcast.episode = "100.5";
    podcast.chapters_url = "https://example.org/chapters.json";
    podcast.chapters_type = "application/json+chapters";
    podcast.locked = "yes";
    podcast.medium = "podcast";
    podcast.location = "Austin, TX";
    podcast.license = "cc-by-4.0";
    podcast.transcripts = {{"https://example.org/t.vtt", "text/vtt", "en", "captions"}};
    podcast.persons = {{"Ann", "https://ann.example/", "", "https://ann.example/a.png", "host"}};
    podcast.funding = {{"https://example.org/give", "Give"}};
    return podcast;
}

Itunes full_itunes() {
    Itunes itunes;
    itunes.duration = "1:02:03";
    itunes.duration_seconds = 3723;
    itunes.episode = "7";
    itunes.season = "one";
    itunes.episode_type = "bonus";
    itunes.type = "serial";
    itunes.subtitle = "sub";
    itunes.title = "title";
    itunes.block = true;
    itunes.is_explicit = false;
    return itunes;
}

Entry full_entry() {
    Entry entry;
    entry.id = "tag:example.org,2026:1";
    entry.id_given = true;
    entry.url = "https://example.org/1";
    entry.external_url = "https://elsewhere.example/";
    entry.title = "One";
    entry.content_html = "<p>Text</p>";
    entry.summary = "Short";
    entry.image = "https://example.org/1.png";
    entry.banner_image = "https://example.org/b.png";
    entry.published = Instant{1'795'496'767s};
    entry.updated = Instant{1'795'496'768s};
    entry.authors = {{"Ann", "https://ann.example/", "ann@example.org", "", ""}};
    entry.contributors = {{"Bob", "", "", "", ""}};
    entry.tags = {"a", "b"};
    entry.language = "en-US";
    entry.enclosures = {{"https://example.org/1.mp3", "audio/mpeg", "Sound", 1234, 62.5}};
    entry.comments_url = "https://example.org/1#comments";
    entry.comments_feed = "https://example.org/1/feed";
    entry.comments_count = 3;
    entry.guid_is_permalink = false;
    entry.source = Source{"Other", "https://other.example/feed", "urn:x"};
    entry.media = {{"https://example.org/v", "video/mp4", "video", "t", "d",
                    "https://example.org/t", "https://example.org/p", "c", "adult", 9, 640, 480,
                    12}};
    entry.itunes = full_itunes();
    entry.geo = Geo{"Point", {{-71.92, 45.256}}, "Here"};
    entry.copyright = "Ann";
    entry.chapters = {{0, "Start", "", ""},
                      {62.5, "End", "https://example.org/i", "https://e.org/"}};
    entry.in_reply_to = {{"tag:example.org,2026:0", "https://example.org/0"}};
    entry.podcast = full_podcast();
    entry.links = {{"via", "https://via.example/"}};
    return entry;
}

Feed full_feed() {
    Feed feed;
    feed.id = "urn:feed";
    feed.title = "Feed";
    feed.description = "About";
    feed.home_page_url = "https://example.org/";
    feed.feed_url = "https://example.org/feed";
    feed.next_url = "https://example.org/feed?2";
    feed.prev_archive_url = "https://example.org/2025";
    feed.complete = true;
    feed.icon = "https://example.org/icon.png";
    feed.favicon = "https://example.org/favicon.ico";
    feed.image = "https://example.org/image.png";
    feed.authors = {{"Ann", "", "", "", ""}};
    feed.contributors = {{"Bob", "", "", "", ""}};
    feed.publisher = Person{"Cy", "https://cy.example/", "cy@example.org", "", ""};
    feed.language = "de";
    feed.hubs = {{"WebSub", "https://hub.example/"}};
    feed.tags = {"news"};
    feed.ttl_minutes = 60;
    feed.updated = Instant{1'795'496'767s};
    feed.published = Instant{1'795'496'000s};
    feed.generator = Generator{"Maker", "1.2", "https://maker.example/"};
    feed.copyright = "Ann";
    feed.itunes = full_itunes();
    feed.podcast = full_podcast();
    feed.skip_hours = {0, 23};
    feed.skip_days = {"Monday"};
    feed.expired = true;
    return feed;
}

}  // namespace

TEST_CASE("an entry comes back from its JSON as it was", "[json]") {
    const Entry entry = full_entry();
    CHECK(entry_from_json(to_json(entry)) == entry);
    const std::string text = json_text(to_json(entry), true);
    CHECK(entry_from_json(json::parse(text).as_object()) == entry);
    CHECK(entry_from_json(to_json(Entry{})) == Entry{});
}

TEST_CASE("a feed comes back from its JSON as it was", "[json]") {
    const Feed feed = full_feed();
    CHECK(feed_from_json(to_json(feed)) == feed);
    CHECK(feed_from_json(json::parse(json_text(to_json(feed), false)).as_object()) == feed);
    CHECK(feed_from_json(to_json(Feed{})) == Feed{});
}

TEST_CASE("members are named as JSON Feed 1.1 and the reference page say", "[json]") {
    const json::object item = to_json(full_entry());
    CHECK(item.at("date_published") == "2026-11-24T05:06:07Z");
    CHECK(item.at("attachments").at(0).at("mime_type") == "audio/mpeg");
    CHECK(item.at("attachments").at(0).at("size_in_bytes") == 1234);
    CHECK(item.at("attachments").at(0).at("duration_in_seconds") == 62.5);
    CHECK(item.at("authors").at(0).at("email") == "ann@example.org");
    CHECK_FALSE(item.contains("content_text"));

    const json::object& extension = item.at("_weir").as_object();
    CHECK(extension.at("comments_count") == 3);
    CHECK(extension.at("guid_is_permalink") == false);
    CHECK(extension.at("itunes").at("explicit") == false);
    CHECK(extension.at("itunes").at("duration") == 3723);
    CHECK(extension.at("itunes").at("episode") == 7);
    CHECK(extension.at("itunes").at("season") == "one");
    CHECK(extension.at("chapters").at(1).at("start") == 62.5);
    CHECK(extension.at("in_reply_to").at("ref") == "tag:example.org,2026:0");
    CHECK(extension.at("podcast").at("season") == 2);
    CHECK_FALSE(extension.contains("id_is_made"));
}

TEST_CASE("an entry without values is an empty object", "[json]") {
    CHECK(json_text(to_json(Entry{}), false) == "{}");
    CHECK(json_text(to_json(Feed{}), false) == "{}");

    Entry entry;
    entry.title = "Only a title";
    CHECK(json_text(to_json(entry), false) == R"({"title":"Only a title"})");
}

TEST_CASE("an id of our own making is marked", "[json]") {
    Entry entry;
    entry.id = "urn:uuid:1";
    CHECK(to_json(entry).at("_weir").at("id_is_made") == true);
    CHECK(entry_from_json(to_json(entry)) == entry);
}

TEST_CASE("plain text is the content only where there is no HTML", "[json]") {
    Entry entry;
    entry.content_text = "text";
    CHECK(to_json(entry).at("content_text") == "text");
    entry.content_html = "<b>text</b>";
    CHECK_FALSE(to_json(entry).contains("content_text"));
}

TEST_CASE("places are GeoJSON geometries", "[json]") {
    struct Row {
        Geo geo;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({
        {{"Point", {{-71.5, 45}}, ""}, R"({"type":"Point","coordinates":[-71.5,45]})"},
        {{"LineString", {{1, 2}, {3, 4}}, "Way"},
         R"({"type":"LineString","coordinates":[[1,2],[3,4]],"name":"Way"})"},
        {{"Polygon", {{1, 2}, {3, 4}, {5, 6}, {1, 2}}, ""},
         R"({"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]})"},
        {{"Box", {{1, 2}, {3, 4}}, ""}, R"({"type":"Box","coordinates":[[1,2],[3,4]]})"},
    }));
    Entry entry;
    entry.geo = row.geo;
    const json::object item = to_json(entry);
    CHECK(json_text(item.at("_weir").at("geo"), false) == row.text);
    CHECK(entry_from_json(item) == entry);
}

TEST_CASE("several replied-to entries make an array", "[json]") {
    Entry entry;
    entry.in_reply_to = {{"a", ""}, {"b", "https://example.org/b"}};
    CHECK(to_json(entry).at("_weir").at("in_reply_to").as_array().size() == 2);
    CHECK(entry_from_json(to_json(entry)) == entry);
}

TEST_CASE("a document has version, format, warnings and always items", "[json]") {
    ParsedFeed parsed;
    parsed.format = Format::rss_20;
    parsed.feed.title = "T";
    parsed.feed.generator = Generator{"Maker", "", ""};
    parsed.notices = {{"bare-ampersand", 3, "An & that begins no reference."},
                      {"no-date", 0, "None."}};
    CHECK(
        json_text(to_json(parsed), false) ==
        R"({"version":"https://jsonfeed.org/version/1.1","title":"T","_weir":{"format":"rss-2.0",)"
        R"("generator":"Maker","warnings":[{"code":"bare-ampersand","line":3,"message":)"
        R"("An & that begins no reference."},{"code":"no-date","message":"None."}]},"items":[]})");

    parsed.entries.emplace_back().id = "1";
    CHECK(to_json(parsed).at("items").at(0).at("id") == "1");
}

TEST_CASE("every format has the name that the reference page gives it", "[json]") {
    CHECK(to_string(Format::rss) == "rss");
    CHECK(to_string(Format::rss_090) == "rss-0.90");
    CHECK(to_string(Format::rss_10) == "rss-1.0");
    CHECK(to_string(Format::atom_03) == "atom-0.3");
    CHECK(to_string(Format::json_11) == "json-1.1");
}

TEST_CASE("members of a wrong type are skipped when read", "[json]") {
    const auto text = R"({"id":7,"title":["x"],"tags":"x","authors":[1,{"name":"Ann"}],
        "date_published":"soon","attachments":{"url":"x"},
        "_weir":{"media":7,"geo":{"type":"Point","coordinates":["a",1]},"comments_count":-1,
                 "itunes":[],"chapters":[{"start":"x"}]}})";
    Entry expected;
    expected.authors = {{"Ann", "", "", "", ""}};
    expected.chapters = {Chapter{}};
    CHECK(entry_from_json(json::parse(text).as_object()) == expected);
    CHECK(feed_from_json(json::parse(text).as_object()).title.empty());
}

TEST_CASE("JSON text is indented by two, escaped and valid UTF-8", "[json]") {
    json::object inner{{"n", 1.5}, {"e", json::array{}}, {"o", json::object{}}};
    json::object object{{"a", json::array{1, true, nullptr}}, {"b", std::move(inner)}};
    CHECK(json_text(object, true) == R"({
  "a": [
    1,
    true,
    null
  ],
  "b": {
    "n": 1.5,
    "e": [],
    "o": {}
  }
})");
    CHECK(json_text("a\"\\\n\x01\x7F/é\xFF", false) == "\"a\\\"\\\\\\n\\u0001\x7F/é\xEF\xBF\xBD\"");
    CHECK(json_text(18'446'744'073'709'551'615U, false) == "18446744073709551615");
}

TEST_CASE("a hundred thousand nested arrays do not exhaust the stack", "[json]") {
    // Only the writing is on trial: Boost destroys recursively, so the value is never destroyed.
    const std::size_t depth = 100'000;
    json::monotonic_resource memory;
    auto* root =
        new (memory.allocate(sizeof(json::value))) json::value(json::array(&memory), &memory);
    for (std::size_t i = 0; i < depth; ++i) {
        json::array outer(&memory);
        outer.push_back(std::move(*root));
        *root = std::move(outer);
    }
    CHECK(json_text(*root, false).size() == 2 * (depth + 1));
}
