#include "base/text.hpp"
#include "dates/dates.hpp"
#include "parse/fields.hpp"
#include "parse/links.hpp"
#include "parse/modules.hpp"

#include <vector>

/// Media RSS 1.5.1. What a group or an item says counts for each of its contents that does not say
/// it itself ("metadata" inheritance of the specification).
namespace weir::parse {
namespace {

// A feed of galleries may have hundreds of pictures in an entry, but not more.
constexpr std::size_t most_media = 500;

// Ranks behind an image that is given as such (itunes:image, RSS image).
constexpr int thumbnail_rank = 3;
constexpr int picture_rank = 4;

void fill(std::string& member, std::string value) {
    if (member.empty()) member = std::move(value);
}

/// What may stand in a content, in a group and in an item alike; `about` collects it.
bool read_shared(const Element& element, Media& about, EntryDraft& draft) {
    switch (element.name()) {
        case "title"_name:
            if (about.title.empty()) about.title = plain_line(read_loose(element));
            offer_line(draft.title, 5, element);
            return true;
        case "description"_name:
            if (about.description.empty()) about.description = plain_line(read_loose(element));
            offer_loose(draft.brief, 6, element);
            return true;
        case "thumbnail"_name:
            if (about.thumbnail.empty()) about.thumbnail = image_url(element, address_in(element));
            draft.image.offer(thumbnail_rank, about.thumbnail);
            return true;
        case "player"_name:
            fill(about.player, page_url(element, address_in(element)));
            return true;
        case "credit"_name:
            fill(about.credit, plain_line(element));
            return true;
        case "rating"_name:
            fill(about.rating, plain_line(element));
            return true;
        case "adult"_name:
            if (about.rating.empty() && yes_or_no(element.text()).value_or(false)) {
                about.rating = "adult";
            }
            return true;
        case "category"_name: {
            std::string tag = plain_line(element);
            draft.add_tag(tag.empty() ? plain_line(element.attribute("label")) : std::move(tag));
            return true;
        }
        case "keywords"_name:
            draft.add_tags(plain_line(element));
            return true;
        case "copyright"_name:
            offer_line(draft.copyright, 2, element);
            return true;
        default:
            return false;
    }
}

bool is_picture(const Media& media) {
    return media.medium == "image" || istarts_with(media.media_type, "image/");
}

Media read_content(const Element& element, EntryDraft& draft) {
    Media media;
    media.url = safe_url(element, element.attribute("url"));
    media.media_type = plain_line(element.attribute("type"));
    media.medium = lower(element.attribute("medium"));
    media.length = whole_number(element.attribute("fileSize"));
    media.width = whole_number(element.attribute("width"));
    media.height = whole_number(element.attribute("height"));
    if (const auto duration = element.attribute("duration"); !duration.empty()) {
        media.duration = dates::duration(duration);
    }
    for (const Element& child : element.children()) {
        if (child.ns() == Ns::media) read_shared(child, media, draft);
    }
    if (is_picture(media)) draft.image.offer(picture_rank, image_url(element.base(), media.url));
    return media;
}

void inherit(Media& media, const Media& from) {
    fill(media.title, from.title);
    fill(media.description, from.description);
    fill(media.thumbnail, from.thumbnail);
    fill(media.player, from.player);
    fill(media.credit, from.credit);
    fill(media.rating, from.rating);
}

void add_content(const Element& element, EntryDraft& draft) {
    auto& all = draft.entry.media;
    if (all.size() >= most_media) return;
    Media media = read_content(element, draft);
    if (!media.url.empty() || !media.player.empty()) all.push_back(std::move(media));
}

/// Versions of one thing: what stands beside them in the group is about each.
void read_group(const Element& group, EntryDraft& draft) {
    const std::size_t first = draft.entry.media.size();
    Media about;
    for (const Element& child : group.children()) {
        if (child.ns() != Ns::media) continue;
        if (child.name() == "content"_name) {
            add_content(child, draft);
        } else {
            read_shared(child, about, draft);
        }
    }
    auto& all = draft.entry.media;
    if (first == all.size() && (!about.thumbnail.empty() || !about.player.empty())) {
        all.push_back(std::move(about));
        return;
    }
    for (std::size_t i = first; i < all.size(); ++i) inherit(all[i], about);
}

}  // namespace

void read_media(const Element& element, EntryDraft& draft) {
    switch (element.name()) {
        case "group"_name:
            return read_group(element, draft);
        case "content"_name:
            return add_content(element, draft);
        default:
            read_shared(element, draft.media_of_all, draft);
    }
}

void inherit_media(EntryDraft& draft) {
    auto& all = draft.entry.media;
    const Media& about = draft.media_of_all;
    if (all.empty() && (!about.thumbnail.empty() || !about.player.empty())) {
        all.push_back(about);
        return;
    }
    for (Media& media : all) inherit(media, about);
}

void read_media(const Element& element, FeedDraft& draft) {
    switch (element.name()) {
        case "thumbnail"_name:
            offer_image(draft.icon, 6, element);
            return;
        case "category"_name:
            return draft.add_tag(plain_line(element));
        case "keywords"_name:
            return draft.add_tags(plain_line(element));
        case "copyright"_name:
            offer_line(draft.copyright, 2, element);
            return;
        case "rating"_name:
            if (!draft.itunes.is_explicit && lower(element.text()) == "adult") {
                draft.itunes.is_explicit = true;
            }
            return;
        default:
            return;
    }
}

}  // namespace weir::parse
