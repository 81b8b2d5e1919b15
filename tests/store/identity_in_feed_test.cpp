#include "store/world.hpp"

#include <catch2/catch.hpp>

using namespace weir;
using namespace weir::test;

TEST_CASE("a new entry becomes one item, and polling it again changes nothing", "[store]") {
    World world;
    const auto first = world.poll({entry("b", "Second"), entry("a", "First")});
    CHECK(first.fresh == 2);
    REQUIRE(first.fresh_ids.size() == 2);
    CHECK(first.fresh_ids[0] > first.fresh_ids[1]);

    const auto again = world.poll({entry("b", "Second"), entry("a", "First")}, noon + hour);
    CHECK(again.fresh == 0);
    CHECK(again.changed == 0);
    CHECK(again.same == 2);
    CHECK(world.titles() == Titles{"Second", "First"});
}

TEST_CASE("changed content updates the item and keeps the version before", "[store]") {
    World world;
    world.poll({entry("a", "Old title", "old words")});
    const auto applied = world.poll({entry("a", "New title", "new words")}, noon + hour);
    CHECK(applied.changed == 1);
    CHECK(applied.fresh == 0);

    const auto items = world.items();
    REQUIRE(items.size() == 1);
    CHECK(items[0].entry.title == "New title");
    CHECK(items[0].text == "new words");
    CHECK(items[0].first_seen == noon);
    CHECK(items[0].changed == noon + hour);
    CHECK(items[0].date == noon);

    auto reader = world.reader();
    const auto revisions = reader.revisions(items[0].id);
    REQUIRE(revisions.size() == 1);
    CHECK(revisions[0].entry.title == "Old title");
    CHECK(revisions[0].at == noon);
}

TEST_CASE("what is no visible content moves nothing", "[store]") {
    World world;
    world.poll({entry("a", "Title")});
    auto touched = entry("a", "Title");
    touched.updated = noon + hour;
    const auto applied = world.poll({touched}, noon + hour);
    CHECK(applied.same == 1);
    CHECK(world.items()[0].changed == noon);
}

TEST_CASE("an item that changes at every poll keeps its last twenty versions", "[store]") {
    World world;
    for (int i = 0; i < 30; ++i)
        world.poll({entry("a", "Counter", "seen " + std::to_string(i) + " times")},
                   noon + i * minute);
    auto reader = world.reader();
    const auto revisions = reader.revisions(world.items()[0].id);
    REQUIRE(revisions.size() == 20);
    CHECK(revisions.front().entry.content_text == "seen 9 times");
    CHECK(revisions.back().entry.content_text == "seen 28 times");
}

TEST_CASE("which item an entry is", "[store]") {
    struct Row {
        const char* what;
        Entry before;
        Entry after;
        std::size_t items;
        std::size_t relinked;
    };
    const auto with = [](Entry made, auto change) {
        change(made);
        return made;
    };
    const auto podcast = [&](const std::string& id, const std::string& media) {
        return with(entry(id, "Episode"), [&](Entry& made) {
            made.url = "https://example.org/show";
            made.enclosures.push_back({media, "audio/mpeg", "", {}, {}});
        });
    };
    const auto at_page = [&](const std::string& id, const std::string& title) {
        return with(entry(id, title), [](Entry& made) { made.url = "https://example.org/page"; });
    };
    const std::vector<Row> rows{
        {"the id is replaced while link and title stay", at_page("old", "Title"),
         at_page("new", "Title"), 1, 1},
        {"the id is replaced and only the link stays", at_page("1.0", "Release 1.0"),
         at_page("1.1", "Release 1.1"), 2, 0},
        {"the id moves from http to https", entry("http://example.org/a", "Title"),
         entry("https://example.org/a", "New title"), 1, 1},
        {"the id appears where there was only a link",
         with(at_page("", "Title"), [](Entry& made) { made.id_given = false; }),
         at_page("new", "Other title"), 1, 1},
        {"another recording", podcast("1", "https://example.org/1.mp3"),
         podcast("2", "https://example.org/2.mp3"), 2, 0},
        {"the same recording under another id", podcast("1", "http://example.org/1.mp3"),
         podcast("2", "https://example.org/1.mp3"), 1, 1},
        {"a home page is no link of an entry",
         with(entry("1", "Today"), [](Entry& made) { made.url = "https://example.org/"; }),
         with(entry("2", "Today"), [](Entry& made) { made.url = "https://example.org/"; }), 2, 0},
        {"ids differ in case", entry("A", "One"),
         with(entry("a", "Two"), [](Entry& made) { made.url = "https://example.org/2"; }), 2, 0},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        World world;
        world.poll({row.before});
        const auto applied = world.poll({row.after}, noon + hour);
        CHECK(applied.relinked == row.relinked);
        store::Selection all;
        all.stories = false;
        CHECK(world.items(all).size() == row.items);
        // Whatever was decided holds: the same document again brings nothing.
        CHECK(world.poll({row.after}, noon + 2 * hour).fresh == 0);
    }
}

