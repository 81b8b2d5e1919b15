#include "river/shelf.hpp"

#include "store/world.hpp"
#include "support/fake_clock.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>
#include <spdlog/logger.h>
#include <spdlog/sinks/null_sink.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace weir;
using namespace weir::test;

namespace {

/// A store with a shelf in front of it.
class Served {
public:
    explicit Served(const std::string& outputs) : world({subscription("one")}), clock(noon + hour) {
        auto read = config::read("[server]\npublic_url = \"https://news.example/\"\n" + outputs,
                                 "test", world.folder().path(), noon);
        REQUIRE(read);
        read->feeds = {subscription("one")};
        for (auto& output : read->outputs)
            if (output.name == "mine") output.token = "secret";
        config = std::make_shared<const config::Config>(std::move(*read));
        restart();
    }

    /// Another shelf in front of the same store.
    void restart() {
        shelf = std::make_unique<river::Shelf>(
            world.context().get_executor(), workers, world.path(), clock,
            [] { return river::Live{}; },
            std::make_shared<spdlog::logger>("test",
                                             std::make_shared<spdlog::sinks::null_sink_mt>()));
        shelf->configure(config, "https://news.example/");
    }

    void refresh() {
        shelf->touched();
        world.run(shelf->refresh());
    }

    serve::Reply get(const std::string& path, const std::string& query = {}) {
        serve::HttpRequest request{.method = "GET", .path = path, .query = query};
        auto reply = world.run(shelf->answer(std::move(request)));
        REQUIRE(reply);
        return std::move(*reply);
    }

    std::string etag(const std::string& path) { return get(path).document->etag; }

    World world;
    FakeClock clock;
    boost::asio::thread_pool workers{1};
    std::shared_ptr<const config::Config> config;
    std::unique_ptr<river::Shelf> shelf;
};

std::string header(const serve::Reply& reply, const std::string& name) {
    for (const auto& one : reply.headers)
        if (one.name == name) return one.value;
    return {};
}

std::vector<Entry> dated(int count, Instant newest) {
    std::vector<Entry> entries;
    for (int i = 0; i < count; ++i) {
        entries.push_back(entry("e" + std::to_string(i), "Entry " + std::to_string(i)));
        entries.back().published = newest - hour * i;
    }
    return entries;
}

}  // namespace

TEST_CASE("a mark moves the JSON document's tag alone and tells no hub", "[river][shelf]") {
    Served served("[[output]]\nname = \"all\"\nhub = \"https://hub.example/\"\n");
    served.world.poll(dated(3, noon));
    served.refresh();
    const auto atom = served.etag("/all.atom");
    const auto rss = served.etag("/all.rss");
    const auto json = served.etag("/all.json");
    const auto topics = served.shelf->hub_topics();
    REQUIRE(topics.size() == 1);
    CHECK(topics[0].urls == std::vector<std::string>{"https://news.example/all.atom",
                                                     "https://news.example/all.rss",
                                                     "https://news.example/all.json"});

    CHECK(served.world.store().mark_now({1}, store::Mark::star) == 1);
    served.refresh();
    CHECK(served.etag("/all.atom") == atom);
    CHECK(served.etag("/all.rss") == rss);
    CHECK(served.etag("/all.json") != json);
    CHECK(served.shelf->hub_topics().at(0).digest == topics[0].digest);

    served.world.poll({entry("new", "New")}, noon + hour);
    served.refresh();
    CHECK(served.etag("/all.atom") != atom);
    CHECK(served.shelf->hub_topics().at(0).digest != topics[0].digest);
}

TEST_CASE("documents are the same after a restart and a poll without news", "[river][shelf]") {
    Served served("");
    served.world.poll(dated(3, noon));
    served.refresh();
    std::vector<std::string> before;
    const std::vector<std::string> paths{"/all.atom", "/all.rss", "/all.json", "/all", "/"};
    for (const auto& path : paths) before.push_back(served.etag(path));
    const auto modified = served.get("/all.atom").document->last_modified;

    served.world.poll(dated(3, noon), noon + hour);
    served.refresh();
    served.clock.advance(day);
    served.restart();
    served.refresh();
    for (std::size_t i = 0; i < paths.size(); ++i) CHECK(served.etag(paths[i]) == before[i]);
    CHECK(served.get("/all.atom").document->last_modified == modified);
}

TEST_CASE("an old entry that comes late makes its document newer", "[river][shelf]") {
    Served served("");
    served.world.poll(dated(2, noon - hour));
    served.refresh();
    const auto before = served.get("/all.atom").document->last_modified;
    CHECK(before == noon);
    auto late = entry("late", "Late");
    late.published = noon - day * 3;
    served.world.poll({late}, noon + hour);
    served.refresh();
    CHECK(served.get("/all.atom").document->last_modified == noon + hour);
    CHECK(served.get("/feed/one.rss").document->last_modified == noon + hour);
    // A date ahead of the clock is the publisher's, not the document's.
    auto ahead = entry("ahead", "Ahead");
    ahead.published = noon + hour * 12;
    served.world.poll({ahead}, noon + hour * 2);
    served.refresh();
    CHECK(served.get("/all.atom").document->last_modified == noon + hour * 2);
}

