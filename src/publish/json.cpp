#include "model/json.hpp"

#include "base/url.hpp"
#include "publish/publish.hpp"
#include "publish/shown.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace weir::publish {

namespace json_lib = boost::json;

namespace {

void put(json_lib::object& out, std::string_view name, const std::string& value) {
    if (!value.empty()) out[name] = value;
}

/// The entry as all formats show it: what to_json(Entry) then spells.
Entry shown_entry(const MergedItem& item, const Shown& shown) {
    Entry entry = item.entry;
    entry.id = item.id;
    entry.id_given = true;  // Ids are stable from here on, whoever made them.
    entry.title = shown.title;
    entry.url = shown.url;
    entry.external_url = shown.external_url;
    entry.content_html = shown.content_html;
    entry.content_text.clear();
    entry.summary = shown.summary;
    entry.language = shown.language;
    entry.authors = shown.authors;
    entry.tags = shown.categories;
    entry.enclosures = shown.enclosures;
    entry.published = shown.published;
    entry.updated.reset();
    if (shown.updated != shown.published) entry.updated = shown.updated;
    // JSON Feed 1.1 wants one content member; without HTML it is the text.
    if (entry.content_html.empty()) entry.content_text = shown.summary;
    return entry;
}

json_lib::object state_of(const MergedItem& item) {
    json_lib::object out;
    out["read"] = item.read;
    out["starred"] = item.starred;
    return out;
}

json_lib::object feed_of(const MergedSource& source) {
    json_lib::object out;
    put(out, "name", source.name);
    put(out, "title", source.title);
    put(out, "url", source.feed_url);
    return out;
}

json_lib::array sources_of(const MergedItem& item) {
    json_lib::array out;
    for (const MergedSource& source : item.sources) {
        json_lib::object one;
        put(one, "feed", source.name);
        put(one, "title", source.item_title);
        put(one, "url", source.url);
        one["id"] = source.item;
        out.push_back(std::move(one));
    }
    return out;
}

json_lib::object item_object(const MergedItem& item, const MergedFeed& feed) {
    const Shown shown = publish::shown(item, feed);
    json_lib::object out = to_json(shown_entry(item, shown));
    if (!out.contains("content_html") && !out.contains("content_text")) out["content_text"] = "";
    // An attachment without a type is none (JSON Feed 1.1).
    if (json_lib::value* attachments = out.if_contains("attachments"))
        for (json_lib::value& attachment : attachments->as_array())
            if (!attachment.as_object().contains("mime_type"))
                attachment.as_object()["mime_type"] = "application/octet-stream";

    if (!out.contains("_weir")) out["_weir"] = json_lib::object{};
    json_lib::object& ours = out["_weir"].as_object();
    ours["id"] = item.number;
    ours["feed"] = feed_of(item.sources.front());
    ours["first_seen"] = rfc3339(item.first_seen);
    ours["state"] = state_of(item);
    if (!item.tags.empty()) {
        json_lib::array tags;
        for (const std::string& tag : item.tags) tags.emplace_back(tag);
        ours["tags"] = std::move(tags);
    }
    if (item.sources.size() > 1) ours["sources"] = sources_of(item);
    return out;
}

}  // namespace

std::string json(const MergedFeed& feed) {
    json_lib::object out;
    out["version"] = "https://jsonfeed.org/version/1.1";
    out["title"] = feed.title.empty() ? feed.name : feed.title;
    put(out, "home_page_url", feed.home);
    // Without a public address (the command line's lists) there is no URL to come back to.
    if (!feed.public_url.empty()) out["feed_url"] = document_url(feed, ".json", feed.cursor);
    if (!feed.next_cursor.empty()) out["next_url"] = document_url(feed, ".json", feed.next_cursor);
    put(out, "description", feed.description);
    put(out, "icon", feed.icon);
    if (!feed.hub.empty()) {
        json_lib::object hub;
        hub["type"] = "WebSub";
        hub["url"] = feed.hub;
        out["hubs"] = json_lib::array{std::move(hub)};
    }
    json_lib::array items;
    items.reserve(feed.items.size());
    for (const MergedItem& item : feed.items) items.push_back(item_object(item, feed));
    out["items"] = std::move(items);
    json_lib::object ours;
    put(ours, "id", feed.id);
    if (const Instant updated = updated_of(feed); updated != Instant{})
        ours["updated"] = rfc3339(updated);
    if (!feed.prev_cursor.empty())
        ours["previous_url"] = document_url(feed, ".json", feed.prev_cursor);
    if (!ours.empty()) out["_weir"] = std::move(ours);
    return json_text(out, false) + '\n';
}

}  // namespace weir::publish
