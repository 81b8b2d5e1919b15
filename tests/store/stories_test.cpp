#include "store/sketch_index.hpp"
#include "store/world.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <random>

using namespace weir;
using namespace weir::test;

namespace {

/// About `words` different words of no meaning, the same for the same seed.
std::string prose(unsigned seed, int words) {
    std::mt19937 random(seed);
    std::string text;
    for (int i = 0; i < words; ++i) {
        if (i > 0) text += i % 12 == 0 ? ". " : " ";
        for (int letters = 3 + static_cast<int>(random() % 6); letters > 0; --letters)
            text += static_cast<char>('a' + random() % 26);
    }
    return text + ".";
}

Entry told(const std::string& where, const std::string& title, const std::string& text) {
    auto made = entry(where + "-" + title, title, text);
    made.url = "https://" + where + ".example/" + std::to_string(std::hash<std::string>{}(title));
    return made;
}

Subscription following(const std::string& name, Dedup dedup, int weight = 0) {
    auto made = subscription(name);
    made.dedup = dedup;
    made.weight = weight;
    return made;
}

store::Selection every_item() {
    store::Selection all;
    all.stories = false;
    return all;
}

}  // namespace

TEST_CASE("the same text in two feeds is one story with two sources", "[store]") {
    World world({subscription("one"), subscription("two")});
    const auto text = prose(1, 200);
    world.poll({told("one", "A tale", text)});
    const auto applied = world.poll({told("two", "A tale", text)}, noon + hour, 1);
    CHECK(applied.fresh == 1);
    CHECK(applied.duplicates == 1);

    const auto items = world.items();
    REQUIRE(items.size() == 1);
    CHECK(items[0].feed_name == "one");
    REQUIRE(items[0].sources.size() == 2);
    CHECK(items[0].sources[0].feed_name == "one");
    CHECK(items[0].sources[1].feed_name == "two");
    CHECK(world.items(every_item()).size() == 2);

    auto reader = world.reader();
    const auto figures = reader.figures();
    CHECK(figures.items == 2);
    CHECK(figures.stories == 1);
    const auto why = reader.why(std::to_string(items[0].sources[1].id));
    const auto tells = [](const std::string& line) {
        return line.find("same story as item") != std::string::npos;
    };
    CHECK(std::any_of(why.begin(), why.end(), tells));
}

TEST_CASE("how far feeds let their items join stories", "[store]") {
    struct Row {
        Dedup first;
        Dedup second;
        bool same_link;
        bool same_text;
        bool one_story;
    };
    const std::vector<Row> rows{
        {Dedup::story, Dedup::story, true, true, true},
        {Dedup::story, Dedup::story, true, false, true},
        {Dedup::story, Dedup::story, false, true, true},
        {Dedup::story, Dedup::story, false, false, false},
        {Dedup::url, Dedup::story, true, false, true},
        {Dedup::url, Dedup::story, false, true, false},
        {Dedup::story, Dedup::url, false, true, false},
        {Dedup::id, Dedup::story, true, true, false},
        {Dedup::story, Dedup::id, true, true, false},
    };
    for (const auto& row : rows) {
        CAPTURE(static_cast<int>(row.first), static_cast<int>(row.second), row.same_link,
                row.same_text);
        World world({following("one", row.first), following("two", row.second)});
        auto first = told("one", "Title of one", prose(1, 150));
        auto second = told("two", row.same_text ? "Title of one" : "Another headline",
                           prose(row.same_text ? 1 : 2, 150));
        if (row.same_link) second.url = first.url + "?utm_source=two";
        world.poll({first});
        world.poll({second}, noon + hour, 1);
        CHECK(world.items().size() == (row.one_story ? 1 : 2));
    }
}

