// /metrics of the built daemon, and what was written down of it.
#include "app/daemon_support.hpp"
#include "app/meters.hpp"
#include "support/loopback_server.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace weir::test;
using namespace std::chrono_literals;
using weir::app::route_of;

namespace {

std::string file_text(const std::string& path) {
    std::ifstream file(std::filesystem::path(WEIR_TESTS_DIR).parent_path() / path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The value of a sample line, e.g. of `weir_feeds{state="ok"}`; -1 when there is none.
double sample(const std::string& page, const std::string& name) {
    const auto at = page.find("\n" + name + " ");
    return at == std::string::npos ? -1 : std::stod(page.substr(at + name.size() + 2));
}

/// Names of the families that a page announces.
std::set<std::string> families(const std::string& page) {
    std::set<std::string> names;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("# TYPE ")) names.insert(line.substr(7, line.find(' ', 7) - 7));
    return names;
}

/// Names of metrics that a text mentions; a histogram's series count as itself.
std::set<std::string> mentioned(const std::string& text) {
    static const std::regex name("\\b(weir|process)_[a-z_]+\\b");
    std::set<std::string> names;
    for (std::sregex_iterator it(text.begin(), text.end(), name), end; it != end; ++it) {
        auto found = it->str();
        for (const std::string suffix : {"_bucket", "_sum", "_count"})
            if (found.ends_with(suffix)) found.resize(found.size() - suffix.size());
        names.insert(found);
    }
    return names;
}

std::string feed_of_two() {
    return "<rss version=\"2.0\"><channel><title>a</title><link>http://x.example/</link>"
           "<description>d</description><item><guid>1</guid><title>one</title></item>"
           "<item><guid>2</guid><title>two</title></item></channel></rss>";
}

std::string feed(const std::string& name, const std::string& url, const std::string& more = "") {
    return fmt::format("[[feed]]\nname = \"{}\"\nurl = \"{}\"\nevery = \"1h\"\n{}\n", name, url,
                       more);
}

}  // namespace

TEST_CASE("metrics say what was polled, stored and served", "[app]") {
    LoopbackServer site;
    site.on("/a.xml", Scripted{.body = feed_of_two()});
    DaemonUnderTest daemon("[fetch]\nhost_delay = \"0s\"\n\n" + feed("a", site.url("/a.xml")) +
                           feed("absent", site.url("/absent.xml")) +
                           feed("off", site.url("/off.xml"), "disabled = true\n"));
    daemon.start();
    REQUIRE(daemon.serves());
    const auto polled = [&] {
        const auto list = daemon.weir({"feeds", "--format", "jsonl"}).out;
        return list.find("\"ok\"") != std::string::npos &&
               list.find("\"failing\"") != std::string::npos;
    };
    REQUIRE(eventually(polled));
    CHECK(daemon.get("/all.atom").starts_with("HTTP/1.1 200"));
    CHECK(daemon.get("/nothing/there").starts_with("HTTP/1.1 404"));
    CHECK(daemon.weir({"check"}).code == 0);
    daemon.process->signal(SIGHUP);
    std::string page;
    REQUIRE(eventually([&] {
        page = daemon.get("/metrics");
        return sample(page, "weir_reloads_total{result=\"taken\"}") == 1;
    }));

    CAPTURE(page);
    CHECK(page.find("Content-Type: text/plain; version=0.0.4") != std::string::npos);
    CHECK(page.find("Cache-Control: no-store") != std::string::npos);
    CHECK(sample(page, "weir_polls_total{outcome=\"changed\"}") == 1);
    CHECK(sample(page, "weir_polls_total{outcome=\"failed\"}") == 1);
    CHECK(sample(page, "weir_poll_failures_total{kind=\"http-404\"}") == 1);
    CHECK(sample(page, "weir_entries_total{result=\"new\"}") == 2);
    CHECK(sample(page, "weir_poll_received_bytes_total") >=
          static_cast<double>(feed_of_two().size()));
    CHECK(sample(page, "weir_poll_phase_seconds_count{phase=\"waiting\"}") == 2);
    CHECK(sample(page, "weir_parse_seconds_count") == 1);
    CHECK(sample(page, "weir_store_commit_seconds_count") == 2);
    CHECK(sample(page, "weir_feeds{state=\"ok\"}") == 1);
    CHECK(sample(page, "weir_feeds{state=\"failing\"}") == 1);
    CHECK(sample(page, "weir_feeds{state=\"disabled\"}") == 1);
    CHECK(sample(page, "weir_feeds{state=\"gone\"}") == 0);
    CHECK(sample(page, "weir_store_items") == 2);
    CHECK(sample(page, "weir_store_size_bytes") > 4096);
    CHECK(sample(page, "weir_polls_queued") == 0);
    CHECK(sample(page, "weir_http_responses_total{route=\"output\",status=\"200\"}") == 1);
    CHECK(sample(page, "weir_http_responses_total{route=\"none\",status=\"404\"}") == 1);
    CHECK(sample(page, "process_resident_memory_bytes") > 1e6);
    CHECK(sample(page, "process_open_fds") > 5);
    CHECK(sample(page, "process_cpu_seconds_total") > 0);

    daemon.configure("[[feed]]\nuri = \"nonsense\"\n");
    daemon.process->signal(SIGHUP);
    CHECK(eventually([&] {
        page = daemon.get("/metrics");
        return sample(page, "weir_reload_refused") == 1 &&
               sample(page, "weir_reloads_total{result=\"refused\"}") == 1;
    }));
    daemon.process->signal(SIGTERM);
    CHECK(daemon.process->wait(5s) == 0);
}

TEST_CASE("metrics count each poll that a server saw, and nothing else", "[app]") {
    constexpr int feeds = 20;
    constexpr int rounds = 3;
    LoopbackServer site;
    std::string configured = "[fetch]\nhost_delay = \"0s\"\nper_host = 8\n\n";
    for (int i = 0; i < feeds; ++i) {
        const auto path = fmt::format("/{}.xml", i);
        // The first round brings a document, the next none, the last one fails.
        site.on(path, [](const Seen&, int nth) {
            if (nth == 0) return Scripted{.headers = {{"ETag", "\"1\""}}, .body = feed_of_two()};
            return Scripted{.status = nth == 1 ? 304 : 500};
        });
        configured += feed(fmt::format("f{}", i), site.url(path));
    }
    DaemonUnderTest daemon(configured);
    daemon.start();
    REQUIRE(daemon.serves());
    const auto polls = [&](const std::string& outcome) {
        return sample(daemon.get("/metrics"), "weir_polls_total{outcome=\"" + outcome + "\"}");
    };
    REQUIRE(eventually([&] { return polls("changed") == feeds; }));
    for (int round = 1; round < rounds; ++round) (void)daemon.weir({"fetch", "--force"});

    CHECK(polls("changed") == feeds);
    CHECK(polls("unchanged") == feeds);
    CHECK(polls("failed") == feeds);
    CHECK(site.seen().size() == static_cast<std::size_t>(feeds * rounds));
    const auto page = daemon.get("/metrics");
    CHECK(sample(page, "weir_poll_failures_total{kind=\"http-500\"}") == feeds);
    CHECK(sample(page, "weir_poll_received_bytes_total") >=
          static_cast<double>(feeds * feed_of_two().size()));
    CHECK(sample(page, "weir_store_commit_seconds_count") == feeds * rounds);
    daemon.process->signal(SIGTERM);
    CHECK(daemon.process->wait(5s) == 0);
}

TEST_CASE("metrics are served while the store cannot be read", "[app]") {
    DaemonUnderTest daemon("");
    daemon.start();
    REQUIRE(daemon.serves());
    const auto store = daemon.dir.file("weir.db");
    std::filesystem::rename(store, store + ".away");
    const auto page = daemon.get("/metrics");
    std::filesystem::rename(store + ".away", store);

    CHECK(page.starts_with("HTTP/1.1 200"));
    CHECK(sample(page, "weir_store_readable") == 0);
    CHECK(sample(page, "weir_polls_total{outcome=\"changed\"}") == 0);
    daemon.process->signal(SIGTERM);
    CHECK(daemon.process->wait(5s) == 0);
}

TEST_CASE("the reference, the dashboard and the alerts name metrics that exist", "[app]") {
    DaemonUnderTest daemon("");
    daemon.start();
    REQUIRE(daemon.serves());
    const auto known = families(daemon.get("/metrics"));
    REQUIRE(known.size() > 20);

    CHECK(mentioned(file_text("docs/reference/metrics.md")) == known);
    for (const auto* file : {"docs/operations/grafana.json", "docs/operations/alerts.yml"}) {
        const auto names = mentioned(file_text(file));
        CHECK(names.size() > 5);
        for (const auto& name : names) {
            CAPTURE(file, name);
            CHECK(known.contains(name));
        }
    }
    daemon.process->signal(SIGTERM);
    CHECK(daemon.process->wait(5s) == 0);
}

TEST_CASE("a path counts as one of few routes", "[app]") {
    struct Row {
        std::string path;
        int status;
        std::string route;
    };
    const auto row = GENERATE(values<Row>({{"/", 200, "river"},
                                           {"/tech.atom", 304, "output"},
                                           {"/tech", 200, "output"},
                                           {"/item/12", 200, "item"},
                                           {"/item/12", 404, "item"},
                                           {"/feed/a.rss", 200, "feed"},
                                           {"/tag/news.json", 200, "tag"},
                                           {"/search.atom", 200, "search"},
                                           {"/opml", 200, "opml"},
                                           {"/status", 200, "status"},
                                           {"/healthz", 503, "healthz"},
                                           {"/metrics", 200, "metrics"},
                                           {"/wp-login.php", 404, "none"}}));
    CAPTURE(row.path);
    CHECK(route_of(row.path, row.status) == row.route);
}
