#include "river/subscriptions.hpp"

#include "publish/opml.hpp"

#include <unordered_map>
#include <utility>

namespace weir::river {

std::string subscriptions(const config::Config& config, std::vector<store::FeedState> states) {
    std::unordered_map<std::string, store::FeedState> by_url;
    for (auto& state : states) {
        auto url = state.url;
        by_url.emplace(std::move(url), std::move(state));
    }
    std::vector<publish::OpmlEntry> entries;
    for (const auto& feed : config.feeds) {
        const auto& state = by_url[feed.url];
        entries.push_back({.name = feed.name,
                           .title = feed.title.empty() ? state.title : feed.title,
                           .url = feed.url,
                           .home = state.home,
                           .tags = feed.tags});
    }
    return publish::opml("Subscriptions of weir", entries);
}

}  // namespace weir::river
