#include "app/demo.hpp"

#include "app/demo_feeds.hpp"
#include "app/log.hpp"
#include "app/outcome_json.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "serve/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <spdlog/logger.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace weir::app {
namespace {

/// How often the demo's feeds are polled: soon enough to watch an edit arrive.
constexpr std::string_view every = "5s";

serve::Reply reply_of(const DemoAnswer& answer, Instant start) {
    serve::Reply reply;
    auto body = dated(answer.body, start);
    std::vector<Header> headers;
    if (!answer.header.empty()) {
        const auto colon = answer.header.find(':');
        headers.push_back({std::string{answer.header.substr(0, colon)},
                           std::string{trim(answer.header.substr(colon + 1))}});
    }
    if (answer.status == 200) {
        auto document = std::make_shared<serve::Document>(*serve::make_document(
            std::string{answer.media_type}, std::move(body), start, std::move(headers), false));
        // Freshness would be obeyed, and an edit would show up minutes later.
        document->cache_control = "no-cache";
        reply.document = std::move(document);
        return reply;
    }
    reply.status = answer.status;
    reply.body = std::move(body);
    reply.headers = std::move(headers);
    return reply;
}

/// The feeds behind their addresses; on the demo server's thread only.
class Answers {
public:
    explicit Answers(Instant start) : start_(start) {}

    boost::asio::awaitable<serve::Reply> answer(serve::HttpRequest request) {
        const auto name = std::string_view{request.path}.substr(1);
        const DemoFeed* found = name == demo_moved_feed().name ? &demo_moved_feed() : nullptr;
        for (const auto& feed : demo_feeds())
            if (feed.name == name) found = &feed;
        if (found == nullptr) {
            serve::Reply reply;
            reply.status = 404;
            co_return reply;
        }
        const bool first = asked_[found->name]++ == 0;
        co_return reply_of(first ? found->first : found->later, start_);
    }

private:
    Instant start_;
    std::map<std::string_view, int> asked_;
};

std::filesystem::path temporary_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "weir-demo-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), "cannot make a temporary folder");
    return pattern;
}

}  // namespace

struct Demo::Impl {
    std::filesystem::path folder = temporary_folder();
    Answers answers{system_now()};
    boost::asio::io_context loop{1};
    std::shared_ptr<spdlog::logger> log = silent_log();
    serve::Server server{
        loop.get_executor(),
        {},
        [this](serve::HttpRequest request) { return answers.answer(std::move(request)); },
        log};
    std::vector<std::string> addresses;
    std::jthread thread;
    std::string url;
    std::size_t feeds = 0;
    std::size_t polled = 0;
    std::map<std::string, std::size_t> rounds;
    std::size_t items = 0, duplicates = 0, repaired = 0, failed = 0;

    Impl() {
        // An address for each feed: hosts are paced and put to rest on their own.
        for (std::size_t i = 0; i < demo_feeds().size(); ++i)
            server.listen(fmt::format("127.0.0.{}:0", i + 2));
        addresses = server.endpoints();
        server.start();
        thread = std::jthread([this] { loop.run(); });
    }

    ~Impl() {
        loop.stop();
        if (thread.joinable()) thread.join();
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }

    void first_round_ended() const {
        fmt::print(
            "\n{} feeds polled: {} new items, {} told twice and shown once, {} feeds repaired, "
            "{} in trouble.\n\n",
            feeds, items, duplicates, repaired, failed);
        fmt::print("The river       {}\n", url);
        fmt::print("  as a feed     {0}all.atom  {0}all.rss  {0}all.json\n", url);
        fmt::print("Feeds' health   {}status\n", url);
        fmt::print(
            "\nThe feeds are polled again every {}; Ctrl-C ends the demo and removes {}.\n\n",
            every, folder.string());
        std::fflush(stdout);
    }
};

Demo::Demo() : impl_(std::make_unique<Impl>()) {}
Demo::~Demo() = default;

const std::filesystem::path& Demo::folder() const {
    return impl_->folder;
}

std::string Demo::configuration() const {
    std::string text =
        "[store]\npath = \"weir.db\"\n\n[fetch]\n"
        "# One feed redirects, and a redirect may reach loopback only when told so.\n"
        "allow_private_addresses = true\n\n[defaults]\n";
    text += fmt::format("every = \"{0}\"\nmin_every = \"{0}\"\n", every);
    for (std::size_t i = 0; i < demo_feeds().size(); ++i) {
        const auto& feed = demo_feeds()[i];
        text += fmt::format(
            "\n[[feed]]  # {}\nname = \"{}\"\nurl = \"http://{}/{}\"\ntags = [\"{}\"]\n",
            feed.shows, feed.name, impl_->addresses[i], feed.name, feed.tag);
    }
    return text;
}

void Demo::begin(const std::string& public_url, std::size_t feeds) {
    impl_->url = public_url;
    impl_->feeds = feeds;
    fmt::print("weir polls {} sample feeds that it serves to itself on loopback.\n\n", feeds);
    fmt::print("{:<17} {:<42} {}\n", "FEED", "SHOWS", "WHAT CAME OF IT");
    std::fflush(stdout);
}

void Demo::show(const poll::Outcome& outcome) {
    auto& self = *impl_;
    const auto round = ++self.rounds[outcome.name];
    auto line = line_of(outcome);
    line.erase(0, outcome.name.size() + 2);  // "name: " stands in its own column.
    if (round == 1) {
        std::string_view shows;
        for (const auto& feed : demo_feeds())
            if (feed.name == outcome.name) shows = feed.shows;
        fmt::print("{:<17} {:<42} {}\n", outcome.name, shows, line);
        self.items += outcome.applied.fresh;
        self.duplicates += outcome.applied.duplicates;
        self.repaired += outcome.repairs > 0 ? 1U : 0U;
        self.failed += outcome.error.empty() ? 0U : 1U;
        if (++self.polled == self.feeds) self.first_round_ended();
    } else if (outcome.kind == poll::Outcome::Kind::changed || !outcome.moved_to.empty()) {
        fmt::print("{:<17} {:<42} {}\n", outcome.name, "(polled again)", line);
    }
    std::fflush(stdout);
}

}  // namespace weir::app
