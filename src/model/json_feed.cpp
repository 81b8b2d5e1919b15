#include "model/json.hpp"
#include "model/json_members.hpp"

namespace weir {
namespace {

using namespace members;

json::object write_hub(const Hub& hub) {
    json::object out;
    put(out, "type", hub.type);
    put(out, "url", hub.url);
    return out;
}

Hub read_hub(const json::object& object) {
    Hub hub;
    get(object, "type", hub.type);
    get(object, "url", hub.url);
    return hub;
}

/// A string when there is only a name.
void put_generator(json::object& out, const Generator& generator) {
    if (generator.version.empty() && generator.url.empty()) {
        put(out, "generator", generator.name);
        return;
    }
    json::object members;
    put(members, "name", generator.name);
    put(members, "version", generator.version);
    put(members, "url", generator.url);
    put(out, "generator", std::move(members));
}

std::optional<Generator> read_generator(const json::object& object) {
    Generator generator;
    get(object, "generator", generator.name);
    const auto& members = object_in(object, "generator");
    get(members, "name", generator.name);
    get(members, "version", generator.version);
    get(members, "url", generator.url);
    if (generator == Generator{}) return std::nullopt;
    return generator;
}

json::object write_notice(const Notice& notice) {
    json::object out;
    put(out, "code", notice.code);
    if (notice.line != 0) out.emplace("line", notice.line);
    put(out, "message", notice.message);
    return out;
}

json::object write_extension(const Feed& feed) {
    json::object out;
    put(out, "id", feed.id);
    if (feed.ttl_minutes) out.emplace("ttl_minutes", *feed.ttl_minutes);
    put(out, "updated", feed.updated);
    put(out, "published", feed.published);
    if (feed.generator) put_generator(out, *feed.generator);
    put(out, "copyright", feed.copyright);
    json::object image;
    put(image, "url", feed.image);
    put(out, "image", std::move(image));
    put(out, "tags", feed.tags);
    put_each(out, "contributors", feed.contributors, [](const Person& p) { return write(p); });
    if (feed.publisher) put(out, "publisher", write(*feed.publisher));
    put(out, "skip_hours", json::array(feed.skip_hours.begin(), feed.skip_hours.end()));
    put(out, "skip_days", feed.skip_days);
    put(out, "prev_archive_url", feed.prev_archive_url);
    put_flag(out, "complete", feed.complete);
    put(out, "itunes", write(feed.itunes));
    put(out, "podcast", write(feed.podcast));
    return out;
}

void read_extension(const json::object& object, Feed& feed) {
    get(object, "id", feed.id);
    if (const auto* ttl = object.if_contains("ttl_minutes"); ttl != nullptr && ttl->is_int64()) {
        feed.ttl_minutes = ttl->get_int64();
    }
    get(object, "updated", feed.updated);
    get(object, "published", feed.published);
    feed.generator = read_generator(object);
    get(object, "copyright", feed.copyright);
    get(object_in(object, "image"), "url", feed.image);
    get(object, "tags", feed.tags);
    get_each(object, "contributors", feed.contributors, read_person);
    if (const auto& publisher = object_in(object, "publisher"); !publisher.empty()) {
        feed.publisher = read_person(publisher);
    }
    for (const auto& hour : array_in(object, "skip_hours")) {
        if (const auto* number = hour.if_int64();
            number != nullptr && *number >= 0 && *number < 24) {
            feed.skip_hours.push_back(static_cast<int>(*number));
        }
    }
    get(object, "skip_days", feed.skip_days);
    get(object, "prev_archive_url", feed.prev_archive_url);
    get(object, "complete", feed.complete);
    feed.itunes = read_itunes(object_in(object, "itunes"));
    feed.podcast = read_podcast(object_in(object, "podcast"));
}

/// The members that JSON Feed itself knows.
void put_standard(json::object& out, const Feed& feed) {
    put(out, "title", feed.title);
    put(out, "home_page_url", feed.home_page_url);
    put(out, "feed_url", feed.feed_url);
    put(out, "description", feed.description);
    put(out, "next_url", feed.next_url);
    put(out, "icon", feed.icon);
    put(out, "favicon", feed.favicon);
    put_each(out, "authors", feed.authors, [](const Person& person) { return write(person); });
    put(out, "language", feed.language);
    put_flag(out, "expired", feed.expired);
    put_each(out, "hubs", feed.hubs, write_hub);
}

}  // namespace

std::string_view to_string(Format format) {
    switch (format) {
        case Format::rss:
            return "rss";
        case Format::rss_090:
            return "rss-0.90";
        case Format::rss_091:
            return "rss-0.91";
        case Format::rss_092:
            return "rss-0.92";
        case Format::rss_093:
            return "rss-0.93";
        case Format::rss_094:
            return "rss-0.94";
        case Format::rss_10:
            return "rss-1.0";
        case Format::rss_20:
            return "rss-2.0";
        case Format::atom_03:
            return "atom-0.3";
        case Format::atom_10:
            return "atom-1.0";
        case Format::json_10:
            return "json-1.0";
        case Format::json_11:
            return "json-1.1";
        case Format::cdf:
            return "cdf";
    }
    return "rss";
}

json::object to_json(const Feed& feed) {
    json::object out;
    put_standard(out, feed);
    put(out, "_weir", write_extension(feed));
    return out;
}

Feed feed_from_json(const json::object& object) {
    Feed feed;
    get(object, "title", feed.title);
    get(object, "home_page_url", feed.home_page_url);
    get(object, "feed_url", feed.feed_url);
    get(object, "description", feed.description);
    get(object, "next_url", feed.next_url);
    get(object, "icon", feed.icon);
    get(object, "favicon", feed.favicon);
    get_each(object, "authors", feed.authors, read_person);
    get(object, "language", feed.language);
    get(object, "expired", feed.expired);
    get_each(object, "hubs", feed.hubs, read_hub);
    read_extension(object_in(object, "_weir"), feed);
    return feed;
}

json::object to_json(const ParsedFeed& parsed) {
    json::object out;
    out.emplace("version", "https://jsonfeed.org/version/1.1");
    put_standard(out, parsed.feed);

    json::object extension;
    const std::string_view format = to_string(parsed.format);
    extension.emplace("format", json::string_view(format.data(), format.size()));
    for (auto& member : write_extension(parsed.feed)) extension.insert(member);
    put_each(extension, "warnings", parsed.notices, write_notice);
    out.emplace("_weir", std::move(extension));

    // JSON Feed requires `items`, be there any or not.
    json::array items;
    items.reserve(parsed.entries.size());
    for (const auto& entry : parsed.entries) items.push_back(to_json(entry));
    out.emplace("items", std::move(items));
    return out;
}

}  // namespace weir
