#include "schedule/host_pacer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>

namespace weir::schedule {
namespace {

using namespace std::chrono_literals;
using Feeds = std::vector<FeedId>;

HostPacer::Time at(std::chrono::milliseconds since) {
    return HostPacer::Time{since};
}

TEST_CASE("one feed at a time runs at an origin, a delay after the last start", "[schedule]") {
    HostPacer pacer({.per_host = 1, .delay = 1s, .concurrency = 10});
    for (const FeedId feed : {1, 2, 3}) pacer.enqueue(feed, "https://a", "a");
    CHECK(pacer.start(at(0ms)) == Feeds{1});
    CHECK(pacer.runs(1));
    CHECK(pacer.waits(2));
    CHECK_FALSE(pacer.next(at(0ms)));  // Only a finish helps.
    CHECK(pacer.start(at(5s)).empty());

    pacer.finish(1, at(5s));
    CHECK(pacer.next(at(5s)) == at(5s));
    CHECK(pacer.start(at(5s)) == Feeds{2});
    pacer.finish(2, at(5100ms));
    CHECK(pacer.start(at(5999ms)).empty());
    CHECK(pacer.next(at(5100ms)) == at(6s));
    CHECK(pacer.start(at(6s)) == Feeds{3});
    pacer.finish(3, at(7s));
    CHECK(pacer.queued() == 0);
    CHECK(pacer.running() == 0);
    CHECK_FALSE(pacer.next(at(7s)));
}

TEST_CASE("origins do not wait for each other", "[schedule]") {
    HostPacer pacer({.delay = 1s});
    pacer.enqueue(1, "https://a", "x");
    pacer.enqueue(2, "https://a", "x");
    pacer.enqueue(3, "https://b", "x");
    pacer.enqueue(4, "https://c", "y");
    CHECK(pacer.start(at(0ms)) == Feeds{1, 3, 4});
}

TEST_CASE("several feeds may run at an origin, still a delay apart", "[schedule]") {
    HostPacer pacer({.per_host = 2, .delay = 1s});
    for (const FeedId feed : {1, 2, 3}) pacer.enqueue(feed, "https://a", "a");
    CHECK(pacer.start(at(0ms)) == Feeds{1});
    CHECK(pacer.next(at(0ms)) == at(1s));
    CHECK(pacer.start(at(1s)) == Feeds{2});
    CHECK(pacer.start(at(2s)).empty());
    pacer.finish(1, at(3s));
    CHECK(pacer.start(at(3s)) == Feeds{3});
}

TEST_CASE("without a delay feeds follow each other at once", "[schedule]") {
    HostPacer pacer({.per_host = 2, .delay = 0s});
    for (const FeedId feed : {1, 2, 3}) pacer.enqueue(feed, "https://a", "a");
    CHECK(pacer.start(at(0ms)) == Feeds{1, 2});
    pacer.finish(2, at(0ms));
    CHECK(pacer.start(at(0ms)) == Feeds{3});
}

TEST_CASE("no more than `concurrency` run in all, who came first goes first", "[schedule]") {
    HostPacer pacer({.delay = 0s, .concurrency = 2});
    pacer.enqueue(1, "https://a", "a");
    pacer.enqueue(2, "https://b", "b");
    pacer.enqueue(3, "https://c", "c");
    CHECK(pacer.start(at(0ms)) == Feeds{1, 2});
    CHECK_FALSE(pacer.next(at(0ms)));
    pacer.finish(2, at(1s));
    CHECK(pacer.start(at(1s)) == Feeds{3});
}

TEST_CASE("a busy origin does not starve the others when all are bound", "[schedule]") {
    HostPacer pacer({.per_host = 1, .delay = 0s, .concurrency = 1});
    for (FeedId feed = 1; feed <= 50; ++feed) pacer.enqueue(feed, "https://busy", "busy");
    CHECK(pacer.start(at(0ms)) == Feeds{1});
    pacer.enqueue(100, "https://other", "other");
    pacer.finish(1, at(1ms));
    CHECK(pacer.start(at(1ms)) == Feeds{100});
}

TEST_CASE("a feed waits once", "[schedule]") {
    HostPacer pacer({.delay = 0s});
    pacer.enqueue(1, "https://a", "a");
    pacer.enqueue(1, "https://a", "a");
    CHECK(pacer.queued() == 1);
    CHECK(pacer.start(at(0ms)) == Feeds{1});
    pacer.enqueue(1, "https://a", "a");
    CHECK(pacer.queued() == 0);
}

TEST_CASE("a removed feed leaves the queue, a running one goes on", "[schedule]") {
    HostPacer pacer({.delay = 0s});
    for (const FeedId feed : {1, 2, 3}) pacer.enqueue(feed, "https://a", "a");
    CHECK(pacer.start(at(0ms)) == Feeds{1});
    pacer.remove(1);
    pacer.remove(2);
    pacer.remove(99);
    CHECK(pacer.runs(1));
    CHECK(pacer.queued() == 1);
    pacer.finish(1, at(1ms));
    pacer.finish(1, at(1ms));
    CHECK(pacer.start(at(1ms)) == Feeds{3});
}

TEST_CASE("a site at rest starts nothing, then one probe, then the queue", "[schedule]") {
    HostPacer pacer({.per_host = 2, .delay = 0s});
    pacer.enqueue(1, "https://a.site", "site");
    CHECK(pacer.start(at(0ms)) == Feeds{1});
    pacer.rest("site", at(60s));
    pacer.finish(1, at(1s));
    for (const FeedId feed : {2, 3}) pacer.enqueue(feed, "https://a.site", "site");
    pacer.enqueue(4, "https://b.site", "site");
    pacer.enqueue(5, "https://else", "else");
    CHECK(pacer.start(at(1s)) == Feeds{5});
    CHECK(pacer.next(at(1s)) == at(60s));
    CHECK(pacer.start(at(59s)).empty());

    CHECK(pacer.start(at(60s)) == Feeds{4});
    CHECK(pacer.start(at(70s)).empty());
    CHECK_FALSE(pacer.next(at(70s)));

    SECTION("the probe went well") {
        pacer.finish(4, at(70s));
        CHECK(pacer.start(at(70s)) == Feeds{2, 3});
    }
    SECTION("the probe was sent away again") {
        pacer.rest("site", at(200s));
        pacer.finish(4, at(70s));
        CHECK(pacer.start(at(199s)).empty());
        CHECK(pacer.start(at(200s)) == Feeds{2});
    }
}

TEST_CASE("a rest that lies in the past ends the rest", "[schedule]") {
    HostPacer pacer({.delay = 0s});
    CHECK(pacer.start(at(10s)).empty());
    pacer.rest("a", at(60s));
    pacer.enqueue(1, "https://a", "a");
    pacer.enqueue(2, "https://b.a", "a");
    CHECK(pacer.start(at(11s)).empty());
    pacer.rest("a", at(11s));
    CHECK(pacer.start(at(11s)) == Feeds{1, 2});
}

TEST_CASE("a slowed site keeps the distance between all its origins", "[schedule]") {
    HostPacer pacer({.delay = 1s});
    pacer.slow_down("site", 10s);
    pacer.enqueue(1, "https://a.site", "site");
    pacer.enqueue(2, "https://b.site", "site");
    CHECK(pacer.start(at(0ms)) == Feeds{1});
    CHECK(pacer.next(at(0ms)) == at(10s));
    CHECK(pacer.start(at(10s)) == Feeds{2});
    pacer.enqueue(3, "https://c.site", "site");
    CHECK(pacer.start(at(11s)).empty());
    pacer.slow_down("site", 0s);
    CHECK(pacer.start(at(11s)) == Feeds{3});
}

TEST_CASE("new limits hold for what starts later", "[schedule]") {
    HostPacer pacer({.per_host = 1, .delay = 10s});
    for (const FeedId feed : {1, 2, 3}) pacer.enqueue(feed, "https://a", "a");
    CHECK(pacer.start(at(0ms)) == Feeds{1});
    pacer.reconfigure({.per_host = 3, .delay = 1s});
    CHECK(pacer.next(at(0ms)) == at(1s));
    CHECK(pacer.start(at(1s)) == Feeds{2});
    CHECK(pacer.start(at(2s)) == Feeds{3});
}

TEST_CASE("a hundred thousand feeds at ten thousand origins keep every promise", "[schedule]") {
    constexpr int feeds = 100'000;
    constexpr int origins = 10'000;
    constexpr std::size_t concurrency = 5000;
    HostPacer pacer({.per_host = 1, .delay = 1s, .concurrency = concurrency});
    for (FeedId feed = 0; feed < feeds; ++feed) {
        const auto name = std::to_string(feed % origins);
        pacer.enqueue(feed, "https://" + name, name);
    }
    std::map<FeedId, HostPacer::Time> last_start;
    std::deque<FeedId> running;
    bool spaced = true;
    HostPacer::Time now = at(0ms);
    std::size_t started = 0;
    while (started < feeds) {
        for (const FeedId feed : pacer.start(now)) {
            const auto [place, first] = last_start.try_emplace(feed % origins, now);
            spaced = spaced && (first || now - place->second >= 1s);
            place->second = now;
            running.push_back(feed);
            ++started;
        }
        REQUIRE(running.size() <= concurrency);
        REQUIRE(pacer.running() == running.size());
        now += 100ms;
        for (auto ends = std::min<std::size_t>(running.size(), 2000); ends > 0; --ends) {
            pacer.finish(running.front(), now);
            running.pop_front();
        }
    }
    CHECK(spaced);
    CHECK(pacer.queued() == 0);
    CHECK_FALSE(pacer.next(now));
    // 100,000 feeds, 2000 ended every 100 ms.
    CHECK(now < at(20s));
}

}  // namespace
}  // namespace weir::schedule
