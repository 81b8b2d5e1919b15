#pragma once

#include "config/config.hpp"
#include "fetch/fetcher.hpp"
#include "poll/engine.hpp"
#include "poll/poller.hpp"
#include "store/store.hpp"
#include "support/fake_clock.hpp"
#include "support/run.hpp"
#include "support/temp_dir.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <catch2/catch.hpp>
#include <spdlog/logger.h>
#include <spdlog/sinks/null_sink.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace weir::test {

/// A network of scripted answers. Remembers what it was asked.
class ScriptedFetcher final : public fetch::Fetcher {
public:
    using Answer = Result<fetch::Response, fetch::Error>;
    using Script = std::function<Answer(const fetch::Request&)>;

    boost::asio::awaitable<Answer> fetch(fetch::Request request) override {
        asked.push_back(request);
        const auto found = scripts.find(request.url);
        if (found == scripts.end()) {
            fetch::Error error;
            error.kind = fetch::Error::Kind::dns;
            error.detail = "no such host";
            co_return fail(std::move(error));
        }
        auto answer = found->second(request);
        if (answer && answer->url.empty()) answer->url = request.url;
        co_return answer;
    }

    std::map<std::string, Script> scripts;
    std::vector<fetch::Request> asked;
};

inline fetch::Response response(int status, std::string body = {}) {
    fetch::Response made;
    made.status = status;
    made.body = std::move(body);
    made.wire_bytes = made.body.size();
    return made;
}

/// A poller with everything around it but the network and the time.
struct Polling {
    explicit Polling(const std::string& feeds_toml) : config(read(feeds_toml)) {
        REQUIRE(config != nullptr);
    }

    std::shared_ptr<const config::Config> read(const std::string& text) {
        auto loaded = config::read("[store]\npath = \"weir.db\"\n" + text, "feeds.toml", dir.path(),
                                   clock.now());
        if (!loaded) return nullptr;
        return std::make_shared<const config::Config>(std::move(*loaded));
    }

    poll::Plan configure() { return run(loop, engine.configure(config)); }

    /// Polls these feeds (all that live when empty) to the end; their outcomes by name.
    std::map<std::string, poll::Outcome> poll(std::vector<FeedId> feeds = {}) {
        std::map<std::string, poll::Outcome> outcomes;
        engine.on_outcome([&](const poll::Outcome& one) { outcomes[one.name] = one; });
        if (feeds.empty()) feeds = engine.living();
        engine.poll_now(feeds);
        run(loop, engine.idle());
        return outcomes;
    }

    std::vector<std::string> titles() {
        store->finish_index();
        store::Selection selection;
        auto reader = store->reader();
        std::vector<std::string> found;
        for (const auto& item : reader.select(selection)) found.push_back(item.entry.title);
        return found;
    }

    store::FeedState state(const std::string& name) {
        auto reader = store->reader();
        return reader.feed(name).value();
    }

    TempDir dir;
    FakeClock clock;
    boost::asio::io_context loop;
    std::shared_ptr<const config::Config> config;
    std::shared_ptr<spdlog::logger> log =
        std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::null_sink_mt>());
    std::unique_ptr<store::Store> store = store::Store::open(dir.path() / "weir.db");
    boost::asio::thread_pool workers{1};
    ScriptedFetcher fetcher;
    poll::Poller poller{fetcher, *store, workers, clock, log};
    poll::Engine engine{loop.get_executor(), poller, *store, workers, clock, log};
};

}  // namespace weir::test
