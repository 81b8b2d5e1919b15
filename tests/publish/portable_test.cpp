#include "publish/portable.hpp"

#include "html/sanitize.hpp"
#include "publish/publish.hpp"
#include "publish/samples.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace weir;
using namespace weir::publish;

namespace {

std::string sanitized(const std::string& markup, const std::string& prefix = "w0123abcd-") {
    return html::sanitize(markup, {"https://blog.example/post", prefix});
}

std::string published(const std::string& markup, std::int64_t number = 7) {
    return portable(sanitized(markup), number);
}

}  // namespace

TEST_CASE("players become links to what they play", "[publish]") {
    struct Row {
        std::string markup, wanted;
    };
    const auto row = GENERATE(values<Row>({
        {"<p>See</p><iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ?start=42' title='A "
         "&amp; B'></iframe><p>end</p>",
         "<p>See</p><a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=42s\" "
         "rel=\"noopener noreferrer\">A &amp; B</a><p>end</p>"},
        {"<iframe src='https://player.vimeo.com/video/76979871?h=1'></iframe>",
         "<a href=\"https://vimeo.com/76979871\" rel=\"noopener "
         "noreferrer\">https://vimeo.com/76979871</a>"},
        {"<p><iframe src='https://archive.org/embed/x'></iframe><iframe "
         "src='https://archive.org/embed/y'></iframe></p>",
         "<p><a href=\"https://archive.org/embed/x\" rel=\"noopener "
         "noreferrer\">https://archive.org/embed/x</a><br><a "
         "href=\"https://archive.org/embed/y\" rel=\"noopener "
         "noreferrer\">https://archive.org/embed/y</a></p>"},
        {"<a href='https://x.example/'><iframe src='https://archive.org/embed/x' "
         "title='T'></iframe></a>",
         "<a href=\"https://x.example/\" rel=\"noopener noreferrer\">T</a>"},
    }));
    CAPTURE(row.markup, sanitized(row.markup));
    REQUIRE(sanitized(row.markup).find("<iframe") != std::string::npos);
    CHECK(published(row.markup) == row.wanted);
}

TEST_CASE("a player's page is found where it is known", "[publish]") {
    CHECK(player_page("https://www.youtube-nocookie.com/embed/videoseries?list=PL_1-x") ==
          "https://www.youtube.com/playlist?list=PL_1-x");
    CHECK(player_page("https://www.dailymotion.com/embed/video/x8q") ==
          "https://www.dailymotion.com/video/x8q");
    CHECK(player_page("https://open.spotify.com/embed/episode/4x") ==
          "https://open.spotify.com/episode/4x");
    for (const std::string odd :
         {"https://www.youtube-nocookie.com/embed/a%22b", "https://player.vimeo.com/video/",
          "https://player.twitch.tv/?channel=x", "https://archive.org/embed/x"}) {
        CHECK(player_page(odd) == odd);
    }
}

TEST_CASE("no format publishes a frame", "[publish]") {
    MergedFeed feed = test::feed({test::item(
        1, "1", "Film",
        sanitized("<p>a</p><iframe src='https://player.vimeo.com/video/1'></iframe>"))});
    feed.items[0].text = "a";
    for (const std::string& document : {atom(feed), rss(feed), json(feed)}) {
        CHECK(document.find("iframe") == std::string::npos);
        CHECK(document.find("https://vimeo.com/1") != std::string::npos);
    }
}

TEST_CASE("names inside an item are its own, whatever id its feed gave it", "[publish]") {
    const std::string note = "<p><a href='#n1'>1</a></p><p id='n1'>A note</p>";
    CHECK(published(note, 12) ==
          "<p><a href=\"#w12-n1\" rel=\"noopener noreferrer\">1</a></p><p id=\"w12-n1\">A "
          "note</p>");
    CHECK(published(note, 12) != published(note, 13));
    // What only looks like one of ours stays, and ordinary markup does not change at all.
    const std::string other =
        "<p title=\" id=&quot;w\">x <a href=\"https://x.example/#w1\">y</a></p>";
    CHECK(portable(other, 1) == other);
}

TEST_CASE("items of a document have ids of their own", "[publish]") {
    MergedItem first = test::item(3, "https://blog.example/a", "A", "<p>a</p>");
    MergedItem again = test::item(9, "https://blog.example/a", "B", "<p>b</p>");
    MergedItem elsewhere = test::item(5, "https://blog.example/a", "C", "<p>c</p>");
    elsewhere.sources.front().feed_url = "https://planet.example/feed";
    MergedItem other = test::item(4, "https://blog.example/b", "D", "<p>d</p>");
    std::vector<MergedItem> items{again, elsewhere, other, first};
    make_ids_unique(items);
    CHECK(items[3].id == "https://blog.example/a");
    CHECK(items[2].id == "https://blog.example/b");
    CHECK(items[0].id.starts_with("urn:uuid:"));
    std::set<std::string> ids;
    for (const MergedItem& item : items) ids.insert(item.id);
    CHECK(ids.size() == items.size());

    // The order on the page changes nothing.
    std::vector<MergedItem> turned{first, other, elsewhere, again};
    make_ids_unique(turned);
    std::reverse(turned.begin(), turned.end());
    for (std::size_t i = 0; i < items.size(); ++i) CHECK(items[i].id == turned[i].id);
}
