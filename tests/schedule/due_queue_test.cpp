#include "schedule/due_queue.hpp"

#include <catch2/catch.hpp>

namespace weir::schedule {
namespace {

using namespace std::chrono_literals;

Instant at(int second) {
    return Instant{Seconds{second}};
}

TEST_CASE("the queue gives what is due, the most late first", "[schedule]") {
    DueQueue queue;
    queue.set(1, at(30));
    queue.set(2, at(10));
    queue.set(3, at(20));
    queue.set(4, at(40));
    CHECK(queue.next() == at(10));
    CHECK(queue.take_due(at(9), 10).empty());
    CHECK(queue.take_due(at(30), 2) == std::vector<FeedId>{2, 3});
    CHECK(queue.take_due(at(30), 2) == std::vector<FeedId>{1});
    CHECK(queue.size() == 1);
    CHECK_FALSE(queue.due(1));
    CHECK(queue.due(4) == at(40));
}

TEST_CASE("a feed stands in the queue once", "[schedule]") {
    DueQueue queue;
    queue.set(1, at(10));
    queue.set(1, at(50));
    CHECK(queue.size() == 1);
    CHECK(queue.take_due(at(20), 10).empty());
    CHECK(queue.next() == at(50));
    queue.erase(1);
    queue.erase(1);
    CHECK(queue.size() == 0);
    CHECK_FALSE(queue.next());
}

TEST_CASE("equal due times come in the order of the feeds", "[schedule]") {
    DueQueue queue;
    for (const FeedId feed : {3, 1, 2}) queue.set(feed, at(5));
    CHECK(queue.take_due(at(5), 10) == std::vector<FeedId>{1, 2, 3});
}

}  // namespace
}  // namespace weir::schedule
