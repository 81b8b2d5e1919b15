// The built daemon, from start to end.
#include "app/daemon_support.hpp"
#include "support/loopback_server.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <csignal>

using namespace weir::test;
using namespace std::chrono_literals;

namespace {

std::string rss(const std::string& title, int items, const std::string& word = "text") {
    auto text = fmt::format(
        "<rss version=\"2.0\"><channel><title>{}</title><link>http://x.example/"
        "</link><description>d</description>",
        title);
    for (int i = 1; i <= items; ++i)
        text += fmt::format(
            "<item><title>{0} {1}</title><link>http://x.example/{0}/{1}</link>"
            "<guid>http://x.example/{0}/{1}</guid><description>{2} {1}</description>"
            "</item>",
            title, i, word);
    return text + "</channel></rss>";
}

std::string quick_feed(const std::string& name, const std::string& url) {
    return fmt::format(
        "[[feed]]\nname = \"{}\"\nurl = \"{}\"\nevery = \"1s\"\nmin_every = \"1s\"\n", name, url);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the daemon polls, serves and ends cleanly on SIGTERM", "[app]") {
    LoopbackServer site;
    site.on("/a.xml", Scripted{.body = rss("alpha", 3)});
    DaemonUnderTest daemon(quick_feed("alpha", site.url("/a.xml")));
    daemon.start();
    REQUIRE(daemon.serves());
    REQUIRE(eventually([&] { return contains(daemon.get("/all.atom"), "alpha 3"); }));

    CHECK(contains(daemon.get("/healthz"), "ok"));
    CHECK(contains(daemon.get("/all.rss"), "<title>alpha 1</title>"));
    CHECK(contains(daemon.get("/all.json"), "\"title\":\"alpha 2\""));
    CHECK(contains(daemon.get("/"), "alpha 1"));
    CHECK(daemon.get("/nothing/there").starts_with("HTTP/1.1 404"));

    const auto first = daemon.get("/all.atom");
    const auto at = first.find("ETag: ");
    REQUIRE(at != std::string::npos);
    const auto etag = first.substr(at + 6, first.find('\r', at) - at - 6);
    CHECK(daemon.get("/all.atom", "If-None-Match: " + etag + "\r\n").starts_with("HTTP/1.1 304"));
    CHECK(contains(daemon.get("/all.atom", "Accept-Encoding: gzip\r\n"), "Content-Encoding: gzip"));

    daemon.process->signal(SIGTERM);
    CHECK(daemon.process->wait(5s) == 0);
}

TEST_CASE("verbs read the store while the daemon runs and after it", "[app]") {
    LoopbackServer site;
    site.on("/a.xml", Scripted{.body = rss("alpha", 3, "harbour")});
    DaemonUnderTest daemon(quick_feed("alpha", site.url("/a.xml")));
    daemon.start();
    REQUIRE(daemon.serves());
    REQUIRE(eventually([&] { return contains(daemon.weir({"items"}).out, "alpha 3"); }));
    CHECK(contains(daemon.weir({"status", "--json"}).out, "\"running\": true"));

    const auto fetched = daemon.weir({"fetch", "--force"});
    CHECK(fetched.code == 0);
    CHECK(contains(fetched.out, "1 feed polled"));
    CHECK(daemon.weir({"mark", "star", "1"}).code == 0);
    CHECK(contains(daemon.weir({"items", "is:starred", "--format", "tsv"}).out, "1\t"));

    daemon.process->signal(SIGTERM);
    REQUIRE(daemon.process->wait(5s) == 0);
    CHECK(contains(daemon.weir({"items"}).out, "alpha 3"));
    CHECK(contains(daemon.weir({"search", "harbour"}).out, "alpha 1"));
    CHECK(contains(daemon.weir({"status", "--json"}).out, "\"running\": false"));
}

TEST_CASE("SIGHUP takes over a good configuration whole and refuses a bad one whole", "[app]") {
    LoopbackServer site;
    site.on("/a.xml", Scripted{.body = rss("alpha", 1)});
    site.on("/b.xml", Scripted{.body = rss("beta", 1)});
    const auto alpha = quick_feed("alpha", site.url("/a.xml"));
    const auto beta = quick_feed("beta", site.url("/b.xml"));
    DaemonUnderTest daemon(alpha);
    daemon.start();
    REQUIRE(daemon.serves());

    daemon.configure(alpha + beta + "wrong_key = 1\n");
    daemon.process->signal(SIGHUP);
    REQUIRE(eventually([&] { return contains(daemon.process->err(), "reload refused"); }));
    CHECK(contains(daemon.process->err(), "wrong_key"));
    CHECK(site.seen("/b.xml").empty());

    daemon.configure(alpha + beta);
    daemon.process->signal(SIGHUP);
    REQUIRE(eventually([&] { return contains(daemon.get("/all.atom"), "beta 1"); }));
    CHECK(contains(daemon.process->err(), "1 added (beta)"));

    daemon.process->signal(SIGTERM);
    CHECK(daemon.process->wait(5s) == 0);
}

TEST_CASE("a broken feed is marked failing, keeps its items and disturbs nobody", "[app]") {
    LoopbackServer site;
    site.on("/good.xml", Scripted{.body = rss("good", 1)});
    site.on("/turns.xml", [](const Seen&, int nth) {
        if (nth == 0) return Scripted{.body = rss("turns", 2)};
        return Scripted{.body =
                            "<!DOCTYPE html><html><head><title>Sorry</title></head><body>"
                            "We are closed</body></html>"};
    });
    site.on("/empty.xml", Scripted{.body = ""});
    site.on("/cut.xml", Scripted{.body = rss("cut", 5), .cut_after = 40});
    site.on("/words.xml", Scripted{.body = "just words"});
    site.on("/large.xml", Scripted{.body = rss("large", 1) + std::string(40'000, ' ')});
    DaemonUnderTest daemon(
        "[fetch]\nmax_body = \"20KiB\"\nhost_delay = \"0s\"\nper_host = 8\n\n" +
        quick_feed("good", site.url("/good.xml")) + quick_feed("turns", site.url("/turns.xml")) +
        quick_feed("empty", site.url("/empty.xml")) + quick_feed("cut", site.url("/cut.xml")) +
        quick_feed("words", site.url("/words.xml")) + quick_feed("large", site.url("/large.xml")) +
        quick_feed("absent", site.url("/absent.xml")));
    daemon.start();
    REQUIRE(daemon.serves());
    REQUIRE(eventually([&] {
        const auto listed = daemon.weir({"feeds", "--failing", "--format", "urls"}).out;
        return std::count(listed.begin(), listed.end(), '\n') == 6;
    }));

    const auto feeds = daemon.weir({"feeds", "--format", "jsonl"}).out;
    for (const auto* why : {"HTML page", "empty", "this is no feed", "max_body", "404", "cut"}) {
        CAPTURE(why, feeds);
        CHECK(contains(feeds, why));
    }
    CHECK(contains(daemon.weir({"items"}).out, "turns 2"));
    CHECK(contains(daemon.get("/all.atom"), "good 1"));
    daemon.process->signal(SIGTERM);
    CHECK(daemon.process->wait(5s) == 0);
}

TEST_CASE("a port that is taken is named, and the exit code is 1", "[app]") {
    LoopbackServer occupied;
    TempDir dir;
    dir.write("feeds.toml", fmt::format("[server]\nlisten = \"127.0.0.1:{}\"\n[store]\npath = "
                                        "\"weir.db\"\n",
                                        occupied.port()));
    const auto ran = run_command({WEIR_BINARY, "run"}, dir.path());
    CHECK(ran.code == 1);
    CHECK(contains(ran.err, fmt::format("127.0.0.1:{}", occupied.port())));
}

TEST_CASE("a second daemon on one store says so and exits 1", "[app]") {
    DaemonUnderTest daemon("");
    daemon.start();
    REQUIRE(daemon.serves());
    const auto second = daemon.weir({"run"});
    CHECK(second.code == 1);
    CHECK(contains(second.err, fmt::format("{}", daemon.process->pid())));
    CHECK(daemon.process->running());
}

TEST_CASE("a damaged store is refused and left as it is", "[app]") {
    DaemonUnderTest daemon("");
    const std::string damaged(8192, 'x');
    daemon.dir.write("weir.db", damaged);
    const auto ran = daemon.weir({"run"});
    CHECK(ran.code == 1);
    CHECK(ran.err.starts_with("weir: "));
    CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
    CHECK(read_file(daemon.dir.path() / "weir.db") == damaged);
}

TEST_CASE("a configuration that does not load names file, line and key, and exits 2", "[app]") {
    DaemonUnderTest daemon("[defaults]\nevrey = \"1h\"\n");
    const auto ran = daemon.weir({"run"});
    CHECK(ran.code == 2);
    CHECK(contains(ran.err, "feeds.toml:8: "));
    CHECK(contains(ran.err, "'every'"));
}
