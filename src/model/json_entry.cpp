#include "model/json.hpp"
#include "model/json_members.hpp"

namespace weir {
namespace {

using namespace members;

json::object write_enclosure(const Enclosure& enclosure) {
    json::object out;
    put(out, "url", enclosure.url);
    put(out, "mime_type", enclosure.media_type);
    put(out, "title", enclosure.title);
    put(out, "size_in_bytes", enclosure.length);
    put(out, "duration_in_seconds", enclosure.duration);
    return out;
}

Enclosure read_enclosure(const json::object& object) {
    Enclosure enclosure;
    get(object, "url", enclosure.url);
    get(object, "mime_type", enclosure.media_type);
    get(object, "title", enclosure.title);
    get(object, "size_in_bytes", enclosure.length);
    get(object, "duration_in_seconds", enclosure.duration);
    return enclosure;
}

json::object write_media(const Media& media) {
    json::object out;
    put(out, "url", media.url);
    put(out, "mime_type", media.media_type);
    put(out, "medium", media.medium);
    put(out, "title", media.title);
    put(out, "description", media.description);
    put(out, "thumbnail", media.thumbnail);
    put(out, "player", media.player);
    put(out, "credit", media.credit);
    put(out, "rating", media.rating);
    put(out, "size_in_bytes", media.length);
    put(out, "width", media.width);
    put(out, "height", media.height);
    put(out, "duration_in_seconds", media.duration);
    return out;
}

Media read_media(const json::object& object) {
    Media media;
    get(object, "url", media.url);
    get(object, "mime_type", media.media_type);
    get(object, "medium", media.medium);
    get(object, "title", media.title);
    get(object, "description", media.description);
    get(object, "thumbnail", media.thumbnail);
    get(object, "player", media.player);
    get(object, "credit", media.credit);
    get(object, "rating", media.rating);
    get(object, "size_in_bytes", media.length);
    get(object, "width", media.width);
    get(object, "height", media.height);
    get(object, "duration_in_seconds", media.duration);
    return media;
}

json::object write_source(const Source& source) {
    json::object out;
    put(out, "title", source.title);
    put(out, "url", source.url);
    put(out, "id", source.id);
    return out;
}

Source read_source(const json::object& object) {
    Source source;
    get(object, "title", source.title);
    get(object, "url", source.url);
    get(object, "id", source.id);
    return source;
}

/// RFC 7946 nests positions by type: none for a point, one list for a line, a list of rings for a
/// polygon. A box (georss) is its two corners.
json::object write_geo(const Geo& geo) {
    json::array positions;
    for (const auto& [longitude, latitude] : geo.coordinates) {
        positions.push_back(json::array{number(longitude), number(latitude)});
    }
    json::object out;
    if (positions.empty()) return out;
    put(out, "type", geo.type);
    if (geo.type == "Point") {
        out.emplace("coordinates", positions.front());
    } else if (geo.type == "Polygon") {
        json::array rings;
        rings.push_back(std::move(positions));
        out.emplace("coordinates", std::move(rings));
    } else {
        out.emplace("coordinates", std::move(positions));
    }
    put(out, "name", geo.name);
    return out;
}

bool read_position(const json::value& value, Geo& geo) {
    const auto* pair = value.if_array();
    if (pair == nullptr || pair->size() < 2 || !pair->at(0).is_number() ||
        !pair->at(1).is_number()) {
        return false;
    }
    geo.coordinates.emplace_back(pair->at(0).to_number<double>(), pair->at(1).to_number<double>());
    return true;
}

std::optional<Geo> read_geo(const json::object& object) {
    Geo geo;
    get(object, "type", geo.type);
    get(object, "name", geo.name);
    const json::value* coordinates = object.if_contains("coordinates");
    if (geo.type.empty() || coordinates == nullptr) return std::nullopt;
    if (geo.type == "Point") {
        if (!read_position(*coordinates, geo)) return std::nullopt;
        return geo;
    }
    const auto* list = coordinates->if_array();
    if (geo.type == "Polygon" && list != nullptr && !list->empty()) list = list->front().if_array();
    if (list == nullptr || list->empty()) return std::nullopt;
    for (const auto& position : *list) {
        if (!read_position(position, geo)) return std::nullopt;
    }
    return geo;
}

json::object write_chapter(const Chapter& chapter) {
    json::object out;
    out.emplace("start", number(chapter.start));
    put(out, "title", chapter.title);
    put(out, "image", chapter.image);
    put(out, "url", chapter.url);
    return out;
}

Chapter read_chapter(const json::object& object) {
    Chapter chapter;
    std::optional<double> start;
    get(object, "start", start);
    chapter.start = start.value_or(0);
    get(object, "title", chapter.title);
    get(object, "image", chapter.image);
    get(object, "url", chapter.url);
    return chapter;
}

json::object write_reply(const InReplyTo& reply) {
    json::object out;
    put(out, "ref", reply.ref);
    put(out, "url", reply.url);
    return out;
}

InReplyTo read_reply(const json::object& object) {
    InReplyTo reply;
    get(object, "ref", reply.ref);
    get(object, "url", reply.url);
    return reply;
}

/// An entry that answers one other (nearly all that answer at all) has an object here, one that
/// answers several an array of them.
void put_replies(json::object& out, const std::vector<InReplyTo>& replies) {
    if (replies.size() == 1) {
        put(out, "in_reply_to", write_reply(replies.front()));
    } else {
        put_each(out, "in_reply_to", replies, write_reply);
    }
}

void get_replies(const json::object& object, std::vector<InReplyTo>& replies) {
    const auto& one = object_in(object, "in_reply_to");
    if (!one.empty()) replies.push_back(read_reply(one));
    get_each(object, "in_reply_to", replies, read_reply);
}

json::object write_link(const std::pair<std::string, std::string>& link) {
    json::object out;
    put(out, "rel", link.first);
    put(out, "url", link.second);
    return out;
}

std::pair<std::string, std::string> read_link(const json::object& object) {
    std::pair<std::string, std::string> link;
    get(object, "rel", link.first);
    get(object, "url", link.second);
    return link;
}

/// What JSON Feed has no name for.
json::object write_extension(const Entry& entry) {
    json::object out;
    put_flag(out, "id_is_made", !entry.id.empty() && !entry.id_given);
    put(out, "comments_url", entry.comments_url);
    put(out, "comments_count", entry.comments_count);
    put(out, "comments_feed", entry.comments_feed);
    put(out, "guid_is_permalink", entry.guid_is_permalink);
    if (entry.source) put(out, "source", write_source(*entry.source));
    put_each(out, "media", entry.media, write_media);
    put(out, "itunes", write(entry.itunes));
    if (entry.geo) put(out, "geo", write_geo(*entry.geo));
    put_each(out, "contributors", entry.contributors, [](const Person& p) { return write(p); });
    put(out, "copyright", entry.copyright);
    put_each(out, "chapters", entry.chapters, write_chapter);
    put_replies(out, entry.in_reply_to);
    put(out, "podcast", write(entry.podcast));
    put_each(out, "links", entry.links, write_link);
    return out;
}

void read_extension(const json::object& object, Entry& entry) {
    bool id_is_made = false;
    get(object, "id_is_made", id_is_made);
    entry.id_given = !entry.id.empty() && !id_is_made;
    get(object, "comments_url", entry.comments_url);
    get(object, "comments_count", entry.comments_count);
    get(object, "comments_feed", entry.comments_feed);
    get(object, "guid_is_permalink", entry.guid_is_permalink);
    if (const auto& source = object_in(object, "source"); !source.empty()) {
        entry.source = read_source(source);
    }
    get_each(object, "media", entry.media, read_media);
    entry.itunes = read_itunes(object_in(object, "itunes"));
    entry.geo = read_geo(object_in(object, "geo"));
    get_each(object, "contributors", entry.contributors, read_person);
    get(object, "copyright", entry.copyright);
    get_each(object, "chapters", entry.chapters, read_chapter);
    get_replies(object, entry.in_reply_to);
    entry.podcast = read_podcast(object_in(object, "podcast"));
    get_each(object, "links", entry.links, read_link);
}

}  // namespace

json::object to_json(const Entry& entry) {
    json::object out;
    put(out, "id", entry.id);
    put(out, "url", entry.url);
    put(out, "external_url", entry.external_url);
    put(out, "title", entry.title);
    // One of the two: text beside HTML would say the same again.
    put(out, "content_html", entry.content_html);
    if (entry.content_html.empty()) put(out, "content_text", entry.content_text);
    put(out, "summary", entry.summary);
    put(out, "image", entry.image);
    put(out, "banner_image", entry.banner_image);
    put(out, "date_published", entry.published);
    put(out, "date_modified", entry.updated);
    put_each(out, "authors", entry.authors, [](const Person& person) { return write(person); });
    put(out, "tags", entry.tags);
    put(out, "language", entry.language);
    put_each(out, "attachments", entry.enclosures, write_enclosure);
    put(out, "_weir", write_extension(entry));
    return out;
}

Entry entry_from_json(const json::object& item) {
    Entry entry;
    get(item, "id", entry.id);
    get(item, "url", entry.url);
    get(item, "external_url", entry.external_url);
    get(item, "title", entry.title);
    get(item, "content_html", entry.content_html);
    get(item, "content_text", entry.content_text);
    get(item, "summary", entry.summary);
    get(item, "image", entry.image);
    get(item, "banner_image", entry.banner_image);
    get(item, "date_published", entry.published);
    get(item, "date_modified", entry.updated);
    get_each(item, "authors", entry.authors, read_person);
    get(item, "tags", entry.tags);
    get(item, "language", entry.language);
    get_each(item, "attachments", entry.enclosures, read_enclosure);
    read_extension(object_in(item, "_weir"), entry);
    return entry;
}

}  // namespace weir
