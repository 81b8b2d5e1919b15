#include "cli/foreign_items.hpp"

#include "base/instant.hpp"
#include "base/text.hpp"
#include "cli/daemon_client.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "config/feed_url.hpp"
#include "model/json.hpp"
#include "poll/document.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <span>
#include <utility>

namespace weir::cli {
namespace {

namespace json = boost::json;

/// So many items stand in one transaction.
constexpr std::size_t items_at_once = 500;

json::object item_json(const store::ForeignItem& item) {
    json::object one{{"id", item.id.empty() ? item.url : item.id}};
    if (!item.url.empty()) one["url"] = item.url;
    if (!item.title.empty()) one["title"] = item.title;
    one["content_html"] = item.content_html;
    if (item.published) one["date_published"] = rfc3339(*item.published);
    if (!item.author.empty()) one["authors"] = json::array{json::object{{"name", item.author}}};
    if (!item.enclosure_url.empty())
        one["attachments"] = json::array{
            json::object{{"url", item.enclosure_url}, {"mime_type", item.enclosure_type}}};
    return one;
}

/// The JSON Feed that these items would come in.
std::string document_of(std::span<const store::ForeignItem> items) {
    json::array list;
    for (const auto& item : items) list.emplace_back(item_json(item));
    return json::serialize(json::object{{"version", "https://jsonfeed.org/version/1.1"},
                                        {"title", ""},
                                        {"items", std::move(list)}});
}

std::string text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

/// A member of the first of a list of links: its "href" or "type".
std::string first_link(const json::object& item, std::string_view name,
                       std::string_view member = "href") {
    const auto* links = item.if_contains(name);
    if (links == nullptr || !links->is_array() || links->get_array().empty()) return {};
    const auto* link = links->get_array().front().if_object();
    return link == nullptr ? std::string{} : text_of(*link, member);
}

std::string content_of(const json::object& item) {
    for (const std::string_view name : {"content", "summary"}) {
        const auto* part = item.if_contains(name);
        if (part != nullptr && part->is_object()) return text_of(part->get_object(), "content");
    }
    return {};
}

/// The URL of the feed that an item came from: FreshRSS names it, others put it into the stream's id.
std::string origin_of(const json::object& item) {
    const auto* origin = item.if_contains("origin");
    if (origin == nullptr || !origin->is_object()) return {};
    auto feed = text_of(origin->get_object(), "feedUrl");
    if (!feed.empty()) return feed;
    feed = text_of(origin->get_object(), "streamId");
    return feed.starts_with("feed/") ? feed.substr(5) : feed;
}

store::ForeignItem reader_item(const json::object& item) {
    store::ForeignItem one;
    one.id = text_of(item, "guid");
    one.url = first_link(item, "canonical");
    if (one.url.empty()) one.url = first_link(item, "alternate");
    if (one.id.empty()) one.id = one.url.empty() ? text_of(item, "id") : one.url;
    one.title = text_of(item, "title");
    one.author = text_of(item, "author");
    one.content_html = content_of(item);
    one.enclosure_url = first_link(item, "enclosure");
    one.enclosure_type = first_link(item, "enclosure", "type");
    if (const auto* at = item.if_contains("published"); at != nullptr && at->is_int64())
        one.published = Instant{Seconds{at->get_int64()}};
    if (const auto* marks = item.if_contains("categories"); marks != nullptr && marks->is_array())
        for (const auto& mark : marks->get_array()) {
            if (!mark.is_string()) continue;
            const std::string_view name{mark.get_string()};
            one.read = one.read || name.ends_with("/state/com.google/read");
            one.starred = one.starred || name.ends_with("/state/com.google/starred");
        }
    return one;
}

}  // namespace

ForeignItems::ForeignItems(const Arguments& arguments)
    : config_(load_config(arguments)), dry_run_(arguments.dry_run) {
    if (DaemonClient::find(config_->store))
        throw Failure(
            "import: items go straight into the store: stop the daemon, import, start it again");
    store_ = store::Store::open(config_->store);
    const auto ids = store_->sync(config_->feeds, system_now());
    for (std::size_t i = 0; i < ids.size(); ++i)
        followed_[config::same_url_key(config_->feeds[i].url)] = {ids[i], &config_->feeds[i]};
}

void ForeignItems::take(const std::string& feed_url, std::vector<store::ForeignItem> items) {
    const auto found = followed_.find(config::same_url_key(feed_url));
    if (found == followed_.end()) {
        unfollowed_ += items.size();
        unfollowed_feeds_.push_back(feed_url);
        return;
    }
    const auto now = system_now();
    const poll::Job job{
        .feed = found->second.id, .config = config_, .subscription = found->second.subscription};
    for (std::size_t at = 0; at < items.size() && !dry_run_; at += items_at_once) {
        const auto some =
            std::span(items).subspan(at).first(std::min(items_at_once, items.size() - at));
        auto document = poll::read_document(job, document_of(some), {.base_url = feed_url}, now);
        if (!document)
            throw Failure(fmt::format("import: {}: {}", feed_url, document.error().detail));
        std::unordered_map<std::string, const store::ForeignItem*> by_id;
        for (const auto& item : some) by_id[item.id.empty() ? item.url : item.id] = &item;
        for (auto& arrival : document->arrivals) {
            const auto item = by_id.find(arrival.prepared.entry.id);
            if (item == by_id.end()) continue;
            arrival.effect.read = arrival.effect.read || item->second->read;
            arrival.effect.star = arrival.effect.star || item->second->starred;
        }
        store::PollRecord record{.feed = job.feed,
                                 .outcome = store::PollRecord::Outcome::changed,
                                 .at = now,
                                 .arrivals = std::move(document->arrivals),
                                 .partial = true,
                                 .older = true};
        const auto applied = store_->apply_now(std::move(record));
        fresh_ += applied.fresh;
        dropped_ += applied.dropped;
    }
    known_ += items.size();
}

int ForeignItems::finish() {
    for (const auto& feed : unfollowed_feeds_)
        fmt::print(stderr, "weir: import: {} is not followed; its items were left out\n",
                   harmless(feed));
    if (dry_run_) {
        out(fmt::format("{} of followed feeds, {} of others; nothing was written (--dry-run)\n",
                        counted(known_, "item"), unfollowed_));
        return 0;
    }
    out(fmt::format("{} added, {} known already{}\n", counted(fresh_, "item"),
                    known_ - fresh_ - dropped_,
                    dropped_ == 0 ? "" : fmt::format(", {} dropped by rules", dropped_)));
    return unfollowed_feeds_.empty() ? 0 : 1;
}

std::map<std::string, std::vector<store::ForeignItem>> google_reader_items(
    std::string_view text, const std::string& name) {
    boost::system::error_code error;
    const auto document = json::parse(text, error);
    const auto* items =
        !error && document.is_object() ? document.get_object().if_contains("items") : nullptr;
    if (items == nullptr || !items->is_array())
        throw Failure(fmt::format(
            "import: {}: it is JSON, but no list of items as FreshRSS exports it", name));
    std::map<std::string, std::vector<store::ForeignItem>> feeds;
    for (const auto& one : items->get_array()) {
        if (!one.is_object()) continue;
        const auto& item = one.get_object();
        feeds[origin_of(item)].push_back(reader_item(item));
    }
    return feeds;
}

}  // namespace weir::cli
