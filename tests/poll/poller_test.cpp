#include "poll/polling.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using Kind = poll::Outcome::Kind;

namespace {

const std::string one_feed =
    "[fetch]\nhost_delay = \"0s\"\n[[feed]]\nname = \"x\"\nurl = "
    "\"https://x.example/feed\"\n";
const std::string url = "https://x.example/feed";

std::string rss(const std::vector<std::string>& titles, const std::string& more = {}) {
    std::string text =
        "<rss version=\"2.0\"><channel><title>X</title><link>https://x.example/</link>"
        "<description>d</description>" +
        more;
    for (const auto& title : titles)
        text += fmt::format(
            "<item><title>{0}</title><guid isPermaLink=\"false\">{0}</guid>"
            "<description>About {0}.</description></item>",
            title);
    return text + "</channel></rss>";
}

}  // namespace

TEST_CASE("a new feed is stored, and asked with its validators the next time", "[poll]") {
    Polling polling(one_feed);
    polling.fetcher.scripts[url] = [](const fetch::Request& request) {
        auto answer = response(request.validators.etag.empty() ? 200 : 304, rss({"one", "two"}));
        answer.validators.etag = "W/\"odd";
        answer.validators.last_modified = "Some day";
        return answer;
    };
    polling.configure();
    const auto first = polling.poll();
    CHECK(first.at("x").kind == Kind::changed);
    CHECK(first.at("x").applied.fresh == 2);
    CHECK(polling.titles().size() == 2);

    polling.clock.advance(2h);
    const auto second = polling.poll();
    CHECK(second.at("x").kind == Kind::unchanged);
    const auto& sent = polling.fetcher.asked.back().validators;
    CHECK(sent == Validators{.etag = "W/\"odd", .last_modified = "Some day", .url = url});
}

TEST_CASE("an equal body is unchanged although the server ignores validators", "[poll]") {
    Polling polling(one_feed);
    polling.fetcher.scripts[url] = [](const fetch::Request&) {
        return response(200, rss({"one"}));
    };
    polling.configure();
    CHECK(polling.poll().at("x").kind == Kind::changed);
    const auto again = polling.poll().at("x");
    CHECK(again.kind == Kind::unchanged);
    CHECK(again.entries == 0);  // It was not even parsed.
}

TEST_CASE("what is no feed stores no validators and keeps the items", "[poll]") {
    Polling polling(one_feed);
    int nth = 0;
    polling.fetcher.scripts[url] = [&](const fetch::Request&) {
        auto answer =
            response(200, nth == 0 ? rss({"one"}) : "<!DOCTYPE html><html><body>Maintenance");
        answer.validators.etag = nth++ == 0 ? "\"feed\"" : "\"page\"";
        return answer;
    };
    polling.configure();
    (void)polling.poll();
    const auto outcome = polling.poll().at("x");
    CHECK(outcome.kind == Kind::failed);
    CHECK(outcome.error_kind == "html-page");
    CHECK(polling.titles() == std::vector<std::string>{"one"});
    CHECK(polling.state("x").state == "failing");
    CHECK(polling.state("x").validators.etag == "\"feed\"");
}

TEST_CASE("a permanent redirect is used once its end proved to be a feed", "[poll]") {
    Polling polling(one_feed);
    const std::string target = "https://y.example/feed";
    polling.fetcher.scripts[url] = [&](const fetch::Request&) {
        auto answer = response(200, rss({"one"}));
        answer.url = answer.permanent_url = target;
        return answer;
    };
    polling.fetcher.scripts[target] = [&](const fetch::Request&) {
        return response(200, rss({"two"}));
    };
    polling.configure();
    CHECK(polling.poll().at("x").moved_to == target);
    (void)polling.poll();
    CHECK(polling.fetcher.asked.back().url == target);
    CHECK(polling.state("x").moved_to == target);

    SECTION("and forgotten when the new address dies") {
        polling.fetcher.scripts[target] = [](const fetch::Request&) { return response(404); };
        CHECK(polling.poll().at("x").kind == Kind::failed);
        (void)polling.poll();
        CHECK(polling.fetcher.asked.back().url == url);
    }
}

