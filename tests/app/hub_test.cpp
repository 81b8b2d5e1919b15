#include "app/daemon_support.hpp"
#include "app/hub_plan.hpp"
#include "support/loopback_server.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <csignal>
#include <map>
#include <string>
#include <vector>

using namespace weir;
using namespace weir::test;
using namespace std::chrono_literals;
using app::HubPlan;
using river::HubTopic;

namespace {

const Instant start{Seconds{1'700'000'000}};

std::vector<HubTopic> at(const std::string& digest,
                         const std::string& hub = "https://hub.example/") {
    return {
        HubTopic{.output = "all", .hub = hub, .urls = {"https://x/all.atom"}, .digest = digest}};
}

std::string one_item(const std::string& title) {
    return fmt::format(
        "<rss version=\"2.0\"><channel><title>alpha</title><item><guid "
        "isPermaLink=\"false\">{0}</guid><title>{0}</title><description>Text of "
        "{0}.</description></item></channel></rss>",
        title);
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a hub hears of changes only, each output at most once a minute", "[app][hub]") {
    HubPlan plan;
    plan.offer(at("1"));
    CHECK_FALSE(plan.next());  // Nothing is known of before: this is where it begins.
    plan.offer(at("2"));
    REQUIRE(plan.next() == Instant{});
    const auto due = plan.take_due(start);
    REQUIRE(due.size() == 1);
    CHECK(plan.take_due(start).empty());
    plan.offer(at("3"));
    CHECK_FALSE(plan.next());  // One at a time.
    plan.told(due[0]);
    CHECK(plan.next() == start + 60s);
    CHECK(plan.take_due(start + 59s).empty());
    const auto second = plan.take_due(start + 60s);
    REQUIRE(second.size() == 1);
    CHECK(second[0].digest == "3");
    plan.told(second[0]);
    CHECK_FALSE(plan.next());
    plan.offer(at("3"));
    CHECK_FALSE(plan.next());
}

TEST_CASE("a hub that fails is asked less and less often", "[app][hub]") {
    HubPlan plan(std::map<std::string, std::string>{{"all", "1"}});
    plan.offer(at("2"));  // Changed while weir was down.
    auto now = start;
    std::vector<Seconds> gaps;
    for (int i = 0; i < 12; ++i) {
        const auto due = plan.take_due(now);
        REQUIRE(due.size() == 1);
        gaps.push_back(plan.failed(due[0], {}, now));
        now = plan.next().value();
    }
    CHECK(gaps[0] == 60s);
    CHECK(gaps[1] == 120s);
    CHECK(gaps[2] == 240s);
    CHECK(gaps[11] == 6h);

    auto due = plan.take_due(now);
    CHECK(plan.failed(due.at(0), Seconds{86'400}, now) == 24h);  // Its own wish.
    plan.offer(at("2", "https://other.example/"));
    due = plan.take_due(now);
    REQUIRE(due.size() == 1);
    CHECK(plan.failed(due[0], {}, now) == 60s);
    plan.offer({});
    CHECK_FALSE(plan.next());
}

TEST_CASE("an output's change is told to its hub once, a dead hub delays nobody", "[app][hub]") {
    LoopbackServer site;
    LoopbackServer hub;
    hub.on("/hub", Scripted{.status = 202});
    hub.on("/dead", Scripted{.never = true});
    site.on("/a.xml", [](const Seen&, int nth) {
        return Scripted{.body = one_item(nth < 2 ? "first" : "second")};
    });
    const auto outputs = fmt::format(
        "[[output]]\nname = \"all\"\nhub = \"{}\"\n[[output]]\nname = \"dead\"\nhub = \"{}\"\n"
        "[[feed]]\nname = \"alpha\"\nurl = \"{}\"\nevery = \"1s\"\nmin_every = \"1s\"\n",
        hub.url("/hub"), hub.url("/dead"), site.url("/a.xml"));
    DaemonUnderTest daemon(outputs);
    daemon.start();
    REQUIRE(daemon.serves());
    REQUIRE(eventually([&] { return !hub.seen("/hub").empty() && !hub.seen("/dead").empty(); }));
    const auto told = hub.seen("/hub").front();
    CHECK(told.method == "POST");
    CHECK(told.header("Content-Type") == "application/x-www-form-urlencoded");
    CHECK(told.body.starts_with("hub.mode=publish&hub.url=http%3A%2F%2F127.0.0.1%3A"));
    for (const auto* document : {"%2Fall.atom", "%2Fall.rss", "%2Fall.json"})
        CHECK(has(told.body, document));

    // The document names the topic that the hub was told; so does its head.
    const auto answer = daemon.get("/all.atom");
    CHECK(has(answer, "rel=\"hub\" href=\"" + hub.url("/hub")));
    CHECK(has(answer, fmt::format("Link: <{}>; rel=\"hub\", <http://127.0.0.1:{}/all.atom>; "
                                  "rel=\"self\"",
                                  hub.url("/hub"), daemon.port)));

    // While the dead hub holds its request, a change is served and no hub is asked again so soon.
    REQUIRE(eventually([&] { return has(daemon.get("/dead.atom"), "second"); }));
    CHECK(hub.seen("/hub").size() == 1);
    CHECK(hub.seen("/dead").size() == 1);
    daemon.process->signal(SIGTERM);
    CHECK(daemon.process->wait(5s) == 0);
    CHECK(has(daemon.process->err(), "hub told output=all"));
}

TEST_CASE("a hub that answers with an error is logged with its next try", "[app][hub]") {
    LoopbackServer site;
    site.on("/a.xml", Scripted{.body = one_item("first")});
    site.on("/hub", Scripted{.status = 503, .headers = {{"Retry-After", "600"}}});
    DaemonUnderTest daemon(fmt::format(
        "[[output]]\nname = \"all\"\nhub = \"{}\"\n[[feed]]\nname = \"alpha\"\nurl = \"{}\"\n",
        site.url("/hub"), site.url("/a.xml")));
    daemon.start();
    REQUIRE(daemon.serves());
    REQUIRE(eventually([&] { return has(daemon.process->err(), "hub failed output=all"); }));
    CHECK(has(daemon.process->err(), "why=\"it answered 503\" again_in=10m"));
}