TEST_CASE("entries that share an id, a link or nothing in one document stay apart", "[store]") {
    World world;
    auto first = entry("same", "One");
    first.url = "https://example.org/1";
    auto second = entry("same", "Two");
    second.url = "https://example.org/2";
    auto third = entry("third", "Three");
    third.url = "https://example.org/2";
    CHECK(world.poll({first, second, third}).fresh == 3);
    CHECK(world.poll({third, second, first}, noon + hour).same == 3);
}

TEST_CASE("a link that many entries share identifies none of them", "[store]") {
    World world;
    std::vector<Entry> entries;
    for (int i = 9; i >= 0; --i) {
        entries.push_back(entry(std::to_string(i), "Update"));
        entries.back().url = "https://example.org/log";
        entries.back().content_text = "Number " + std::to_string(i);
    }
    world.poll(entries);
    // Six new ones push six old ones out.
    for (int i = 10; i < 16; ++i) {
        entries.pop_back();
        auto next = entry(std::to_string(i), "Update");
        next.url = "https://example.org/log";
        next.content_text = "Number " + std::to_string(i);
        entries.insert(entries.begin(), next);
    }
    const auto applied = world.poll(entries, noon + hour);
    CHECK(applied.fresh == 6);
    CHECK(applied.relinked == 0);
    CHECK(applied.held == 0);
}

TEST_CASE("a feed that renames everything does not flood its readers", "[store]") {
    World world;
    const auto named = [](const std::string& site, int number) {
        auto made = entry(site + std::to_string(number), "Story " + std::to_string(number));
        made.url = "https://" + site + ".example/" + std::to_string(number);
        made.published = noon - number * hour;
        return made;
    };
    std::vector<Entry> before;
    std::vector<Entry> after;
    for (int i = 0; i < 8; ++i) {
        before.push_back(named("old", i));
        after.push_back(named("new", i));
    }

    SECTION("ids and links change, titles and dates stay") {
        world.poll(before);
        const auto applied = world.poll(after, noon + hour);
        CHECK(applied.fresh == 0);
        CHECK(applied.relinked == 8);
        CHECK(world.poll(after, noon + 2 * hour).same == 8);
        CHECK(world.items().size() == 8);
    }
    SECTION("what is new among them comes in") {
        world.poll(before);
        auto next = named("new", 100);
        next.published = noon + hour;
        after.insert(after.begin(), next);
        const auto applied = world.poll(after, noon + hour);
        CHECK(applied.fresh == 1);
        CHECK(applied.relinked == 8);
    }
    SECTION("what resembles several known items is held back, and stays so") {
        auto twin = before[0];
        twin.id = "twin";
        twin.url = "https://old.example/twin";
        before.push_back(twin);
        world.poll(before);
        const auto applied = world.poll(after, noon + hour);
        CHECK(applied.held == 1);
        CHECK(applied.relinked == 7);
        CHECK(applied.fresh == 0);
        CHECK(world.poll(after, noon + 2 * hour).held == 0);
        auto reader = world.reader();
        CHECK_FALSE(reader.why("one").empty());
    }
    SECTION("nor does it lose entries that look alike but are new") {
        for (auto* entries : {&before, &after}) {
            for (auto& one : *entries) {
                one.title = "New photo";
                one.content_text.clear();
            }
        }
        world.poll(before);
        for (std::size_t i = 0; i < after.size(); ++i)
            after[i].published = noon + static_cast<int>(i) * minute;
        const auto applied = world.poll(after, noon + hour);
        CHECK(applied.fresh == 8);
        CHECK(applied.held == 0);
    }
    SECTION("a feed that really has only new entries is believed") {
        world.poll(before);
        for (int i = 0; i < 8; ++i) after[static_cast<std::size_t>(i)] = named("new", i + 50);
        CHECK(world.poll(after, noon + hour).fresh == 8);
    }
}