TEST_CASE("a story is led by the feed that weighs most, else by the first", "[store]") {
    World world({following("light", Dedup::story), following("heavy", Dedup::story, 5)});
    const auto text = prose(3, 150);
    world.poll({told("light", "A tale", text)});
    world.poll({told("heavy", "A tale", text)}, noon + hour, 1);
    REQUIRE(world.items().size() == 1);
    CHECK(world.items()[0].feed_name == "heavy");
    CHECK(world.items()[0].sources[0].feed_name == "heavy");

    // Another weight in the configuration changes who leads.
    world.follow({following("light", Dedup::story, 9), following("heavy", Dedup::story, 5)});
    REQUIRE(world.items().size() == 1);
    CHECK(world.items()[0].feed_name == "light");
}

TEST_CASE("small likenesses form no chain", "[store]") {
    // B holds A's text and C's; C shares nothing with A.
    const auto a = prose(10, 120);
    const auto c = prose(11, 120);
    World world({subscription("one"), subscription("two"), subscription("three")});
    world.poll({told("one", "First", a)});
    world.poll({told("two", "First and second", a + " " + c)}, noon + minute, 1);
    world.poll({told("three", "Second", c)}, noon + 2 * minute, 2);
    const auto items = world.items();
    REQUIRE(items.size() == 2);
    CHECK(items[0].entry.title == "Second");
    CHECK(items[0].sources.size() == 1);
    CHECK(items[1].sources.size() == 2);
}

TEST_CASE("recordings never match by their notes", "[store]") {
    World world({subscription("one"), subscription("two")});
    auto first = told("one", "Episode", prose(1, 100));
    first.enclosures.push_back({"https://one.example/1.mp3", "audio/mpeg", "", {}, {}});
    auto second = told("two", "Episode", prose(1, 100));
    second.enclosures.push_back({"https://two.example/2.mp3", "audio/mpeg", "", {}, {}});
    world.poll({first});
    world.poll({second}, noon + hour, 1);
    CHECK(world.items().size() == 2);
}

TEST_CASE("a page that a feed links more than once names no story", "[store]") {
    World world({subscription("one"), subscription("two")});
    auto first = told("one", "Release 1", prose(1, 30));
    auto second = told("one", "Release 2", prose(2, 30));
    auto other = told("two", "Something else", prose(3, 30));
    first.url = second.url = other.url = "https://project.example/changes";
    world.poll({second, first});
    world.poll({other}, noon + hour, 1);
    CHECK(world.items().size() == 3);
}

TEST_CASE("a story told again after two weeks is a new one", "[store]") {
    World world({subscription("one"), subscription("two")});
    world.poll({told("one", "A tale", prose(1, 150))});
    SECTION("after 13 days it joins") {
        world.poll({told("two", "A tale", prose(1, 150))}, noon + 13 * day, 1);
        CHECK(world.items().size() == 1);
    }
    SECTION("after 15 days it does not") {
        world.poll({told("two", "A tale", prose(1, 150))}, noon + 15 * day, 1);
        CHECK(world.items().size() == 2);
    }
}

TEST_CASE("stories are recognised after a restart", "[store]") {
    World world({subscription("one"), subscription("two")});
    world.poll({told("one", "A tale", prose(1, 150))});
    world.reopen();
    CHECK(world.poll({told("two", "A tale", prose(1, 150))}, noon + hour, 1).duplicates == 1);
}

TEST_CASE("reading a story reads all its items, and later ones join as read", "[store]") {
    World world({subscription("one"), subscription("two"), subscription("three")});
    const auto text = prose(5, 150);
    world.poll({told("one", "A tale", text)});
    world.poll({told("two", "A tale", text)}, noon + hour, 1);
    const auto lead = world.items()[0].id;
    CHECK(world.store().mark_now({lead}, store::Mark::read) == 1);
    CHECK(world.items(selection("is:unread")).empty());
    world.poll({told("three", "A tale", text)}, noon + 2 * hour, 2);
    CHECK(world.items(selection("is:unread")).empty());
    CHECK(world.store().mark_now({lead, 4711}, store::Mark::unread) == 1);
    CHECK(world.items(selection("is:unread")).size() == 1);
}

