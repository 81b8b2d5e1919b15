#include "parse/rss_item.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "parse/excerpt.hpp"
#include "parse/fields.hpp"
#include "parse/formats.hpp"
#include "parse/language.hpp"
#include "parse/links.hpp"
#include "parse/modules.hpp"
#include "parse/notices_feed.hpp"
#include "parse/people.hpp"

#include <fmt/core.h>

#include <string>

namespace weir::parse {
namespace {

constexpr std::size_t most_enclosures = 500;

// Ranks of what may stand in for an id and a link; lower ones are the elements made for it.
constexpr int guid_rank = 0;
constexpr int about_rank = 2;
constexpr int guid_as_link_rank = 9;

/// RSS 2.0: true unless it says "false".
bool is_permalink(const Element& guid) {
    return yes_or_no(guid.attribute("isPermaLink")).value_or(true);
}

void read_guid(const Element& element, EntryDraft& draft) {
    const std::string text = element.text();
    if (text.empty() || !draft.id.wants(guid_rank)) return;
    const bool permalink = is_permalink(element);
    draft.entry.guid_is_permalink = permalink;
    if (permalink && url::is_http(text)) {
        draft.url.offer(guid_as_link_rank, page_url(element, text));
    } else if (permalink) {
        element.notice(code::guid_not_url,
                       fmt::format("The guid '{}' is no address; it needs isPermaLink=\"false\".",
                                   excerpt(text)));
    }
    draft.id.offer(guid_rank, text);
}

void read_enclosure(const Element& element, EntryDraft& draft) {
    auto& enclosures = draft.entry.enclosures;
    if (enclosures.size() >= most_enclosures) return;
    const std::string address = element.attribute("url").empty()
                                    ? address_in(element)
                                    : std::string{element.attribute("url")};
    Enclosure enclosure;
    enclosure.url = safe_url(element, address);
    if (enclosure.url.empty()) {
        element.notice(code::enclosure_without_url, "An enclosure has no usable address.");
        return;
    }
    enclosure.media_type = lower(squeeze(element.attribute("type")));
    if (enclosure.media_type.empty()) {
        element.notice(code::enclosure_without_type, "An enclosure has no type.");
    }
    const auto length = element.attribute("length");
    enclosure.length = whole_number(length);
    if (!enclosure.length) {
        element.notice(code::enclosure_length,
                       length.empty()
                           ? std::string{"An enclosure has no length."}
                           : fmt::format("'{}' is no length in bytes.", excerpt(length)));
    }
    enclosures.push_back(std::move(enclosure));
}

void read_source(const Element& element, EntryDraft& draft) {
    if (draft.entry.source) return;
    Source source{plain_line(element), page_url(element, element.attribute("url")), {}};
    if (!(source == Source{})) draft.entry.source = std::move(source);
}

/// No version of RSS has it, many feeds do: as a channel's image, or with the address alone.
void read_image(const Element& element, EntryDraft& draft) {
    const Element url = element.child(Ns::rss, "url"_name);
    offer_image(draft.image, 2, url ? url : element);
}

/// Elements that RSS defines for an item.
bool read_standard(const Element& element, EntryDraft& draft) {
    switch (element.name()) {
        case "title"_name:
            offer_line(draft.title, 0, element);
            return true;
        case "link"_name:
            offer_page(draft.url, 1, element);
            return true;
        case "description"_name:
            offer_html(draft.brief, 0, element);
            return true;
        case "author"_name:
            draft.authors.add(read_person_element(element));
            return true;
        case "category"_name:
            draft.add_tag(plain_line(element));
            return true;
        case "comments"_name:
            if (draft.entry.comments_url.empty()) {
                draft.entry.comments_url = page_url(element, address_in(element));
            }
            return true;
        case "enclosure"_name:
            read_enclosure(element, draft);
            return true;
        case "guid"_name:
            read_guid(element, draft);
            return true;
        case "pubDate"_name:
            offer_date(draft.published, 0, element);
            return true;
        case "source"_name:
            read_source(element, draft);
            return true;
        default:
            return false;
    }
}

/// Elements that RSS does not have but feeds do, mostly borrowed from other formats.
void read_borrowed(const Element& element, EntryDraft& draft) {
    switch (element.name()) {
        case "fullitem"_name:
        case "body"_name:
            return offer_html(draft.full, 2, element);
        case "content"_name:
            return offer_html(draft.full, 3, element);
        case "summary"_name:
            return offer_html(draft.brief, 2, element);
        case "image"_name:
            return read_image(element, draft);
        case "id"_name:
            return draft.id.offer(about_rank, element.text());
        case "date"_name:
        case "published"_name:
            return offer_date(draft.published, 6, element);
        case "updated"_name:
        case "modified"_name:
        case "lastBuildDate"_name:
            return offer_date(draft.updated, 6, element);
        case "creator"_name:
            return draft.authors.offer(2, read_person_element(element));
        case "language"_name:
            return draft.language.offer(2, language_tag(element.text()));
        case "copyright"_name:
            return offer_line(draft.copyright, 0, element);
        default:
            return;
    }
}

void read_child(const Element& element, EntryDraft& draft) {
    switch (element.ns()) {
        case Ns::rss:
            if (!read_standard(element, draft)) {
                read_borrowed(element, draft);
            } else if (!element.exact()) {
                element.notice(code::wrong_case, fmt::format("<{}> is written in the wrong case.",
                                                             element.qualified_name()));
            }
            return;
        case Ns::atom:
            return read_atom_entry_element(element, draft, 1);
        default:
            return read_entry_module(element, draft);
    }
}

}  // namespace

void read_rss_item(const Element& item, Finisher& finisher) {
    EntryDraft draft;
    for (const Element& child : item.children()) read_child(child, draft);
    if (const auto about = item.attribute(Ns::rdf, "about"); !about.empty()) {
        draft.id.offer(about_rank, std::string{about});
        if (url::is_http(about)) draft.url.offer(guid_as_link_rank, page_url(item, about));
    }
    draft.language.offer(4, item.language());
    finisher.add(std::move(draft), item);
}

}  // namespace weir::parse
