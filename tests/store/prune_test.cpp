#include "store/world.hpp"

#include <catch2/catch.hpp>

using namespace weir;
using namespace weir::test;

namespace {

Subscription keeping(std::optional<Seconds> keep, std::size_t keep_max = 0) {
    auto made = subscription("one");
    made.keep = keep;
    made.keep_max = keep_max;
    return made;
}

}  // namespace

TEST_CASE("retention by age", "[store]") {
    World world({keeping(10 * day)});
    world.poll({entry("c", "C"), entry("b", "B"), entry("a", "A")});
    world.poll({entry("d", "D"), entry("c", "C")}, noon + 5 * day);
    const auto items = world.items();
    REQUIRE(items.size() == 4);
    world.store().mark_now({items[3].id}, store::Mark::star);

    CHECK(world.store().prune_now(noon + 9 * day).items == 0);
    // A is starred, C still in its feed, D young: only B goes.
    CHECK(world.store().prune_now(noon + 11 * day).items == 1);
    CHECK(world.titles() == Titles{"D", "C", "A"});

    SECTION("what was removed does not come back with its feed") {
        CHECK(world.poll({entry("b", "B"), entry("c", "C")}, noon + 12 * day).fresh == 0);
        CHECK(world.titles() == Titles{"D", "C", "A"});
        auto reader = world.reader();
        const auto why = reader.why("https://example.org/b");
        REQUIRE(why.size() == 1);
        CHECK(why[0].find("removed by retention") != std::string::npos);
    }
    SECTION("the search index forgets it too") {
        world.store().finish_index();
        CHECK(world.titles(selection("b")).empty());
        CHECK(store::verify(world.path()).empty());
    }
}

TEST_CASE("an archive that was just fetched is not thrown away for its dates", "[store]") {
    World world({keeping(10 * day)});
    auto old = entry("old", "Old");
    old.published = noon - 1000 * day;
    auto record = document(world.id(0), {old});
    record.partial = true;
    world.store().apply_now(record);
    world.poll({entry("a", "A")}, noon + hour);
    CHECK(world.store().prune_now(noon + 2 * day).items == 0);
    CHECK(world.store().prune_now(noon + 11 * day).items == 1);
}

TEST_CASE("retention by count keeps the newest, the starred and those in the feed", "[store]") {
    World world({keeping(std::nullopt, 3)});
    for (int i = 0; i < 8; ++i)
        world.poll({entry(std::to_string(i), std::to_string(i))}, noon + i * hour);
    world.store().mark_now({world.items().back().id}, store::Mark::star);
    CHECK(world.store().prune_now(noon + day).items == 4);
    CHECK(world.titles() == Titles{"7", "6", "5", "0"});
    CHECK(world.store().prune_now(noon + day).items == 0);
}

TEST_CASE("keep for ever keeps for ever", "[store]") {
    World world({keeping(std::nullopt)});
    world.poll({entry("a", "A")});
    world.poll({entry("b", "B")}, noon + hour);
    CHECK(world.store().prune_now(noon + 10'000 * day).items == 0);
    CHECK(world.items().size() == 2);
}

TEST_CASE("a story finds a new lead when its first item is pruned", "[store]") {
    auto two = subscription("two");
    World world({keeping(10 * day), two});
    std::string text;
    for (int i = 0; i < 120; ++i) text += "word" + std::to_string(i * 37 % 101) + " ";
    world.poll({entry("a", "A tale", text)});
    auto copy = entry("b", "A tale", text);
    copy.url = "https://two.example/b";
    world.poll({copy}, noon + hour, 1);
    REQUIRE(world.items().size() == 1);
    world.poll({entry("c", "C")}, noon + day);
    CHECK(world.store().prune_now(noon + 12 * day).items == 1);
    const auto items = world.items();
    REQUIRE(items.size() == 2);
    CHECK(items[1].feed_name == "two");
    CHECK(items[1].sources.size() == 1);
    CHECK(store::verify(world.path()).empty());
}

TEST_CASE("pruning many items gives their room back", "[store]") {
    auto feed = keeping(10 * day);
    feed.dedup = Dedup::id;
    World world({feed});
    for (int poll = 0; poll < 10; ++poll) {
        std::vector<Entry> entries;
        for (int i = 0; i < 100; ++i) {
            const auto id = std::to_string(poll * 100 + i);
            std::string text;
            for (int word = 0; word < 300; ++word)
                text += std::to_string(word * poll + i * i) + " ";
            entries.push_back(entry(id, "Title " + id, text));
        }
        world.poll(std::move(entries), noon + poll * hour);
    }
    world.store().finish_index();
    const auto pruned = world.store().prune_now(noon + 30 * day);
    CHECK(pruned.items == 900);  // The last hundred are still in the feed.
    CHECK(pruned.bytes_after < pruned.bytes_before / 2);
    CHECK(store::verify(world.path()).empty());
}

TEST_CASE("a removed feed goes with its last item", "[store]") {
    World world({keeping(10 * day), subscription("two")});
    world.poll({entry("a", "A")});
    world.follow({subscription("two")});
    auto reader = world.reader();
    world.store().prune_now(noon + 5 * day);
    CHECK(reader.feed("one"));
    // Its last document counts for nothing any more.
    world.store().prune_now(noon + 11 * day);
    CHECK(reader.select({}).empty());
    CHECK_FALSE(reader.feed("one"));
    CHECK(reader.feed("two"));
}

TEST_CASE("revisions go with their item", "[store]") {
    World world({keeping(10 * day)});
    world.poll({entry("a", "A", "one")});
    world.poll({entry("a", "A", "two")}, noon + hour);
    world.poll({entry("b", "B")}, noon + 2 * hour);
    const auto pruned = world.store().prune_now(noon + 11 * day);
    CHECK(pruned.items == 1);
    CHECK(pruned.revisions == 1);
    auto reader = world.reader();
    CHECK(reader.figures().revisions == 0);
}