TEST_CASE("older pages may be kept for long, private ones by readers only", "[river][shelf]") {
    Served served(
        "[[output]]\nname = \"all\"\nlimit = 2\nhub = \"https://hub.example/\"\n"
        "[[output]]\nname = \"mine\"\nhub = \"https://hub.example/\"\n");
    served.world.poll(dated(5, noon));
    served.refresh();
    CHECK(header(served.get("/all.atom"), "Cache-Control").empty());
    const auto body = served.get("/all.json").document->body;
    const auto at = body.find("?before=");
    REQUIRE(at != std::string::npos);
    const auto cursor = body.substr(at + 1, body.find('"', at) - at - 1);
    CHECK(header(served.get("/all.atom", cursor), "Cache-Control") == "max-age=86400");
    CHECK(header(served.get("/all.rss", cursor), "Cache-Control") == "max-age=86400");
    CHECK(header(served.get("/all.json", cursor), "Cache-Control").empty());

    CHECK(served.get("/mine.atom").status == 401);
    CHECK(served.get("/mine.atom", "token=wrong").status == 401);
    const auto mine = served.get("/mine.atom", "token=secret");
    CHECK(mine.status == 200);
    CHECK(header(mine, "Cache-Control") == "private, max-age=300");
    CHECK(header(served.get("/mine.atom", "token=secret&" + cursor), "Cache-Control") ==
          "private, max-age=300");
    // A hub could not fetch it: it is neither linked nor told.
    CHECK(mine.document->body.find("hub.example") == std::string::npos);
    CHECK(served.shelf->hub_topics().size() == 1);
}

TEST_CASE("a feed's page bears the title that its document gives", "[river][shelf]") {
    Served served("");
    auto record = document(served.world.id(0), dated(1, noon));
    record.about = Feed{};
    record.about->title = "One & Only";
    served.world.store().apply_now(std::move(record));
    served.refresh();
    CHECK(served.get("/feed/one").document->body.find("<h1 dir=\"auto\">One &amp; Only</h1>") !=
          std::string::npos);
    CHECK(served.get("/").document->body.find("href=\"/feed/one\">One &amp; Only</a></li>") !=
          std::string::npos);
}

TEST_CASE("a walk meets every item once in each format, whatever arrives meanwhile",
          "[river][shelf]") {
    const std::string suffix = GENERATE(".json", ".atom", ".rss");
    // What stands before and after the address of the next page.
    const std::string next = suffix == ".json" ? "\"next_url\":\"" : "rel=\"next\"";
    Served served("[[output]]\nname = \"all\"\nlimit = 3\n");
    served.world.poll(dated(10, noon));
    served.refresh();
    std::vector<std::string> seen;
    std::string query;
    for (int page = 0; page < 6; ++page) {
        const auto body = served.get("/all" + suffix, query).document->body;
        for (std::size_t at = 0; (at = body.find("Entry ", at)) != std::string::npos; ++at) {
            const auto name = body.substr(at, 7);
            if (seen.empty() || seen.back() != name) seen.push_back(name);
        }
        const auto link = body.find(next);
        if (link == std::string::npos) break;
        const auto cursor = body.find("before=", link);
        query = body.substr(cursor, body.find('"', cursor) - cursor);
        auto fresh = entry("new" + std::to_string(page), "Fresh");
        fresh.published = noon + hour;
        served.world.poll({fresh}, noon + hour);
        served.refresh();
    }
    CAPTURE(suffix);
    std::vector<std::string> wanted;
    for (int i = 0; i < 10; ++i) wanted.push_back("Entry " + std::to_string(i));
    CHECK(seen == wanted);
}

TEST_CASE("a feed that repeats an id gets ids that stay, on whatever page", "[river][shelf]") {
    Served served("[[output]]\nname = \"all\"\nlimit = 2\n");
    std::vector<Entry> entries = dated(4, noon);
    for (auto& one : entries) {
        one.url = "https://example.org/" + one.id;
        one.id = "https://example.org/same";
    }
    served.world.poll(entries);
    served.world.poll({entry("tag:example.org,2026:own", "Own")}, noon + hour);
    served.refresh();
    const auto ids = [&](const std::string& path) {
        std::map<std::string, std::string> by_title;
        const auto document = boost::json::parse(served.get(path).document->body);
        for (const auto& item : document.at("items").as_array())
            by_title[std::string{item.at("title").as_string()}] = item.at("id").as_string();
        return by_title;
    };
    const auto whole = ids("/feed/one.json");
    CHECK(whole.at("Own") == "tag:example.org,2026:own");
    std::set<std::string> different;
    for (const auto& [title, id] : whole) different.insert(id);
    CHECK(different.size() == 5);
    for (const auto& [title, id] : ids("/all.json")) {
        CAPTURE(title);
        CHECK(whole.at(title) == id);
    }
}