TEST_CASE("a query shows a story by the leading one of its matching items", "[store]") {
    World world({following("one", Dedup::story, 1), subscription("two"), subscription("three")});
    const auto text = prose(6, 150);
    world.poll({told("two", "A tale", text)}, noon, 1);
    world.poll({told("one", "A tale", text)}, noon + hour, 0);
    world.poll({told("three", "A tale", text)}, noon + 2 * hour, 2);
    CHECK(world.items(selection("feed:one OR feed:two OR feed:three")).size() == 1);
    const auto some = world.items(selection("feed:two OR feed:three"));
    REQUIRE(some.size() == 1);
    CHECK(some[0].feed_name == "two");
    CHECK(some[0].sources.size() == 3);
    CHECK(some[0].sources[0].feed_name == "one");
}

TEST_CASE("full text that was fetched lets an item join its story", "[store]") {
    World world({subscription("one"), subscription("two")});
    world.poll({told("one", "A tale", prose(1, 150))});
    world.poll({told("two", "Teaser", "Read more on our page.")}, noon + hour, 1);
    REQUIRE(world.items().size() == 2);
    const auto teaser = world.items()[0].id;
    world.run(
        world.store().replace_content(teaser, "<p>" + prose(1, 150) + "</p>", prose(1, 150), ""));
    const auto items = world.items();
    REQUIRE(items.size() == 1);
    CHECK(items[0].sources.size() == 2);
    world.store().finish_index();
    CHECK(world.items(selection(prose(1, 1).substr(0, 3) + "*")).size() == 1);
    // The feed still says what it said: nothing has changed.
    CHECK(world.poll({told("two", "Teaser", "Read more on our page.")}, noon + 2 * hour, 1).same ==
          1);
}

TEST_CASE("the sketch index names the most similar items of two weeks", "[store]") {
    store::SketchIndex index;
    identity::Sketch base{};
    for (std::uint32_t i = 0; i < base.size(); ++i) base[i] = 1000 + i;
    const auto sharing = [&](std::size_t values, std::uint32_t own) {
        auto made = base;
        for (std::size_t i = values; i < made.size(); ++i)
            made[i] = own * 1000 + static_cast<std::uint32_t>(i);
        return made;
    };
    index.add(1, noon, sharing(1, 101));
    index.add(2, noon, sharing(2, 102));
    index.add(3, noon, sharing(20, 103));
    index.add(4, noon - 13 * day, sharing(30, 104));
    index.add(5, noon - 15 * day, sharing(32, 105));
    CHECK(index.similar(base, noon) == std::vector<ItemId>{4, 3, 2});
    CHECK(index.similar(identity::Sketch{}, noon).empty());

    SECTION("at most eight") {
        for (std::uint32_t id = 10; id < 30; ++id) index.add(id, noon, sharing(10, 200 + id));
        CHECK(index.similar(base, noon).size() == 8);
    }
    SECTION("values that more than 64 items have count for nothing") {
        for (ItemId id = 100; id < 165; ++id) index.add(id, noon, sharing(32, 0));
        CHECK(index.similar(base, noon + 10 * day).empty());
    }
}

TEST_CASE("the sketch index takes less than 600 bytes an item and finds among thousands",
          "[store]") {
    store::SketchIndex index;
    std::mt19937 random(7);
    std::vector<identity::Sketch> sketches(20'000);
    for (std::size_t i = 0; i < sketches.size(); ++i) {
        // As real ones: the smallest of many hashes.
        for (auto& value : sketches[i]) value = static_cast<std::uint32_t>(random() >> 6U) | 1U;
        index.add(static_cast<ItemId>(i + 1), noon, sketches[i]);
    }
    CHECK(index.bytes() < 600 * sketches.size());
    for (std::size_t i = 0; i < sketches.size(); i += 97) {
        const auto found = index.similar(sketches[i], noon);
        REQUIRE_FALSE(found.empty());
        CHECK(found.front() == static_cast<ItemId>(i + 1));
    }
}
