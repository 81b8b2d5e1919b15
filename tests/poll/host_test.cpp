#include "poll/polling.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using Kind = poll::Outcome::Kind;

namespace {

std::string ten_feeds_of_one_host() {
    std::string text = "[fetch]\nhost_delay = \"0s\"\n";
    for (int i = 0; i < 10; ++i)
        text += fmt::format(
            "[[feed]]\nname = \"f{0}\"\nurl = \"https://x.example/{0}\"\nevery = \"1h\"\n", i);
    return text;
}

/// All ten feeds refuse connections until `well`.
void script(Polling& polling, const bool& well) {
    for (int i = 0; i < 10; ++i)
        polling.fetcher.scripts[fmt::format("https://x.example/{}", i)] =
            [&well](const fetch::Request&) -> ScriptedFetcher::Answer {
            if (well)
                return response(200,
                                "<rss version=\"2.0\"><channel><title>t</title><item><title>"
                                "i</title></item></channel></rss>");
            fetch::Error error;
            error.kind = fetch::Error::Kind::refused;
            error.detail = "x.example refused the connection";
            return fail(std::move(error));
        };
}

std::size_t resting(const std::map<std::string, poll::Outcome>& outcomes) {
    return static_cast<std::size_t>(std::ranges::count_if(
        outcomes, [](const auto& one) { return one.second.kind == Kind::resting; }));
}

int struck(Polling& polling) {
    int failures = 0;
    for (int i = 0; i < 10; ++i) failures += polling.state(fmt::format("f{}", i)).failures;
    return failures;
}

}  // namespace

TEST_CASE("after three failures to reach a host its other feeds wait for one probe", "[poll]") {
    Polling polling(ten_feeds_of_one_host());
    bool well = false;
    script(polling, well);
    polling.configure();
    const auto first = polling.poll();
    CHECK(polling.fetcher.asked.size() == 3);
    CHECK(first.size() == 10);  // Whoever asked for them learns of the others, too.
    CHECK(resting(first) == 7);
    CHECK(struck(polling) == 3);
    run(polling.loop, polling.store->ping());
    const auto waiting = polling.state("f9");
    CHECK(waiting.failures == 0);
    CHECK(waiting.next_reason ==
          "its host could not be reached 3 times in a row (x.example refused the connection), so "
          "its feeds wait for one probe");
    CHECK(*waiting.next_fetch - polling.clock.now() >= 1h);
    CHECK(polling.engine.due().empty());

    polling.clock.advance(67min);
    const auto due = polling.engine.due();
    CHECK(due.size() == 10);

    SECTION("a probe that fails is the only request") {
        const auto second = polling.poll(due);
        CHECK(polling.fetcher.asked.size() == 4);
        CHECK(resting(second) == 9);
        CHECK(struck(polling) == 4);
    }
    SECTION("a probe that is answered lets the others follow") {
        well = true;
        const auto second = polling.poll(due);
        CHECK(polling.fetcher.asked.size() == 13);
        CHECK(resting(second) == 0);
        CHECK(struck(polling) == 0);
        auto reader = polling.store->reader();
        run(polling.loop, polling.store->ping());
        CHECK(reader.notes("unreachable:").empty());
    }
    SECTION("a person who asks for a feed gets it asked") {
        polling.clock.advance(-60min);
        CHECK(polling.engine.due().empty());
        well = true;
        CHECK(polling.poll({polling.engine.find("f9").value()}).at("f9").kind == Kind::changed);
    }
}

TEST_CASE("a daemon that starts again still leaves an unreachable host alone", "[poll]") {
    Polling polling(ten_feeds_of_one_host());
    const bool well = false;
    script(polling, well);
    polling.configure();
    (void)polling.poll();
    run(polling.loop, polling.store->ping());
    poll::Engine second(polling.loop.get_executor(), polling.poller, *polling.store,
                        polling.workers, polling.clock, polling.log);
    run(polling.loop, second.configure(polling.config));
    CHECK(second.due().empty());
    polling.clock.advance(67min);
    CHECK(second.due().size() == 10);
}

TEST_CASE("an HTTP error is no failure of the host", "[poll]") {
    Polling polling(ten_feeds_of_one_host());
    for (int i = 0; i < 10; ++i)
        polling.fetcher.scripts[fmt::format("https://x.example/{}", i)] =
            [](const fetch::Request&) { return response(500); };
    polling.configure();
    (void)polling.poll();
    CHECK(polling.fetcher.asked.size() == 10);
}

TEST_CASE("feeds in line behind a Retry-After wait for its end and say so", "[poll]") {
    Polling polling(ten_feeds_of_one_host());
    for (int i = 0; i < 10; ++i)
        polling.fetcher.scripts[fmt::format("https://x.example/{}", i)] =
            [](const fetch::Request&) {
                auto answer = response(429);
                answer.retry_after = Seconds{7200};
                return answer;
            };
    polling.configure();
    const auto outcomes = polling.poll();
    CHECK(polling.fetcher.asked.size() == 1);
    CHECK(resting(outcomes) == 10);
    run(polling.loop, polling.store->ping());
    CHECK(*polling.state("f9").next_fetch == polling.clock.now() + 2h);
    CHECK(polling.state("f9").next_reason.find("left alone") != std::string::npos);
    CHECK(polling.engine.due().empty());
}
