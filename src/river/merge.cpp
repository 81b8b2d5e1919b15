#include "river/merge.hpp"

#include <utility>

namespace weir::river {
namespace {

publish::MergedSource merged(store::SourceRef source) {
    publish::MergedSource out;
    out.name = std::move(source.feed_name);
    out.title = std::move(source.feed_title);
    out.feed_url = std::move(source.feed_url);
    out.id = out.feed_url;
    out.item_title = std::move(source.item_title);
    out.url = std::move(source.url);
    out.item = source.id;
    return out;
}

}  // namespace

publish::MergedItem merged(store::StoredItem item) {
    publish::MergedItem out;
    out.number = item.id;
    out.id = item.id_repeats ? publish::numbered_iri(item.entry.id, item.feed_url, item.id)
                             : publish::item_iri(item.entry.id, item.feed_url);
    out.entry = std::move(item.entry);
    out.text = std::move(item.text);
    out.date = item.date;
    // An edit that we saw moves it; until then the entry is as old as its date says.
    out.changed = item.changed > item.first_seen ? item.changed : item.date;
    out.first_seen = item.first_seen;
    out.read = item.read;
    out.starred = item.starred;
    out.tags = std::move(item.tags);
    for (auto& tag : item.feed_tags) out.tags.push_back(std::move(tag));

    publish::MergedSource own;
    own.name = std::move(item.feed_name);
    own.title = item.feed_title.empty() ? own.name : std::move(item.feed_title);
    own.id = item.feed_id.empty() ? item.feed_url : std::move(item.feed_id);
    own.feed_url = std::move(item.feed_url);
    own.home = std::move(item.feed_home);
    own.item_title = out.entry.title;
    own.url = out.entry.url;
    own.item = out.number;
    out.sources.push_back(std::move(own));
    for (auto& source : item.sources)
        if (source.id != out.number) out.sources.push_back(merged(std::move(source)));
    return out;
}

std::vector<publish::MergedItem> merged(std::vector<store::StoredItem> items) {
    std::vector<publish::MergedItem> out;
    out.reserve(items.size());
    for (auto& item : items) out.push_back(merged(std::move(item)));
    publish::make_ids_unique(out);
    return out;
}

}  // namespace weir::river
