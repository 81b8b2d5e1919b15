// kill -9 at random moments of polling: every item of every feed exactly once at the end.
#include "app/daemon_support.hpp"
#include "support/loopback_server.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <random>
#include <thread>

using namespace weir::test;
using namespace std::chrono_literals;

namespace {

constexpr int feeds = 200;
constexpr int items_each = 5;

/// How many times the daemon is killed: enough for the ordinary run, more by WEIR_CRASHES.
int crashes() {
    const char* given = std::getenv("WEIR_CRASHES");
    return given == nullptr ? 8 : std::atoi(given);
}

std::string feed(int number) {
    auto text = fmt::format(
        "<rss version=\"2.0\"><channel><title>feed {}</title><link>http://"
        "f{}.example/</link><description>d</description>",
        number, number);
    for (int i = 0; i < items_each; ++i)
        text += fmt::format(
            "<item><guid isPermaLink=\"false\">{0}-{1}</guid><title>unit {0}-{1}"
            "</title><link>http://f{0}.example/{1}</link><description>A text of feed "
            "number {0}, entry {1}.</description></item>",
            number, i);
    return text + "</channel></rss>";
}

}  // namespace

TEST_CASE("kill -9 at random moments loses no item and doubles none", "[app][crash]") {
    LoopbackServer site({.record = false});
    std::string configuration =
        "[fetch]\nhost_delay = \"0s\"\nper_host = 16\n\n[defaults]\nevery = "
        "\"1s\"\nmin_every = \"1s\"\n\n";
    for (int i = 0; i < feeds; ++i) {
        site.on(fmt::format("/{}.xml", i), Scripted{.body = feed(i)});
        configuration += fmt::format("[[feed]]\nname = \"f{0}\"\nurl = \"{1}\"\n", i,
                                     site.url(fmt::format("/{}.xml", i)));
    }
    DaemonUnderTest daemon(configuration);
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i < crashes(); ++i) {
        daemon.start();
        std::this_thread::sleep_for(std::chrono::milliseconds{20 + random() % 700});
        daemon.process->signal(SIGKILL);
        REQUIRE(daemon.process->wait(5s) == 128 + SIGKILL);
    }
    daemon.start();
    REQUIRE(daemon.serves());
    std::map<std::string, int> seen;
    const auto all_there = [&] {
        seen.clear();
        const auto listed = daemon.weir({"items", "--format", "tsv"}).out;
        for (std::size_t at = 0; (at = listed.find("unit ", at)) != std::string::npos; ++at)
            ++seen[listed.substr(at, listed.find('\t', at) - at)];
        return seen.size() == static_cast<std::size_t>(feeds * items_each);
    };
    CHECK(eventually(all_there, 60s));
    CHECK(seen.size() == static_cast<std::size_t>(feeds * items_each));
    for (const auto& [title, times] : seen) {
        CAPTURE(title);
        CHECK(times == 1);
    }
    daemon.process->signal(SIGTERM);
    REQUIRE(daemon.process->wait(5s) == 0);
    const auto verified = daemon.weir({"verify"});
    CAPTURE(verified.out, verified.err);
    CHECK(verified.code == 0);
}
