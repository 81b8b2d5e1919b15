#include "publish/opml.hpp"

#include "cli/feed_state.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace weir::cli {

int export_opml(const Arguments& arguments) {
    const auto config = load_config(arguments);
    std::vector<publish::OpmlEntry> entries;
    for (const auto& feed : configured_feeds(*config))
        entries.push_back({.name = feed.name,
                           .title = feed.title,
                           .url = feed.url,
                           .home = feed.home,
                           .tags = feed.tags});
    out(publish::opml("Subscriptions of weir", entries));
    return 0;
}

}  // namespace weir::cli
