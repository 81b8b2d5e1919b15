#include "schedule/host_troubles.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace weir;
using namespace weir::schedule;
using namespace std::chrono_literals;

namespace {

const std::string host = "https://dead.example";
const Instant start{Seconds{1'700'000'000}};

std::optional<HostTroubles::Trouble> fail_times(HostTroubles& troubles, int times) {
    std::optional<HostTroubles::Trouble> last;
    for (int i = 0; i < times; ++i) last = troubles.failed(host, "no such host", start, 1h, 0);
    return last;
}

}  // namespace

TEST_CASE("two failures in a row are chance, three close the host", "[schedule]") {
    HostTroubles troubles;
    CHECK_FALSE(fail_times(troubles, 2));
    CHECK_FALSE(troubles.ask(host, 1, start));
    CHECK_FALSE(troubles.is_closed(host, start));

    const auto down = fail_times(troubles, 1);
    REQUIRE(down);
    CHECK(down->failures == 3);
    CHECK(down->probe_at == start + 1h);
    CHECK(troubles.is_closed(host, start));
    CHECK(troubles.ask(host, 1, start + 59min));
    CHECK_FALSE(troubles.ask("https://other.example", 1, start));
}

TEST_CASE("a success between failures starts the count again", "[schedule]") {
    HostTroubles troubles;
    (void)fail_times(troubles, 2);
    CHECK_FALSE(troubles.reached(host));
    CHECK_FALSE(fail_times(troubles, 2));
}

TEST_CASE("one feed probes a closed host, the others wait for what it finds", "[schedule]") {
    HostTroubles troubles;
    (void)fail_times(troubles, 3);
    CHECK_FALSE(troubles.ask(host, 1, start + 1h));
    CHECK_FALSE(troubles.ask(host, 1, start + 1h));  // Asking twice makes no second probe.
    const auto second = troubles.ask(host, 2, start + 1h);
    REQUIRE(second);
    CHECK(second->probing);

    SECTION("it answers: they may go") {
        CHECK(troubles.reached(host));
        CHECK(troubles.take_waiting(host) == std::vector<FeedId>{2});
        CHECK_FALSE(troubles.ask(host, 2, start + 1h));
        CHECK(troubles.take_waiting(host).empty());
    }
    SECTION("it does not: the next probe is later") {
        const auto down = troubles.failed(host, "no such host", start + 1h, 1h, 0);
        REQUIRE(down);
        CHECK(down->probe_at == start + 3h);
        CHECK(troubles.take_waiting(host) == std::vector<FeedId>{2});
        const auto told = troubles.ask(host, 2, start + 1h);
        REQUIRE(told);
        CHECK_FALSE(told->probing);
    }
    SECTION("it comes to nothing: another one probes") {
        troubles.gave_up(host, 1);
        CHECK(troubles.take_waiting(host) == std::vector<FeedId>{2});
        CHECK_FALSE(troubles.ask(host, 2, start + 1h));
    }
}

TEST_CASE("who is in a hurry probes before the time, but not beside a probe", "[schedule]") {
    HostTroubles troubles;
    (void)fail_times(troubles, 3);
    CHECK_FALSE(troubles.ask(host, 1, start, true));
    CHECK(troubles.ask(host, 2, start, true));
}

TEST_CASE("probes become rare, a day apart at most", "[schedule]") {
    HostTroubles troubles;
    const auto down = fail_times(troubles, 50);
    REQUIRE(down);
    CHECK(down->probe_at == start + 24h);
    CHECK(troubles.failed(host, "x", start, 1h, 0.999)->probe_at > start + 24h);
}

TEST_CASE("a closed host is the same after a restart", "[schedule]") {
    HostTroubles before;
    const auto down = fail_times(before, 4);
    REQUIRE(down);
    HostTroubles after;
    after.restore(host, HostTroubles::to_text(*down));
    const auto told = after.ask(host, 1, start);
    REQUIRE(told);
    CHECK(told->failures == 4);
    CHECK(told->probe_at == down->probe_at);
    CHECK(told->why == "no such host");

    for (const auto* damaged : {"", "3", "3 x", "x 3 y", "2 1700000000 too few"}) {
        CAPTURE(damaged);
        HostTroubles none;
        none.restore(host, damaged);
        CHECK_FALSE(none.ask(host, 1, start));
    }
}
