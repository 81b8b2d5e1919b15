#include "store/world.hpp"
#include "support/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>

#include <thread>

using namespace weir;
using namespace weir::test;
using Catch::Matchers::Contains;
namespace asio = boost::asio;

TEST_CASE("many polls at once are all applied, each with its own answer", "[store]") {
    std::vector<Subscription> feeds;
    for (int i = 0; i < 200; ++i) feeds.push_back(subscription("feed" + std::to_string(i)));
    World world(feeds);
    auto& context = world.context();
    std::size_t answered = 0;
    std::size_t fresh = 0;
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        std::vector<Entry> entries;
        for (std::size_t n = 0; n <= i % 3; ++n)
            entries.push_back(entry(std::to_string(i) + "-" + std::to_string(n),
                                    "Title " + std::to_string(i * 10 + n)));
        asio::co_spawn(
            context, world.store().apply(document(world.id(i), entries)),
            [&, expected = entries.size()](std::exception_ptr error, store::Applied applied) {
                CHECK_FALSE(error);
                CHECK(applied.fresh == expected);
                fresh += applied.fresh;
                ++answered;
            });
    }
    run_until(context, [&] { return answered == feeds.size(); });
    auto reader = world.reader();
    CHECK(reader.figures().items == static_cast<std::int64_t>(fresh));
}

TEST_CASE("a bad record among others fails alone", "[store]") {
    World world;
    auto& context = world.context();
    int failed = 0;
    int answered = 0;
    for (int i = 0; i < 20; ++i) {
        const FeedId feed = i % 5 == 3 ? 4711 : world.id(0);
        asio::co_spawn(context,
                       world.store().apply(
                           document(feed, {entry(std::to_string(i), "Title")}, noon + i * minute)),
                       [&](std::exception_ptr error, store::Applied) {
                           ++answered;
                           if (error) ++failed;
                       });
    }
    run_until(context, [&] { return answered == 20; });
    CHECK(failed == 4);
    CHECK(world.items().size() == 16);
}

TEST_CASE("a settle that throws undoes its poll", "[store]") {
    World world;
    auto record = document(world.id(0), {entry("a", "A")});
    record.settle = [](store::PollRecord&, const store::Applied&) {
        throw std::runtime_error("no schedule");
    };
    CHECK_THROWS_WITH(world.store().apply_now(record), "no schedule");
    CHECK(world.items().empty());
    CHECK(world.poll({entry("a", "A")}).fresh == 1);
}

TEST_CASE("answers arrive on the caller's executor", "[store]") {
    World world;
    auto& context = world.context();
    const auto here = std::this_thread::get_id();
    std::thread::id there;
    asio::co_spawn(context, world.store().ping(), [&](std::exception_ptr error) {
        CHECK_FALSE(error);
        there = std::this_thread::get_id();
    });
    context.run();  // Ends only after the answer: the store keeps the context at work.
    CHECK(there == here);
}

TEST_CASE("what was asked before the end is done and answered", "[store]") {
    World world;
    auto& context = world.context();
    int answered = 0;
    for (int i = 0; i < 50; ++i) {
        auto work = world.store().apply(
            document(world.id(0), {entry(std::to_string(i), "T")}, noon + i * minute));
        asio::co_spawn(context, std::move(work), [&](std::exception_ptr error, store::Applied) {
            CHECK_FALSE(error);
            ++answered;
        });
    }
    context.poll();  // Hands the records over.
    world.close();
    run_until(context, [&] { return answered == 50; });
    world.reopen();
    CHECK(world.items().size() == 50);
}

TEST_CASE("pruning lets others through and reports the whole", "[store]") {
    auto feed = subscription("one");
    feed.keep = day;
    World world({feed});
    for (int poll = 0; poll < 10; ++poll) {
        std::vector<Entry> entries;
        for (int i = 0; i < 60; ++i)
            entries.push_back(
                entry(std::to_string(poll * 60 + i), "T" + std::to_string(poll * 60 + i)));
        world.poll(std::move(entries));
    }
    auto& context = world.context();
    bool pruned = false;
    bool pinged = false;
    asio::co_spawn(context, world.store().prune(noon + 2 * day),
                   [&](std::exception_ptr error, store::Pruned result) {
                       CHECK_FALSE(error);
                       CHECK(result.items == 540);
                       CHECK(pinged);
                       pruned = true;
                   });
    asio::co_spawn(context, world.store().ping(), [&](std::exception_ptr error) {
        CHECK_FALSE(error);
        pinged = true;
    });
    run_until(context, [&] { return pruned; });
}

TEST_CASE("marks tell how many items they found", "[store]") {
    World world;
    const auto applied = world.poll({entry("b", "B"), entry("a", "A")});
    auto ids = applied.fresh_ids;
    ids.push_back(ids.front());
    ids.push_back(99);
    CHECK(world.run(world.store().mark(ids, store::Mark::read)) == 2);
    CHECK(world.items()[0].read);
    CHECK(world.store().mark_now(ids, store::Mark::unread) == 2);
    CHECK_FALSE(world.items()[0].read);
}

TEST_CASE("a full disk is said in one line, and what was stored stays", "[store]") {
    World world;
    world.poll({entry("a", "A")});
    world.store().finish_index();
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += std::to_string(i * i);

    for (int writes = 0; writes < 40; writes += 3) {
        CAPTURE(writes);
        std::string message;
        std::size_t fresh = 0;
        try {
            const TestDisk::Full full(writes);
            fresh = world.poll({entry("b", "B", text), entry("a", "A")}, noon + hour).fresh;
        } catch (const store::Error& error) {
            message = error.what();
        }
        if (fresh == 1) break;  // From here on the disk has room for all of it.
        CHECK_THAT(message, Contains("the disk is full"));
        CHECK_THAT(message, Contains(world.path().string()));
        CHECK(world.titles() == Titles{"A"});
    }
    // The writer lives on.
    world.poll({entry("b", "B", text), entry("a", "A")}, noon + 2 * hour);
    CHECK(world.titles() == Titles{"B", "A"});
    world.store().finish_index();
    CHECK(store::verify(world.path()).empty());
}

TEST_CASE("a failing disk in the middle of a group fails that group's polls only", "[store]") {
    World world;
    auto& context = world.context();
    int failed = 0;
    {
        const TestDisk::Full broken(0, SQLITE_IOERR_WRITE);
        for (int i = 0; i < 10; ++i) {
            asio::co_spawn(
                context,
                world.store().apply(document(world.id(0), {entry(std::to_string(i), "T")})),
                [&](std::exception_ptr error, store::Applied) {
                    if (error) ++failed;
                });
        }
        run_until(context, [&] { return failed == 10; });
    }
    CHECK(world.poll({entry("x", "X")}).fresh == 1);
    CHECK(world.titles() == Titles{"X"});
    CHECK(store::verify(world.path()).empty());
}
