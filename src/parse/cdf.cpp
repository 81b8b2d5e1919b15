#include "base/text.hpp"
#include "parse/fields.hpp"
#include "parse/formats.hpp"
#include "parse/links.hpp"

#include <algorithm>
#include <vector>

/// Channel Definition Format (a W3C note of 1997): capital element names, addresses in HREF.
namespace weir::parse {
namespace {

std::string href_of(const Element& element) {
    if (const auto href = element.attribute("href"); !href.empty()) return std::string{href};
    const Element anchor = element.child(Ns::rss, "a"_name);
    return anchor ? std::string{anchor.attribute("href")} : std::string{};
}

void offer_modified(const Element& element, CommonDraft& draft) {
    const auto text = element.attribute("lastmod");
    if (const auto date = read_date(element, text)) draft.updated.offer(0, *date);
}

void read_item(const Element& item, Finisher& finisher) {
    EntryDraft draft;
    draft.url.offer(1, page_url(item, href_of(item)));
    offer_modified(item, draft);
    for (const Element& child : item.children()) {
        switch (child.name()) {
            case "title"_name:
                offer_line(draft.title, 0, child);
                break;
            case "abstract"_name:
                offer_html(draft.brief, 0, child);
                break;
            case "logo"_name:
                draft.image.offer(0, image_url(child, child.attribute("href")));
                break;
            default:
                break;
        }
    }
    draft.language.offer(4, item.language());
    finisher.add(std::move(draft), item);
}

void read_channel(const Element& channel, FeedDraft& draft, int behind) {
    draft.url.offer(1 + behind, page_url(channel, href_of(channel)));
    draft.feed_url.offer(1 + behind, page_url(channel, channel.attribute("self")));
    offer_modified(channel, draft);
    for (const Element& child : channel.children()) {
        switch (child.name()) {
            case "title"_name:
                offer_line(draft.title, behind, child);
                break;
            case "abstract"_name:
                offer_line(draft.description, behind, child);
                break;
            case "logo"_name:
                draft.icon.offer(1 + behind, image_url(child, child.attribute("href")));
                break;
            default:
                break;
        }
    }
    draft.language.offer(4, channel.language());
}

}  // namespace

ParsedFeed read_cdf_document(const Element& root, NoticeList& notices) {
    Finisher finisher{notices, Format::cdf};
    FeedDraft draft;
    read_channel(root, draft, 0);
    // Channels nest; the document is one feed, so their items follow in document order.
    std::vector<Element> waiting = root.children();
    std::reverse(waiting.begin(), waiting.end());
    while (!waiting.empty() && !finisher.full()) {
        const Element element = waiting.back();
        waiting.pop_back();
        if (element.name() == "item"_name) {
            read_item(element, finisher);
        } else if (element.name() == "channel"_name) {
            const auto inner = element.children();
            waiting.insert(waiting.end(), inner.rbegin(), inner.rend());
        }
    }
    return finisher.finish(std::move(draft));
}

}  // namespace weir::parse
