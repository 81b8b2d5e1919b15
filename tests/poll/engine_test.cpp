#include "poll/polling.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <set>

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;

namespace {

std::string feeds(const std::vector<std::string>& names, const std::string& more = {}) {
    std::string text = "[fetch]\nhost_delay = \"0s\"\n";
    for (const auto& name : names)
        text += fmt::format("[[feed]]\nname = \"{0}\"\nurl = \"https://{0}.example/feed\"\n{1}",
                            name, more);
    return text;
}

void answer_all(Polling& polling, const std::vector<std::string>& names) {
    for (const auto& name : names)
        polling.fetcher.scripts[fmt::format("https://{}.example/feed", name)] =
            [name](const fetch::Request&) {
                return response(200,
                                fmt::format("<rss version=\"2.0\"><channel><title>{0}</title>"
                                            "<item><title>of {0}</title></item></channel></rss>",
                                            name));
            };
}

}  // namespace

TEST_CASE("what is due is polled as the clock moves, and nothing else", "[poll]") {
    Polling polling(feeds({"a", "b"}, "every = \"1h\"\n"));
    answer_all(polling, {"a", "b"});
    polling.configure();
    CHECK(polling.engine.due().size() == 2);
    (void)polling.poll(polling.engine.due());
    CHECK(polling.engine.due().empty());
    polling.clock.advance(59min);
    CHECK(polling.engine.due().empty());
    polling.clock.advance(8min);  // An hour and its jitter.
    CHECK(polling.engine.due().size() == 2);
}

TEST_CASE("started, the engine polls by itself", "[poll]") {
    Polling polling(feeds({"a", "b", "c"}));
    answer_all(polling, {"a", "b", "c"});
    polling.configure();
    std::set<std::string> polled;
    polling.engine.on_outcome([&](const poll::Outcome& one) { polled.insert(one.name); });
    polling.engine.start();
    run_until(polling.loop, [&] { return polled.size() == 3; });
    polling.engine.stop();
    run(polling.loop, polling.engine.idle());
    CHECK(polling.engine.figures().in_flight == 0);
}

TEST_CASE("a reload adds, removes and keeps what it knows", "[poll]") {
    Polling polling(feeds({"a", "b"}));
    answer_all(polling, {"a", "b", "c"});
    polling.configure();
    (void)polling.poll();
    polling.config = polling.read(feeds({"b", "c"}));
    REQUIRE(polling.config != nullptr);
    const auto plan = polling.configure();
    CHECK(plan.added == std::vector<std::string>{"c"});
    CHECK(plan.removed == std::vector<std::string>{"a"});
    CHECK(plan.changed.empty());
    CHECK(polling.engine.due().size() == 1);  // Only c: b was polled just now.
    CHECK(polling.titles().size() == 2);      // What a brought stays.

    polling.config = polling.read(feeds({"b", "c"}, "every = \"2h\"\n"));
    CHECK(polling.configure().changed == std::vector<std::string>{"b", "c"});
}

TEST_CASE("a new daemon goes on where the last one ended", "[poll]") {
    Polling first(feeds({"a"}, "every = \"1h\"\n"));
    answer_all(first, {"a"});
    first.configure();
    (void)first.poll();
    poll::Engine second(first.loop.get_executor(), first.poller, *first.store, first.workers,
                        first.clock, first.log);
    run(first.loop, second.configure(first.config));
    CHECK(second.due().empty());
    first.clock.advance(2h);
    CHECK(second.due().size() == 1);
}

TEST_CASE("disabled feeds are not polled", "[poll]") {
    Polling polling(feeds({"a"}, "disabled = true\n"));
    polling.configure();
    CHECK(polling.engine.due().empty());
    CHECK(polling.engine.living().empty());
}

TEST_CASE("five sites that cannot be reached at once cost no feed a strike", "[poll]") {
    std::vector<std::string> names{"a", "b", "c", "d", "e", "f", "g", "h"};
    Polling polling(feeds(names));  // No scripts: every look-up fails.
    polling.configure();
    (void)polling.poll();
    run(polling.loop, polling.store->ping());
    int blamed = 0;
    for (const auto& name : names) blamed += polling.state(name).failures;
    CHECK(blamed == 0);
    for (const auto& name : names) {
        const auto state = polling.state(name);
        CAPTURE(name, state.next_reason);
        CHECK(state.state == "new");
        CHECK(*state.next_fetch - polling.clock.now() <= 17min);
    }

    // One answer proves the network: who fails then is to blame himself.
    answer_all(polling, {"a"});
    polling.clock.advance(20min);
    (void)polling.poll({polling.engine.find("a").value()});
    (void)polling.poll({polling.engine.find("b").value()});
    run(polling.loop, polling.store->ping());
    CHECK(polling.state("b").failures == 1);
}
