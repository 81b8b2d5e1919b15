#include "base/text.hpp"
#include "dates/dates.hpp"
#include "parse/excerpt.hpp"
#include "parse/fields.hpp"
#include "parse/links.hpp"
#include "parse/modules.hpp"
#include "parse/notices_feed.hpp"
#include "parse/people.hpp"

#include <fmt/core.h>

/// Apple's podcast elements, and Google's, which carry the same names. Google's stand behind.
namespace weir::parse {
namespace {

int behind(const Element& element) {
    return element.ns() == Ns::googleplay ? 1 : 0;
}

/// Categories nest one in another; both levels are tags.
void read_category(const Element& element, CommonDraft& draft) {
    const auto name_of = [](const Element& e) {
        const auto attribute = e.attribute("text");
        return attribute.empty() ? plain_line(e) : plain_line(attribute);
    };
    draft.add_tag(name_of(element));
    for (const Element& child : element.children()) {
        if (child.name() == "category"_name) draft.add_tag(name_of(child));
    }
}

void fill(std::string& member, const Element& element) {
    if (member.empty()) member = plain_line(element);
}

bool read_common(const Element& element, CommonDraft& draft) {
    switch (element.name()) {
        case "author"_name:
            draft.authors.offer(behind(element), read_person_element(element));
            return true;
        case "category"_name:
            read_category(element, draft);
            return true;
        case "keywords"_name:
            draft.add_tags(plain_line(element));
            return true;
        case "explicit"_name:
            if (!draft.itunes.is_explicit) draft.itunes.is_explicit = yes_or_no(element.text());
            return true;
        case "block"_name:
            if (!draft.itunes.block) draft.itunes.block = yes_or_no(element.text());
            return true;
        case "subtitle"_name:
            fill(draft.itunes.subtitle, element);
            return false;
        case "title"_name:
            fill(draft.itunes.title, element);
            offer_line(draft.title, 4, element);
            return true;
        default:
            return false;
    }
}

void read_duration(const Element& element, Itunes& itunes) {
    if (!itunes.duration.empty()) return;
    itunes.duration = plain_line(element);
    itunes.duration_seconds = dates::duration(itunes.duration);
    if (!itunes.duration_seconds && !itunes.duration.empty()) {
        element.notice(code::invalid_duration,
                       fmt::format("'{}' is no duration.", excerpt(itunes.duration)));
    }
}

/// A block of name and email (itunes:owner), or an address alone (googleplay:owner).
void read_owner(const Element& element, FeedDraft& draft) {
    if (!draft.publisher.wants(2 + behind(element))) return;
    std::vector<Person> people = read_person_element(element);
    if (!people.empty()) draft.publisher.offer(2 + behind(element), std::move(people.front()));
}

}  // namespace

void read_itunes(const Element& element, EntryDraft& draft) {
    if (read_common(element, draft)) return;
    const int later = behind(element);
    switch (element.name()) {
        case "summary"_name:
        case "description"_name:
            offer_loose(draft.brief, 4 + later, element);
            return;
        case "subtitle"_name:
            offer_loose(draft.brief, 8, element);
            return;
        case "image"_name:
            offer_image(draft.image, later, element);
            return;
        case "duration"_name:
            return read_duration(element, draft.itunes);
        case "episode"_name:
            return fill(draft.itunes.episode, element);
        case "season"_name:
            return fill(draft.itunes.season, element);
        case "episodeType"_name:
            return fill(draft.itunes.episode_type, element);
        default:
            return;
    }
}

void read_itunes(const Element& element, FeedDraft& draft) {
    if (read_common(element, draft)) return;
    const int later = behind(element);
    switch (element.name()) {
        case "summary"_name:
        case "description"_name:
            offer_line(draft.description, 3 + later, element);
            return;
        case "subtitle"_name:
            offer_line(draft.description, 5, element);
            return;
        case "image"_name:
            offer_image(draft.icon, 2 + later, element);
            return;
        case "owner"_name:
        case "email"_name:
            return read_owner(element, draft);
        case "type"_name:
            return fill(draft.itunes.type, element);
        case "new-feed-url"_name:
            draft.feed_url.offer(5, page_url(element, element.text()));
            return;
        default:
            return;
    }
}

}  // namespace weir::parse
