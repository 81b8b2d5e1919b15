#include "base/text.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace weir::cli {
namespace {

std::string interval(const Subscription& feed) {
    return feed.every ? format_duration(*feed.every) : std::string{"adaptive"};
}

}  // namespace

int check(const Arguments& arguments) {
    const auto config = load_config(arguments);
    const auto to = screen(arguments);
    out(fmt::format("{} is fine.\n\n", config->file.string()));
    out(fmt::format("Store    {}\n", config->store.string()));
    out(fmt::format("Listens  {}, as {}\n", config->server.listen, config->server.public_url));
    std::vector<std::string> names;
    for (const auto& output : config->outputs)
        names.push_back(output.match.empty() ? output.name
                                             : fmt::format("{} ({})", output.name, output.match));
    out(fmt::format("Outputs  {}\n", join(names, ", ")));
    if (!config->rules.empty()) out(fmt::format("Rules    {}\n", config->rules.size()));
    const auto disabled = std::ranges::count(config->feeds, true, &Subscription::disabled);
    out(fmt::format("Feeds    {}{}\n", config->feeds.size(),
                    disabled > 0 ? fmt::format(", {} of them disabled", disabled) : ""));
    if (!config->feeds.empty()) {
        Table rows({{"NAME"}, {"EVERY"}, {"KEEP"}, {"TAGS", true}, {"URL", true}});
        for (const auto& feed : config->feeds)
            rows.row(
                {feed.name, interval(feed), feed.keep ? format_duration(*feed.keep) : "forever",
                 join(feed.tags, ", "), feed.url},
                feed.disabled ? Style::dim : Style::plain);
        out("\n" + rows.text(to));
    }
    if (!config->remarks.empty()) out("\n");
    for (const auto& remark : config->remarks) out(config::to_string(remark) + "\n");
    return 0;
}

}  // namespace weir::cli
