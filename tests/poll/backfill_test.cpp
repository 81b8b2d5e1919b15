#include "poll/polling.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;

namespace {

const std::string base = "https://x.example/";

std::string one_feed(int pages) {
    return fmt::format(
        "[fetch]\nhost_delay = \"0s\"\n[[feed]]\nname = \"x\"\nurl = \"{}feed\"\nbackfill = {}\n",
        base, pages);
}

/// A page with one entry; `older` is the path of the page before it.
std::string page(const std::string& title, const std::string& older) {
    const auto link = older.empty()
                          ? std::string{}
                          : fmt::format("<link rel=\"prev-archive\" href=\"{}{}\"/>", base, older);
    return fmt::format(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>X</title><id>x</id>{0}"
        "<entry><id>{1}</id><title>{1}</title><updated>2020-01-01T00:00:00Z</updated>"
        "<content>All about {1}.</content></entry></feed>",
        link, title);
}

void serve(Polling& polling, const std::string& path, const std::string& title,
           const std::string& older) {
    polling.fetcher.scripts[base + path] = [=](const fetch::Request&) {
        return response(200, page(title, older));
    };
}

void serve_four(Polling& polling) {
    serve(polling, "feed", "alpha", "3");
    serve(polling, "3", "bravo", "2");
    serve(polling, "2", "charlie", "1");
    serve(polling, "1", "delta", "");
}

std::size_t asked(const Polling& polling, const std::string& path) {
    return static_cast<std::size_t>(
        std::ranges::count(polling.fetcher.asked, base + path, &fetch::Request::url));
}

}  // namespace

TEST_CASE("a new feed's archives are read once, as many pages as configured", "[poll]") {
    Polling polling(one_feed(2));
    serve_four(polling);
    polling.configure();
    (void)polling.poll();
    CHECK(polling.titles().size() == 3);
    CHECK(asked(polling, "1") == 0);
    CHECK(polling.state("x").state == "ok");
    CHECK(polling.state("x").title == "X");

    polling.clock.advance(2h);
    (void)polling.poll();
    CHECK(asked(polling, "3") == 1);
    CHECK(polling.store->reader().notes("backfill:").empty());
}

TEST_CASE("without the key no older page is asked for", "[poll]") {
    Polling polling(one_feed(0));
    serve_four(polling);
    polling.configure();
    (void)polling.poll();
    CHECK(polling.fetcher.asked.size() == 1);
}

TEST_CASE("a person can have the archives of a known feed read", "[poll]") {
    Polling polling(one_feed(0));
    serve_four(polling);
    polling.configure();
    (void)polling.poll();
    polling.engine.on_outcome({});
    const std::vector<FeedId> feeds{polling.engine.find("x").value()};
    polling.engine.poll_now(feeds, false, true);
    run(polling.loop, polling.engine.idle());
    CHECK(polling.titles().size() == 4);
}

TEST_CASE("archives that lead in a circle end", "[poll]") {
    Polling polling(one_feed(10));
    serve(polling, "feed", "alpha", "1");
    serve(polling, "1", "bravo", "2");
    serve(polling, "2", "charlie", "1");
    polling.configure();
    (void)polling.poll();
    CHECK(polling.fetcher.asked.size() == 3);
    CHECK(polling.titles().size() == 3);
}

TEST_CASE("a walk that was interrupted goes on after a restart", "[poll]") {
    Polling polling(one_feed(10));
    serve_four(polling);
    bool down = true;
    polling.fetcher.scripts[base + "2"] = [&](const fetch::Request&) {
        return down ? response(500) : response(200, page("charlie", "1"));
    };
    polling.configure();
    (void)polling.poll();
    CHECK(polling.titles().size() == 2);
    CHECK(polling.state("x").state == "ok");  // The feed itself is well.

    down = false;
    poll::Engine second(polling.loop.get_executor(), polling.poller, *polling.store,
                        polling.workers, polling.clock, polling.log);
    run(polling.loop, second.configure(polling.config));
    second.start();
    run_until(polling.loop, [&] { return asked(polling, "1") == 1; });
    run(polling.loop, second.idle());
    second.stop();
    CHECK(polling.titles().size() == 4);
    CHECK(asked(polling, "3") == 1);
}

TEST_CASE("a known feed without a known entry has a gap, which its archives close", "[poll]") {
    Polling polling(one_feed(0));
    serve(polling, "feed", "delta", "");
    polling.configure();
    (void)polling.poll();
    serve(polling, "feed", "alpha", "3");
    serve(polling, "3", "bravo", "2");
    serve(polling, "2", "delta", "1");
    serve(polling, "1", "echo", "");
    polling.clock.advance(2h);
    (void)polling.poll();
    CHECK(polling.titles().size() == 3);
    CHECK(asked(polling, "1") == 0);  // The page before held what was known.
}

TEST_CASE("an archive's older text does not take the place of what the feed says now", "[poll]") {
    Polling polling(one_feed(2));
    serve(polling, "feed", "alpha", "1");
    polling.fetcher.scripts[base + "1"] = [](const fetch::Request&) {
        auto older = page("alpha", "");
        older.replace(older.find("All about"), 9, "Once said of");
        return response(200, older);
    };
    polling.configure();
    (void)polling.poll();
    REQUIRE(asked(polling, "1") == 1);
    auto reader = polling.store->reader();
    const auto items = reader.select({});
    REQUIRE(items.size() == 1);
    CHECK(items[0].text == "All about alpha.");
    CHECK(reader.revisions(items[0].id).empty());
}

TEST_CASE("a page is no poll", "[poll]") {
    Polling polling(one_feed(2));
    serve_four(polling);
    polling.configure();
    (void)polling.poll();
    REQUIRE(polling.fetcher.asked.size() == 3);
    int polls = 0;
    for (const auto& day : polling.store->reader().history(0)) polls += day.polls;
    CHECK(polls == 1);
}

TEST_CASE("secrets of a feed go to no page on another server", "[poll]") {
    Polling polling(one_feed(1) + "headers = { \"X-Key\" = \"secret\" }\n");
    const std::string elsewhere = "https://other.example/1";
    auto body = page("alpha", "3");
    body.replace(body.find(base + "3"), base.size() + 1, elsewhere);
    polling.fetcher.scripts[base + "feed"] = [=](const fetch::Request&) {
        return response(200, body);
    };
    polling.fetcher.scripts[elsewhere] = [](const fetch::Request&) {
        return response(200, page("bravo", ""));
    };
    polling.configure();
    (void)polling.poll();
    REQUIRE(polling.fetcher.asked.size() == 2);
    CHECK(polling.fetcher.asked.front().headers.size() == 1);
    CHECK(polling.fetcher.asked.back().url == elsewhere);
    CHECK(polling.fetcher.asked.back().headers.empty());
}
