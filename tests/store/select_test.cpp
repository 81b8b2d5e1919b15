#include "store/world.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace weir;
using namespace weir::test;

namespace {

/// `count` items an hour apart, named by their number; each second one shares its date with the
/// next, so that cursors have ties to break.
void fill(World& world, int count) {
    std::vector<Entry> entries;
    for (int i = count; i > 0; --i) {
        entries.push_back(
            entry(std::to_string(i), std::to_string(i), "item number " + std::to_string(i)));
        entries.back().published = noon - 1000 * hour + (i / 2) * hour;
    }
    world.poll(entries);
}

}  // namespace

TEST_CASE("a walk by cursors meets each item once, down and up", "[store]") {
    World world;
    fill(world, 25);
    const auto all = world.titles();
    REQUIRE(all.size() == 25);

    Titles down;
    store::Selection page;
    page.limit = 4;
    std::vector<store::StoredItem> last;
    for (;;) {
        const auto items = world.items(page);
        if (items.empty()) break;
        last = items;
        for (const auto& item : items) down.push_back(item.entry.title);
        page.before = store::Cursor{items.back().date, items.back().id};
    }
    CHECK(down == all);

    Titles up(last.size());
    std::transform(last.begin(), last.end(), up.begin(),
                   [](const auto& item) { return item.entry.title; });
    store::Selection upward;
    upward.limit = 4;
    upward.after = store::Cursor{last.front().date, last.front().id};
    for (;;) {
        const auto items = world.items(upward);
        if (items.empty()) break;
        Titles newer;
        for (const auto& item : items) newer.push_back(item.entry.title);
        up.insert(up.begin(), newer.begin(), newer.end());
        upward.after = store::Cursor{items.front().date, items.front().id};
    }
    CHECK(up == all);
}

TEST_CASE("a walk survives an arrival", "[store]") {
    World world;
    fill(world, 10);
    store::Selection page;
    page.limit = 5;
    const auto first = world.items(page);
    world.poll({entry("new", "new")}, noon + hour);
    page.before = store::Cursor{first.back().date, first.back().id};
    const auto second = world.items(page);
    REQUIRE(second.size() == 5);
    CHECK(second.front().entry.title == "5");
}

TEST_CASE("words are found once the index has caught up", "[store]") {
    World world;
    auto one = entry("a", "Größe der Gletscher", "Im Hochgebirge schmilzt das Eis.");
    one.authors.push_back({"Ada Lovelace", "", "", "", ""});
    world.poll({one, entry("b", "Other", "Nothing of that kind, but ice and glaciers.")});
    world.store().finish_index();
    CHECK(world.titles(selection("grosse OR größe")).size() == 1);
    CHECK(world.titles(selection("hochgebirge eis")).size() == 1);
    CHECK(world.titles(selection("\"schmilzt das eis\"")).size() == 1);
    CHECK(world.titles(selection("\"das schmilzt eis\"")).empty());
    CHECK(world.titles(selection("author:lovelace")).size() == 1);
    CHECK(world.titles(selection("title:eis")).empty());
    CHECK(world.titles(selection("gletsch*")).size() == 1);
    CHECK(world.titles(selection("-gletscher")) == Titles{"Other"});
    auto reader = world.reader();
    CHECK(reader.figures().unindexed == 0);
}

TEST_CASE("the index forgets a text that changed", "[store]") {
    World world;
    world.poll({entry("a", "Title", "about elephants")});
    world.store().finish_index();
    CHECK(world.titles(selection("elephants")).size() == 1);
    world.poll({entry("a", "Title", "about giraffes")}, noon + hour);
    world.store().finish_index();
    CHECK(world.titles(selection("elephants")).empty());
    CHECK(world.titles(selection("giraffes")).size() == 1);
    CHECK(store::verify(world.path()).empty());
}

TEST_CASE("the index can be kept inside the poll", "[store]") {
    store::Options options;
    options.defer_index = false;
    World world({subscription("one")}, options);
    world.poll({entry("a", "Elephants")});
    auto reader = world.reader();
    CHECK(reader.figures().unindexed == 0);
    CHECK(world.titles(selection("elephants")).size() == 1);
}

TEST_CASE("by rank a word in the title comes before one in the text", "[store]") {
    World world;
    world.poll({entry("a", "Comets", "A text about the sky and its wanderers."),
                entry("b", "The sky", "A text about stars, planets and comets."),
                entry("c", "The sea", "A text about whales.")});
    world.store().finish_index();
    auto search = selection("comets");
    search.by_rank = true;
    CHECK(world.titles(search) == Titles{"Comets", "The sky"});
    search = selection("comets OR id:3");
    search.by_rank = true;
    CHECK(world.titles(search).size() == 2);
    search = selection("whales OR feed:one");
    search.by_rank = true;
    CHECK(world.titles(search) == Titles{"The sea", "Comets", "The sky"});
    search.limit = 1;
    CHECK(world.titles(search) == Titles{"The sea"});
}

