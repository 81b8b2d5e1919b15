#include "store/world.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace weir;
using namespace weir::test;
using store::PollRecord;

namespace {

store::FeedState state_of(World& world, const std::string& name) {
    auto reader = world.reader();
    auto state = reader.feed(name);
    REQUIRE(state);
    return *state;
}

}  // namespace

TEST_CASE("the feeds of a store follow the configuration", "[store]") {
    World world({subscription("one"), subscription("two")});
    const auto one = world.id(0);
    const auto two = world.id(1);
    CHECK(one != two);
    CHECK(state_of(world, "one").state == "new");

    SECTION("the order does not matter, URLs keep their number") {
        world.follow({subscription("two"), subscription("one")});
        CHECK(world.id(0) == two);
        CHECK(world.id(1) == one);
    }
    SECTION("a new name, title and tags reach the items that are there") {
        world.poll({entry("a", "A")});
        auto renamed = subscription("one");
        renamed.name = "other";
        renamed.title = "Given";
        renamed.tags = {"News", "Ünïted"};
        world.follow({renamed});
        CHECK(world.id(0) == one);
        const auto item = world.items()[0];
        CHECK(item.feed_name == "other");
        CHECK(item.feed_title == "Given");
        CHECK(item.feed_tags == renamed.tags);
        CHECK(world.titles(selection("tag:united")) == Titles{"A"});
    }
    SECTION("a removed feed stops, its items stay, and it comes back as the same") {
        world.poll({entry("a", "A")});
        world.follow({subscription("two")});
        CHECK(state_of(world, "one").state == "disabled");
        CHECK_FALSE(state_of(world, "one").subscribed);
        CHECK(world.titles() == Titles{"A"});
        world.follow({subscription("one"), subscription("two")});
        CHECK(world.id(0) == one);
        CHECK(state_of(world, "one").state == "ok");
        CHECK(state_of(world, "one").subscribed);
    }
    SECTION("two feeds may swap their names") {
        auto first = subscription("one");
        auto second = subscription("two");
        std::swap(first.name, second.name);
        world.follow({first, second});
        CHECK(world.id(0) == one);
        CHECK(state_of(world, "two").id == one);
    }
    SECTION("a disabled feed says so") {
        auto disabled = subscription("one");
        disabled.disabled = true;
        world.follow({disabled, subscription("two")});
        CHECK(state_of(world, "one").state == "disabled");
        CHECK(state_of(world, "one").subscribed);
    }
    SECTION("a move that the configuration learned keeps the feed") {
        PollRecord record = document(one, {entry("a", "A")});
        record.moved_to = "https://moved.example/feed";
        world.store().apply_now(record);
        auto moved = subscription("one");
        moved.url = "https://moved.example/feed";
        world.follow({moved, subscription("two")});
        CHECK(world.id(0) == one);
        CHECK(state_of(world, "one").moved_to.empty());
        CHECK(state_of(world, "one").url == moved.url);
    }
}

TEST_CASE("a poll leaves its outcome, validators and schedule behind", "[store]") {
    World world;
    auto record = document(world.id(0), {entry("a", "A")});
    record.validators = Validators{"\"tag\"", "yesterday", "https://one.example/feed"};
    record.body_hash = "cafe";
    record.format = Format::atom_10;
    record.repairs = 3;
    record.rhythm = "rhythm";
    record.state = "ok";
    record.next_poll = noon + hour;
    record.next_reason = "every 1h as configured";
    record.about = Feed{};
    record.about->title = "Its own title";
    record.about->home_page_url = "https://one.example/";
    record.about->icon = "https://one.example/icon";
    world.store().apply_now(record);

    auto state = state_of(world, "one");
    CHECK(state.title == "Its own title");
    CHECK(state.home == "https://one.example/");
    CHECK(state.icon == "https://one.example/icon");
    CHECK(state.validators == *record.validators);
    CHECK(state.body_hash == "cafe");
    CHECK(state.format == "atom-1.0");
    CHECK(state.repairs == 3);
    CHECK(state.rhythm == "rhythm");
    CHECK(state.next_fetch == noon + hour);
    CHECK(state.next_reason == record.next_reason);
    CHECK(state.last_fetch == noon);
    CHECK(state.last_success == noon);
    CHECK(state.last_new == noon);
    CHECK(state.items == 1);
    CHECK(state.unread == 1);

    SECTION("a failure keeps what was known and counts") {
        PollRecord failed;
        failed.feed = world.id(0);
        failed.outcome = PollRecord::Outcome::failed;
        failed.at = noon + hour;
        failed.http_status = 503;
        failed.error = "the server answered 503 Service Unavailable";
        failed.error_kind = "http-503";
        failed.state = "failing";
        world.store().apply_now(failed);
        failed.at += hour;
        world.store().apply_now(failed);
        state = state_of(world, "one");
        CHECK(state.failures == 2);
        CHECK(state.error == failed.error);
        CHECK(state.error_kind == "http-503");
        CHECK(state.http_status == 503);
        CHECK(state.last_fetch == noon + 2 * hour);
        CHECK(state.last_success == noon);
        CHECK(state.validators.etag == "\"tag\"");
        CHECK(state.body_hash == "cafe");
        CHECK(state.rhythm == "rhythm");

        PollRecord well;
        well.feed = world.id(0);
        well.at = noon + 3 * hour;
        well.http_status = 304;
        world.store().apply_now(well);
        state = state_of(world, "one");
        CHECK(state.failures == 0);
        CHECK(state.error.empty());
        CHECK(state.last_success == noon + 3 * hour);
    }
}

TEST_CASE("the schedule is settled by what was new, inside the transaction", "[store]") {
    World world;
    auto record = document(world.id(0), {entry("b", "B"), entry("a", "A")});
    record.settle = [](PollRecord& settled, const store::Applied& applied) {
        settled.rhythm = "saw " + std::to_string(applied.fresh);
        settled.next_poll = settled.at + hour;
    };
    world.store().apply_now(record);
    CHECK(state_of(world, "one").rhythm == "saw 2");
    CHECK(state_of(world, "one").next_fetch == noon + hour);
}

TEST_CASE("each day's polls are counted", "[store]") {
    World world;
    world.poll({entry("a", "A")});
    world.poll({entry("b", "B"), entry("a", "A")}, noon + hour);
    PollRecord failed;
    failed.feed = world.id(0);
    failed.outcome = PollRecord::Outcome::failed;
    failed.at = noon + day;
    world.store().apply_now(failed);

    const auto today = noon.time_since_epoch() / day;
    auto reader = world.reader();
    const auto days = reader.history(today);
    REQUIRE(days.size() == 2);
    CHECK(days[0].polls == 2);
    CHECK(days[0].fresh == 2);
    CHECK(days[0].errors == 0);
    CHECK(days[1].day == today + 1);
    CHECK(days[1].errors == 1);
    CHECK(reader.history(today + 1).size() == 1);
}

TEST_CASE("a record of a feed that the store does not have is an error, and harms no other",
          "[store]") {
    World world;
    CHECK_THROWS_AS(world.store().apply_now(document(77, {entry("a", "A")})), store::Error);
    CHECK(world.poll({entry("a", "A")}).fresh == 1);
}
