#include "app/daemon_support.hpp"
#include "app/log_fields.hpp"
#include "app/log_repeats.hpp"
#include "support/loopback_server.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <csignal>

using namespace weir::app;
using namespace weir::test;
using namespace std::chrono_literals;

using Fields = std::vector<LogField>;

TEST_CASE("a log line's fields are found, whatever its values hold", "[app]") {
    struct Row {
        std::string line;
        Fields fields;
    };
    const auto row = GENERATE(values<Row>({
        {"ended", {}},
        {"", {}},
        {"a = b", {}},
        {"poll changed feed=lwn status=200 next=2026-11-25T10:00:00Z",
         {{"feed", "lwn"}, {"status", "200"}, {"next", "2026-11-25T10:00:00Z"}}},
        {"poll failed feed=a url=https://x.example/?a=1&b=2 why=\"it said \"no\" twice\" "
         "next=never",
         {{"feed", "a"},
          {"url", "https://x.example/?a=1&b=2"},
          {"why", "it said \"no\" twice"},
          {"next", "never"}}},
        {"x why=\"cut off", {{"why", "cut off"}}},
        {"x why=\"\"", {{"why", ""}}},
        {"x why=", {{"why", ""}}},
        {"x feed=a, and more kind=b", {{"feed", "a,"}, {"kind", "b"}}},
    }));
    CAPTURE(row.line);
    CHECK(fields_of(row.line) == row.fields);
}

TEST_CASE("lines are alike by their words and reason, not by their feed", "[app]") {
    CHECK(kind_of("poll failed feed=a why=\"disk full\"") ==
          kind_of("poll failed feed=b why=\"disk full\""));
    CHECK(kind_of("poll failed feed=a why=\"disk full\"") !=
          kind_of("poll failed feed=a why=\"timeout\""));
    CHECK(kind_of("poll failed feed=a") != kind_of("reload refused feed=a"));
}

TEST_CASE("of many lines alike only some pass in a minute, and the rest is counted", "[app]") {
    RepeatLimit limit;
    const RepeatLimit::Time start{1'700'000'000s};
    std::size_t passed = 0;
    for (int i = 0; i < 100; ++i) passed += limit.admits("same", start + i * 100ms) ? 1 : 0;
    CHECK(passed == RepeatLimit::let_through);
    CHECK(limit.admits("other", start + 10s));
    CHECK(limit.over(start + 59s).empty());

    const auto over = limit.over(start + 60s);
    REQUIRE(over.size() == 1);
    CHECK(over.front().kind == "same");
    CHECK(over.front().lines == 100 - RepeatLimit::let_through);
    CHECK(limit.over(start + 61s).empty());
    CHECK(limit.admits("same", start + 61s));

    // The clock was set back by a day.
    CHECK(limit.admits("late", start + 1h));
    (void)limit.over(start - 24h);
    for (int i = 0; i < 5; ++i) CHECK(limit.admits("late", start - 24h));
}

TEST_CASE("the log is JSON on request, with a member for each field", "[app]") {
    LoopbackServer site;
    site.on("/a.xml", Scripted{.body = "<rss version=\"2.0\"><channel><title>\"a\"</title>"
                                       "<description>d</description></channel></rss>"});
    DaemonUnderTest daemon(
        fmt::format("[log]\nformat = \"json\"\n\n[[feed]]\nname = \"a\"\nurl = \"{}\"\n"
                    "[[feed]]\nname = \"b\"\nurl = \"{}\"\n",
                    site.url("/a.xml"), site.url("/absent.xml")));
    daemon.start();
    REQUIRE(eventually([&] {
        const auto text = daemon.process->err();
        return text.find("poll failed") != std::string::npos &&
               text.find("poll changed") != std::string::npos;
    }));
    daemon.process->signal(SIGTERM);
    REQUIRE(daemon.process->wait(5s) == 0);

    std::istringstream lines(daemon.process->err());
    bool failed = false;
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        const auto object = boost::json::parse(line).as_object();
        CHECK(object.contains("time"));
        CHECK(object.contains("message"));
        if (object.at("message").as_string().find("poll failed") == std::string_view::npos)
            continue;
        failed = true;
        CHECK(object.at("level") == "warning");
        CHECK(object.at("feed") == "b");
        CHECK(object.at("status") == "404");
        CHECK(object.at("url").as_string() == site.url("/absent.xml"));
    }
    CHECK(failed);
}

TEST_CASE("colours are for terminals, or for who asks for them", "[app]") {
    DaemonUnderTest daemon("");
    for (const auto* when : {"auto", "always", "never"}) {
        Process process({.command = {WEIR_BINARY, "run", "--color", when},
                         .folder = daemon.dir.path(),
                         .name = std::string{"colour-"} + when});
        REQUIRE(eventually([&] { return process.err().find("runs feeds=") != std::string::npos; }));
        process.signal(SIGTERM);
        REQUIRE(process.wait(5s) == 0);
        CHECK((process.err().find("\x1b[") != std::string::npos) ==
              (std::string{when} == "always"));
    }
}
