#include "cli/feed_state.hpp"

#include "base/text.hpp"

#include <boost/json.hpp>

#include <string>
#include <unordered_map>
#include <utility>

namespace weir::cli {
namespace {

namespace json = boost::json;

store::FeedState unknown(const Subscription& subscription) {
    store::FeedState state;
    state.name = subscription.name;
    state.url = subscription.url;
    state.title = subscription.title;
    state.tags = subscription.tags;
    state.state = subscription.disabled ? "disabled" : "new";
    return state;
}

json::value time_or_null(std::optional<Instant> at) {
    if (!at) return nullptr;
    return json::value(rfc3339(*at));
}

}  // namespace

std::vector<store::FeedState> configured_feeds(const config::Config& config) {
    std::unordered_map<std::string, store::FeedState> stored;
    std::error_code ignored;
    if (std::filesystem::exists(config.store, ignored)) {
        store::Reader reader(config.store);
        for (auto& state : reader.feeds()) {
            auto url = state.url;
            stored.emplace(std::move(url), std::move(state));
        }
    }
    std::vector<store::FeedState> found;
    found.reserve(config.feeds.size());
    for (const auto& subscription : config.feeds) {
        const auto known = stored.find(subscription.url);
        auto state = known == stored.end() ? unknown(subscription) : std::move(known->second);
        // The file may have changed since the store last followed it.
        state.name = subscription.name;
        state.tags = subscription.tags;
        if (!subscription.title.empty()) state.title = subscription.title;
        if (subscription.disabled) {
            state.state = "disabled";
            state.next_fetch.reset();
        }
        found.push_back(std::move(state));
    }
    return found;
}

bool in_trouble(const store::FeedState& feed) {
    return feed.state == "failing" || feed.state == "gone";
}

bool feed_matches(const store::FeedState& feed, const query::Query& query) {
    if (query.empty()) return true;
    Entry entry;
    entry.title = feed.title + " " + feed.name;
    entry.url = feed.home.empty() ? feed.url : feed.home;
    const query::Subject subject{.entry = &entry,
                                 .text = feed.url,
                                 .feed_name = feed.name,
                                 .feed_title = feed.title,
                                 .feed_url = feed.url,
                                 .tags = &feed.tags,
                                 .date = feed.last_success.value_or(Instant{})};
    return query::matches(query, subject);
}

json::object to_json(const store::FeedState& feed) {
    json::array tags;
    for (const auto& tag : feed.tags) tags.emplace_back(tag);
    json::object object{
        {"name", feed.name},
        {"url", feed.url},
        {"title", feed.title},
        {"tags", std::move(tags)},
        {"state", feed.state},
        {"error", feed.error.empty() ? json::value(nullptr) : json::value(feed.error)},
        {"http_status",
         feed.http_status == 0 ? json::value(nullptr) : json::value(feed.http_status)},
        {"last_fetch", time_or_null(feed.last_fetch)},
        {"last_success", time_or_null(feed.last_success)},
        {"next_fetch", time_or_null(feed.next_fetch)},
        {"next_reason", feed.next_reason},
        {"failures", feed.failures},
        {"items", feed.items}};
    if (!feed.moved_to.empty()) object["moved_to"] = feed.moved_to;
    if (!feed.format.empty()) object["format"] = feed.format;
    if (feed.repairs > 0) object["repairs"] = feed.repairs;
    return object;
}

}  // namespace weir::cli
