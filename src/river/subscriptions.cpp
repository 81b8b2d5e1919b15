#include "river/subscriptions.hpp"

#include "publish/opml.hpp"

#include <unordered_map>
#include <utility>
#include <vector>

namespace weir::river {

std::string subscriptions(const config::Config& config, store::Reader& reader) {
    std::unordered_map<std::string, store::FeedState> states;
    for (auto& state : reader.feeds()) {
        auto url = state.url;
        states.emplace(std::move(url), std::move(state));
    }
    std::vector<publish::OpmlEntry> entries;
    for (const auto& feed : config.feeds) {
        const auto& state = states[feed.url];
        entries.push_back({.name = feed.name,
                           .title = feed.title.empty() ? state.title : feed.title,
                           .url = feed.url,
                           .home = state.home,
                           .tags = feed.tags});
    }
    return publish::opml("Subscriptions of weir", entries);
}

}  // namespace weir::river