TEST_CASE("a search shows the passage that matches", "[store]") {
    World world;
    std::string text;
    for (int i = 0; i < 100; ++i) text += "filler words go here ";
    world.poll({entry("a", "Title", text + "then comets appear " + text)});
    world.store().finish_index();
    auto search = selection("comets");
    search.by_rank = true;
    search.with_content = false;
    const auto items = world.items(search);
    REQUIRE(items.size() == 1);
    CHECK(items[0].passage.find("\x02"
                                "comets\x03") != std::string::npos);
    CHECK(items[0].passage.size() < 300);
    CHECK(items[0].text.empty());
    CHECK(items[0].entry.content_text.empty());
}

TEST_CASE("lists do without contents, single items have them", "[store]") {
    World world;
    auto one = entry("a", "Title", "Its text.");
    one.language = "en";
    one.published = noon - hour;
    one.authors.push_back({"Ada", "", "", "", ""});
    one.tags = {"physics"};
    world.poll({one});
    store::Selection bare;
    bare.with_content = false;
    auto item = world.items(bare)[0];
    CHECK(item.entry.title == "Title");
    CHECK(item.entry.url == one.url);
    CHECK(item.entry.id == "a");
    CHECK(item.entry.language == "en");
    CHECK(item.entry.published == one.published);
    REQUIRE(item.entry.authors.size() == 1);
    CHECK(item.entry.authors[0].name == "Ada");
    CHECK(item.entry.tags.empty());

    auto reader = world.reader();
    const auto whole = reader.item(item.id);
    REQUIRE(whole);
    CHECK(whole->entry.tags == one.tags);
    CHECK(whole->text == "Its text.");
    CHECK(whole->sources.size() == 1);
    CHECK_FALSE(reader.item(4711));
}

TEST_CASE("content of any size comes back as it was", "[store]") {
    World world;
    for (const std::size_t size : {0U, 1U, 399U, 400U, 5000U, 200'000U}) {
        CAPTURE(size);
        std::string text;
        for (std::size_t i = 0; text.size() < size; ++i) text += std::to_string(i * i) + " ";
        text.resize(size);
        auto one = entry(std::to_string(size), "Title " + std::to_string(size));
        one.content_text = text;
        world.poll({one}, noon + Seconds{static_cast<Seconds::rep>(size)});
        const auto items = world.items();
        CHECK(items[0].entry.content_text == text);
    }
}

TEST_CASE("conditions on items and feeds", "[store]") {
    auto two = subscription("two");
    two.tags = {"Tech"};
    World world({subscription("one"), two});
    auto a = entry("a", "A");
    a.published = noon - 2 * day;
    auto b = entry("b", "B");
    b.language = "de-AT";
    b.url = "https://www.blog.example.net/b";
    world.poll({a, b});
    auto c = entry("c", "C");
    c.enclosures.push_back({"https://example.org/c.mp3", "audio/mpeg", "", {}, {}});
    world.poll({c}, noon + hour, 1);
    const auto id_of_a = world.items(selection("before:2026-11-23"))[0].id;
    world.store().mark_now({id_of_a}, store::Mark::read);
    world.store().mark_now({id_of_a}, store::Mark::star);

    struct Row {
        const char* query;
        Titles titles;
    };
    const std::vector<Row> rows{
        {"is:read", {"A"}},           {"is:starred", {"A"}}, {"is:unread", {"C", "B"}},
        {"has:enclosure", {"C"}},     {"lang:de", {"B"}},    {"site:example.net", {"B"}},
        {"feed:two", {"C"}},          {"tag:tech", {"C"}},   {"-tag:tech", {"B", "A"}},
        {"since:1d", {"C", "B"}},     {"before:1d", {"A"}},  {"id:1 OR id:2", {"B", "A"}},
        {"feed:one -is:read", {"B"}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.query);
        CHECK(world.titles(selection(row.query)) == row.titles);
    }
}

TEST_CASE("notes and rests are kept until they are taken back", "[store]") {
    World world;
    world.run(world.store().keep_note("websub:one", "secret"));
    world.run(world.store().keep_note("websub:two", "other"));
    world.run(world.store().keep_note("zzz", "else"));
    world.run(world.store().keep_note("websub:two", "newer"));
    world.run(world.store().rest({"example.org", noon + hour, Seconds{3}, "429"}));
    world.run(world.store().rest({"example.net", Instant{Seconds{5}}, Seconds{0}, ""}));
    auto reader = world.reader();
    CHECK(reader.note("websub:one") == "secret");
    CHECK(reader.notes("websub:").size() == 2);
    CHECK(reader.notes("websub:").at("websub:two") == "newer");
    REQUIRE(reader.rests().size() == 1);
    const auto rests = reader.rests();
    const auto& rest = rests.back();
    CHECK(rest.site == "example.org");
    CHECK(rest.until == noon + hour);
    CHECK(rest.delay == Seconds{3});
    CHECK(rest.reason == "429");
    world.run(world.store().keep_note("websub:one", std::nullopt));
    CHECK_FALSE(reader.note("websub:one"));
}
