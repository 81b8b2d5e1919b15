#include "parse/modules.hpp"

#include "parse/fields.hpp"
#include "parse/links.hpp"

namespace weir::parse {
namespace {

// Where an entry's whole text may stand beside the formats' own elements. content:encoded leads.
constexpr int encoded_rank = 0;
constexpr int xhtml_rank = 1;
constexpr int yandex_rank = 4;

void read_licence(const Element& element, EntryDraft& draft) {
    if (element.name() != "license"_name) return;
    std::string url = page_url(element, address_in(element));
    if (!url.empty()) draft.entry.links.emplace_back("license", std::move(url));
}

/// FeedBurner and Pheedo replace addresses by counting ones and keep the true ones here.
void read_original(const Element& element, EntryDraft& draft) {
    if (element.name() == "origLink"_name) {
        offer_page(draft.url, 0, element);
    } else if (element.name() == "origEnclosureLink"_name) {
        draft.enclosure_url.offer(0, page_url(element, element.text()));
    }
}

}  // namespace

void read_entry_module(const Element& element, EntryDraft& draft) {
    switch (element.ns()) {
        case Ns::content:
            if (element.name() == "encoded"_name) offer_html(draft.full, encoded_rank, element);
            return;
        case Ns::xhtml:
            if (element.name() == "body"_name || element.name() == "div"_name) {
                offer_html(draft.full, xhtml_rank, element);
            }
            return;
        case Ns::yandex:
            if (element.name() == "full-text"_name) offer_html(draft.full, yandex_rank, element);
            return;
        case Ns::dublin_core:
            return read_dublin_core(element, draft);
        case Ns::itunes:
        case Ns::googleplay:
            return read_itunes(element, draft);
        case Ns::media:
            return read_media(element, draft);
        case Ns::podcast:
            return read_podcast(element, draft);
        case Ns::chapters:
            return read_chapters(element, draft);
        case Ns::georss:
        case Ns::gml:
        case Ns::geo:
            return read_location(element, draft);
        case Ns::slash:
        case Ns::wfw:
        case Ns::thread:
            return read_discussion(element, draft);
        case Ns::feedburner:
        case Ns::pheedo:
            return read_original(element, draft);
        case Ns::licence:
            return read_licence(element, draft);
        default:
            return;
    }
}

void read_feed_module(const Element& element, FeedDraft& draft) {
    switch (element.ns()) {
        case Ns::dublin_core:
            return read_dublin_core(element, draft);
        case Ns::itunes:
        case Ns::googleplay:
            return read_itunes(element, draft);
        case Ns::media:
            return read_media(element, draft);
        case Ns::podcast:
            return read_podcast(element, draft);
        case Ns::syndication:
            return read_syndication(element, draft);
        case Ns::history:
            if (element.name() == "complete"_name) draft.feed.complete = true;
            return;
        case Ns::admin:
            if (element.name() == "generatorAgent"_name && draft.generator.wants(2)) {
                const std::string url = page_url(element, address_in(element));
                if (!url.empty()) draft.generator.offer(2, {url, {}, url});
            }
            return;
        default:
            return;
    }
}

}  // namespace weir::parse
