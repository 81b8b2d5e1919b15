#include "base/text.hpp"
#include "parse/atom_links.hpp"
#include "parse/fields.hpp"
#include "parse/formats.hpp"
#include "parse/language.hpp"
#include "parse/links.hpp"
#include "parse/modules.hpp"
#include "parse/notices_feed.hpp"
#include "parse/people.hpp"

/// Atom 1.0 (RFC 4287) and 0.3, which differ in a few names and in how content says its type.
namespace weir::parse {
namespace {

void offer_construct(RankedText& text, int rank, const Element& element) {
    if (text.wants(rank)) text.offer(rank, plain_line(read_atom(element)));
}

void offer_body(Ranked<Written>& body, int rank, const Element& element) {
    if (!body.wants(rank)) return;
    Written written = read_atom(element);
    if (!written.blank()) body.offer(rank, std::move(written));
}

/// RFC 4287 section 4.2.2: the term is the name; a label alone will do.
void read_category(const Element& element, CommonDraft& draft) {
    std::string tag = plain_line(element.attribute("term"));
    if (tag.empty()) tag = plain_line(element.attribute("label"));
    if (tag.empty()) tag = plain_line(element);
    draft.add_tag(std::move(tag));
}

/// Content elsewhere (RFC 4287 section 4.1.3.2): a page to go to, or a file to offer.
void read_content(const Element& element, EntryDraft& draft, int behind) {
    const auto source = element.attribute("src");
    if (source.empty()) {
        offer_body(draft.full, behind, element);
        return;
    }
    const std::string type = lower(element.attribute("type"));
    std::string url = page_url(element, source);
    if (url.empty()) return;
    if (type.empty() || type.starts_with("text/") || type.find("html") != std::string::npos) {
        draft.url.offer(7, std::move(url));
        return;
    }
    Enclosure enclosure;
    enclosure.url = std::move(url);
    enclosure.media_type = type;
    draft.entry.enclosures.push_back(std::move(enclosure));
}

void read_source(const Element& element, EntryDraft& draft) {
    if (draft.entry.source) return;
    Source source;
    RankedText title;
    RankedText url;
    for (const Element& child : element.children()) {
        if (child.ns() != element.ns()) continue;
        switch (child.name()) {
            case "title"_name:
                offer_construct(title, 0, child);
                break;
            case "id"_name:
                if (source.id.empty()) source.id = child.text();
                break;
            case "link"_name:
                read_source_link(child, url);
                break;
            case "author"_name:
                merge_people(draft.source_authors, read_person_element(child));
                break;
            default:
                break;
        }
    }
    source.title = std::move(title.value());
    source.url = std::move(url.value());
    if (!(source == Source{})) draft.entry.source = std::move(source);
}

/// Elements that entries and feeds share; false for any other.
bool read_common(const Element& element, CommonDraft& draft, int behind) {
    switch (element.name()) {
        case "title"_name:
            offer_construct(draft.title, behind, element);
            return true;
        case "published"_name:
        case "issued"_name:
            offer_date(draft.published, behind, element);
            return true;
        case "created"_name:
            offer_date(draft.published, 4, element);
            return true;
        case "updated"_name:
        case "modified"_name:
            offer_date(draft.updated, behind, element);
            return true;
        case "author"_name:
            draft.authors.add(read_person_element(element));
            return true;
        case "contributor"_name:
            merge_people(draft.contributors, read_person_element(element));
            return true;
        case "category"_name:
            read_category(element, draft);
            return true;
        case "rights"_name:
        case "copyright"_name:
            offer_construct(draft.copyright, behind, element);
            return true;
        default:
            return false;
    }
}

void read_generator(const Element& element, FeedDraft& draft) {
    if (!draft.generator.wants(0)) return;
    Generator generator;
    generator.name = plain_line(element);
    generator.version = squeeze(element.attribute("version"));
    const auto uri = element.attribute("uri");
    generator.url = page_url(element, uri.empty() ? element.attribute("url") : uri);
    if (!(generator == Generator{})) draft.generator.offer(0, std::move(generator));
}

void read_entry(const Element& element, Finisher& finisher) {
    EntryDraft draft;
    for (const Element& child : element.children()) {
        if (child.ns() == Ns::atom) {
            read_atom_entry_element(child, draft, 0);
        } else {
            read_entry_module(child, draft);
        }
    }
    if (!draft.updated.given() && !draft.published.given()) {
        element.notice(code::missing_updated, "An entry has no date.");
    }
    draft.language.offer(4, element.language());
    finisher.add(std::move(draft), element);
}

}  // namespace

void read_atom_entry_element(const Element& element, EntryDraft& draft, int behind) {
    if (read_common(element, draft, behind)) return;
    switch (element.name()) {
        case "id"_name:
            draft.id.offer(behind, element.text());
            return;
        case "link"_name:
            return read_entry_link(element, draft, behind);
        case "content"_name:
            return read_content(element, draft, behind);
        case "summary"_name:
            offer_body(draft.brief, behind, element);
            return;
        case "source"_name:
            return read_source(element, draft);
        default:
            return;
    }
}

void read_atom_feed_element(const Element& element, FeedDraft& draft, int behind) {
    if (read_common(element, draft, behind)) return;
    switch (element.name()) {
        case "id"_name:
            if (draft.feed.id.empty()) draft.feed.id = element.text();
            return;
        case "subtitle"_name:
        case "tagline"_name:
            offer_construct(draft.description, behind, element);
            return;
        case "info"_name:
            offer_construct(draft.description, 6, element);
            return;
        case "link"_name:
            return read_feed_link(element, draft, behind);
        case "generator"_name:
            return read_generator(element, draft);
        case "logo"_name:
            offer_image(draft.icon, 0, element);
            return;
        case "icon"_name:
            if (draft.feed.favicon.empty()) {
                draft.feed.favicon = image_url(element, element.text());
            }
            return;
        default:
            return;
    }
}

ParsedFeed read_atom_document(const Element& root, Format format, NoticeList& notices) {
    Finisher finisher{notices, format};
    FeedDraft draft;
    if (root.name() == "entry"_name) {
        read_entry(root, finisher);
        return finisher.finish(std::move(draft));
    }
    for (const Element& child : root.children()) {
        // "item" is RSS's word for it, but the meaning is plain.
        if (!child.is(Ns::atom, "entry"_name) && !child.is(Ns::atom, "item"_name)) {
            if (child.ns() == Ns::atom) {
                read_atom_feed_element(child, draft, 0);
            } else {
                read_feed_module(child, draft);
            }
        } else if (!finisher.full()) {
            read_entry(child, finisher);
        }
    }
    draft.language.offer(4, root.language());
    return finisher.finish(std::move(draft));
}

}  // namespace weir::parse
