#include "base/text.hpp"
#include "cli/daemon_client.hpp"
#include "cli/feed_state.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "model/json.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace weir::cli {
namespace {

namespace json = boost::json;

struct Whole {
    std::optional<int> pid;
    store::Figures figures;
    std::vector<store::FeedState> feeds;
};

Whole look(const config::Config& config) {
    Whole whole;
    if (const auto daemon = DaemonClient::find(config.store)) whole.pid = daemon->pid();
    std::error_code ignored;
    if (std::filesystem::exists(config.store, ignored)) {
        store::Reader reader(config.store);
        whole.figures = reader.figures();
    }
    whole.feeds = configured_feeds(config);
    return whole;
}

json::object whole_as_json(const Whole& whole, const config::Config& config) {
    json::array feeds;
    for (const auto& feed : whole.feeds) feeds.emplace_back(to_json(feed));
    return {{"daemon",
             json::object{{"running", whole.pid.has_value()},
                          {"pid", whole.pid ? json::value(*whole.pid) : json::value(nullptr)}}},
            {"store", json::object{{"path", config.store.string()},
                                   {"bytes", whole.figures.bytes},
                                   {"items", whole.figures.items}}},
            {"feeds", std::move(feeds)}};
}

/// Those in trouble, as far as one can read them at a glance.
void print_trouble(const std::vector<store::FeedState>& feeds, const Screen& to) {
    constexpr std::size_t at_a_glance = 20;
    std::size_t found = 0;
    for (const auto& feed : feeds)
        if (in_trouble(feed) && ++found <= at_a_glance)
            out(fmt::format("         {}  {}\n", styled(harmless(feed.name), Style::bad, to),
                            harmless(feed.error)));
    if (found > at_a_glance)
        out(fmt::format("         and {} more: `weir feeds --failing` lists them\n",
                        found - at_a_glance));
}

void print_text(const Whole& whole, const config::Config& config, const Screen& to) {
    out(whole.pid
            ? fmt::format("Daemon   running (pid {}), {}\n", *whole.pid, config.server.public_url)
            : std::string{"Daemon   not running\n"});
    out(fmt::format("Store    {}, {}, {}\n", config.store.string(),
                    format_size(whole.figures.bytes),
                    counted(static_cast<std::size_t>(whole.figures.items), "item")));
    constexpr std::array states{"ok", "new", "failing", "gone", "disabled"};
    std::map<std::string, std::size_t> counts;
    for (const auto& feed : whole.feeds) ++counts[feed.state];
    std::vector<std::string> parts;
    for (const auto* state : states)
        if (counts[state] > 0) parts.push_back(fmt::format("{} {}", counts[state], state));
    out(fmt::format("Feeds    {}{}{}\n", whole.feeds.size(), parts.empty() ? "" : ": ",
                    join(parts, ", ")));
    print_trouble(whole.feeds, to);
}

}  // namespace

int status(const Arguments& arguments) {
    const auto config = load_config(arguments);
    const auto whole = look(*config);
    if (arguments.form == Form::json)
        out(json_text(whole_as_json(whole, *config), true) + "\n");
    else
        print_text(whole, *config, screen(arguments));
    return 0;
}

}  // namespace weir::cli