TEST_CASE("an entry's date is stored once", "[store]") {
    struct Row {
        const char* what;
        std::optional<Instant> published;
        std::optional<Instant> updated;
        Instant date;
    };
    const std::vector<Row> rows{
        {"published", noon - day, noon, noon - day},
        {"updated where nothing was published", std::nullopt, noon - hour, noon - hour},
        {"none", std::nullopt, std::nullopt, noon},
        {"a little ahead", noon + 23 * hour, std::nullopt, noon + 23 * hour},
        {"a day ahead to the second", noon + day, std::nullopt, noon + day},
        {"too far ahead", noon + day + Seconds{1}, std::nullopt, noon},
        {"in 2096", noon + 70 * 365 * day, std::nullopt, noon},
        {"before 1970", Instant{Seconds{-5}}, std::nullopt, Instant{Seconds{-5}}},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        World world;
        auto one = entry("a", "Title");
        one.published = row.published;
        one.updated = row.updated;
        world.poll({one});
        CHECK(world.items()[0].date == row.date);

        one.published = noon - 10 * day;
        one.content_text = "edited";
        CHECK(world.poll({one}, noon + hour).changed == 1);
        CHECK(world.items()[0].date == row.date);
    }
}

TEST_CASE("entries without dates keep the order of their document", "[store]") {
    World world;
    world.poll({entry("3", "Three"), entry("2", "Two"), entry("1", "One")});
    CHECK(world.titles() == Titles{"Three", "Two", "One"});
}

TEST_CASE("what a rule drops is not stored and does not come back", "[store]") {
    World world;
    auto record = document(world.id(0), {entry("ad", "Buy this"), entry("a", "News")});
    record.arrivals[0].effect.drop = true;
    record.arrivals[0].effect.drop_rule = "title:buy";
    const auto applied = world.store().apply_now(record);
    CHECK(applied.dropped == 1);
    CHECK(applied.fresh == 1);
    // The rule is gone from the configuration, the entry still in its feed.
    CHECK(world.poll({entry("ad", "Buy this"), entry("a", "News")}, noon + hour).fresh == 0);
    CHECK(world.titles() == Titles{"News"});

    auto reader = world.reader();
    const auto why = reader.why("https://example.org/ad");
    REQUIRE(why.size() == 1);
    CHECK(why[0].find("title:buy") != std::string::npos);
}

TEST_CASE("rules mark new items only", "[store]") {
    World world;
    auto record = document(world.id(0), {entry("a", "News")});
    record.arrivals[0].effect.star = true;
    record.arrivals[0].effect.read = true;
    record.arrivals[0].effect.tags = {"Hot", "now"};
    world.store().apply_now(record);
    auto item = world.items()[0];
    CHECK(item.starred);
    CHECK(item.read);
    CHECK(item.tags == Titles{"Hot", "now"});
    CHECK(world.titles(selection("tag:hot")) == Titles{"News"});

    world.store().mark_now({item.id}, store::Mark::unstar);
    world.store().apply_now(record);
    CHECK_FALSE(world.items()[0].starred);
}

TEST_CASE("a complete feed withdraws what it no longer holds", "[store]") {
    World world;
    world.poll({entry("c", "C"), entry("b", "B"), entry("a", "A")});
    const auto items = world.items();
    world.store().mark_now({items[1].id}, store::Mark::star);

    auto record = document(world.id(0), {entry("d", "D")}, noon + hour);
    SECTION("all but the starred ones") {
        record.complete = true;
        world.store().apply_now(record);
        CHECK(world.titles() == Titles{"D", "B"});
    }
    SECTION("but not on a partial document") {
        record.complete = true;
        record.partial = true;
        world.store().apply_now(record);
        CHECK(world.titles() == Titles{"D", "C", "B", "A"});
    }
    SECTION("but not an ordinary feed") {
        world.store().apply_now(record);
        CHECK(world.titles() == Titles{"D", "C", "B", "A"});
    }
}