TEST_CASE("a redirect to something else than a feed is not adopted", "[poll]") {
    Polling polling(one_feed);
    polling.fetcher.scripts[url] = [&](const fetch::Request&) {
        auto answer = response(200, "<html><body>parked</body></html>");
        answer.url = answer.permanent_url = "https://parked.example/";
        return answer;
    };
    polling.configure();
    CHECK(polling.poll().at("x").kind == Kind::failed);
    CHECK(polling.state("x").moved_to.empty());
}

TEST_CASE("410 ends polling, and the feed is shown as gone", "[poll]") {
    Polling polling(one_feed);
    polling.fetcher.scripts[url] = [](const fetch::Request&) { return response(410); };
    polling.configure();
    CHECK(polling.poll().at("x").kind == Kind::gone);
    CHECK(polling.state("x").state == "gone");
    CHECK(polling.engine.living().empty());
    CHECK(*polling.state("x").next_fetch - polling.clock.now() >= 29 * 24h);
}

TEST_CASE("429 with Retry-After rests the whole site, and the rest is stored", "[poll]") {
    Polling polling(
        "[fetch]\nhost_delay = \"0s\"\nper_host = 1\n[[feed]]\nname = \"a\"\nurl = "
        "\"https://a.x.org/1\"\n[[feed]]\nname = \"b\"\nurl = "
        "\"https://b.x.org/2\"\n");
    polling.fetcher.scripts["https://a.x.org/1"] = [](const fetch::Request&) {
        auto answer = response(429);
        answer.retry_after = Seconds{3600};
        return answer;
    };
    polling.configure();
    const auto id = polling.engine.find("a").value();
    CHECK(polling.poll({id}).at("a").kind == Kind::resting);
    // The rest travels to the store on its own; one more round of the loop sees it there.
    run(polling.loop, polling.store->ping());
    auto reader = polling.store->reader();
    const auto rests = reader.rests();
    REQUIRE(rests.size() == 1);
    CHECK(rests.front().site == "x.org");
    CHECK(rests.front().until - polling.clock.now() == 1h);
    CHECK(*polling.state("a").next_fetch - polling.clock.now() >= 1h);
    CHECK(polling.state("a").failures <= 1);
}

TEST_CASE("a changed entry is a change, not a new item", "[poll]") {
    Polling polling(one_feed);
    std::string text = "first";
    polling.fetcher.scripts[url] = [&](const fetch::Request&) {
        return response(200,
                        "<rss version=\"2.0\"><channel><title>X</title><item><guid "
                        "isPermaLink=\"false\">1</guid><title>t</title><description>" +
                            text + " words of a text</description></item></channel></rss>");
    };
    polling.configure();
    (void)polling.poll();
    text = "other";
    const auto outcome = polling.poll().at("x");
    CHECK(outcome.applied.fresh == 0);
    CHECK(outcome.applied.changed == 1);
}

TEST_CASE("failures back off and the first success resets them", "[poll]") {
    Polling polling(one_feed);
    bool well = false;
    polling.fetcher.scripts[url] = [&](const fetch::Request&) {
        return well ? response(200, rss({"one"})) : response(500);
    };
    polling.configure();
    Seconds last{0};
    for (int i = 0; i < 4; ++i) {
        const auto outcome = polling.poll().at("x");
        const auto gap = outcome.next.at - polling.clock.now();
        CHECK(gap > last);
        last = gap;
        polling.clock.advance(gap);
    }
    CHECK(polling.state("x").failures == 4);
    well = true;
    (void)polling.poll();
    CHECK(polling.state("x").failures == 0);
    CHECK(polling.state("x").state == "ok");
}

TEST_CASE("a file feed is read from the disk", "[poll]") {
    Polling polling(one_feed);
    polling.dir.write("a.xml", rss({"from disk"}));
    polling.config = polling.read("[[feed]]\nname = \"f\"\nurl = \"file:a.xml\"\n");
    REQUIRE(polling.config != nullptr);
    polling.configure();
    CHECK(polling.poll().at("f").applied.fresh == 1);
    CHECK(polling.fetcher.asked.empty());
}
