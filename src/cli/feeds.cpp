#include "base/text.hpp"
#include "cli/feed_state.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "model/json.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace weir::cli {
namespace {

std::string error_of(const store::FeedState& feed) {
    return feed.error.empty() ? std::string{} : feed.error;
}

std::string table(const std::vector<store::FeedState>& feeds, const Screen& to) {
    Table rows({{"NAME"},
                {"STATE"},
                {"ITEMS", false, true},
                {"LAST SUCCESS"},
                {"NEXT POLL"},
                {"TROUBLE", true}});
    for (const auto& feed : feeds)
        rows.row({feed.name, feed.state, fmt::format("{}", feed.items),
                  time_text(feed.last_success, to), time_text(feed.next_fetch, to), error_of(feed)},
                 in_trouble(feed) ? Style::bad : Style::plain);
    return feeds.empty() ? std::string{} : rows.text(to);
}

std::string tsv(const std::vector<store::FeedState>& feeds) {
    Table rows({{"NAME"}, {"STATE"}, {"ITEMS"}, {"LAST"}, {"NEXT"}, {"URL"}, {"TITLE"}, {"ERROR"}});
    const auto time = [](std::optional<Instant> at) { return at ? rfc3339(*at) : std::string{}; };
    for (const auto& feed : feeds)
        rows.row({feed.name, feed.state, fmt::format("{}", feed.items), time(feed.last_success),
                  time(feed.next_fetch), feed.url, feed.title, error_of(feed)});
    return rows.tsv();
}

void print(const Arguments& arguments, const std::vector<store::FeedState>& feeds) {
    switch (arguments.form.value_or(Form::table)) {
        case Form::json: {
            boost::json::array all;
            for (const auto& feed : feeds) all.emplace_back(to_json(feed));
            out(json_text(all, true) + "\n");
            return;
        }
        case Form::jsonl:
            for (const auto& feed : feeds) out(json_text(to_json(feed), false) + "\n");
            return;
        case Form::tsv:
            out(tsv(feeds));
            return;
        case Form::urls:
            for (const auto& feed : feeds) out(feed.url + "\n");
            return;
        case Form::table:
        case Form::text:
            out(table(feeds, screen(arguments)));
            return;
    }
}

}  // namespace

int feeds(const Arguments& arguments) {
    const auto query = read_query(arguments.words);
    const auto config = load_config(arguments);
    auto found = configured_feeds(*config);
    std::erase_if(found, [&](const store::FeedState& feed) {
        return !feed_matches(feed, query) || (arguments.failing && !in_trouble(feed));
    });
    if (arguments.limit.value_or(0) > 0 && found.size() > *arguments.limit)
        found.resize(*arguments.limit);
    print(arguments, found);
    return arguments.failing && !found.empty() ? 1 : 0;
}

}  // namespace weir::cli
