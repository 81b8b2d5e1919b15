#include "parse/atom_links.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "parse/formats.hpp"
#include "parse/links.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace weir::parse {
namespace {

constexpr std::size_t most_links = 100;
constexpr std::size_t most_enclosures = 500;
constexpr std::size_t most_hubs = 20;

struct Link {
    std::string rel;
    std::string type;
    std::string_view href;
};

/// RFC 4287 section 4.2.7.2: no rel means "alternate", and registered names may be written as IANA
/// addresses. Of several names in one attribute (HTML's habit) the first counts.
std::string relation(std::string_view rel) {
    std::string name = lower(trim(rel));
    for (const std::string_view registry :
         {"http://www.iana.org/assignments/relation/", "https://www.iana.org/assignments/relation/",
          "http://www.iana.org/assignments/link-relations/"}) {
        if (name.starts_with(registry)) name.erase(0, registry.size());
    }
    name.erase(std::min(name.find_first_of(" \t\r\n"), name.size()));
    return name.empty() ? "alternate" : name;
}

Link read_link(const Element& element) {
    const auto type = element.attribute("type");
    return {relation(element.attribute("rel")), lower(trim(type.substr(0, type.find(';')))),
            element.attribute("href")};
}

/// The address: href, or by a common mistake the element's text.
std::string href_of(const Element& element, const Link& link) {
    return link.href.empty() ? element.text() : std::string{link.href};
}

bool is_html(std::string_view type) {
    return type == "text/html" || type == "application/xhtml+xml" || type == "html";
}

/// Pages for people lead; other feeds (application/atom+xml) of the same thing come last.
int alternate_rank(const Link& link) {
    if (is_html(link.type)) return 2;
    if (link.type.empty()) return 3;
    return link.type.ends_with("+xml") || link.type.ends_with("json") ? 5 : 4;
}

void read_enclosure(const Element& element, const Link& link, EntryDraft& draft) {
    if (draft.entry.enclosures.size() >= most_enclosures) return;
    Enclosure enclosure;
    enclosure.url = safe_url(element, href_of(element, link));
    if (enclosure.url.empty()) return;
    enclosure.media_type = link.type;
    enclosure.title = squeeze(element.attribute("title"));
    enclosure.length = whole_number(element.attribute("length"));
    draft.entry.enclosures.push_back(std::move(enclosure));
}

/// RFC 4685 section 4: comments as a feed, unless the type says that they are a page.
void read_replies(const Element& element, const Link& link, EntryDraft& draft) {
    Entry& entry = draft.entry;
    std::string& member = is_html(link.type) ? entry.comments_url : entry.comments_feed;
    if (member.empty()) member = page_url(element, href_of(element, link));
    if (!entry.comments_count) {
        entry.comments_count = whole_number(element.attribute(Ns::thread, "count"));
    }
}

/// Links to the entry's own document or to an editing protocol are of no use to readers.
bool is_machinery(std::string_view rel) {
    return rel == "self" || rel.starts_with("edit") || rel.starts_with("service") ||
           rel.starts_with("http://schemas.google.com/") || rel == "next" || rel == "previous" ||
           rel == "prev" || rel == "first" || rel == "last" || rel == "hub";
}

}  // namespace

void read_entry_link(const Element& element, EntryDraft& draft, int behind) {
    const Link link = read_link(element);
    if (link.rel == "alternate") {
        const int rank = alternate_rank(link) + behind;
        if (draft.url.wants(rank)) {
            draft.url.offer(rank, page_url(element, href_of(element, link)));
        }
    } else if (link.rel == "enclosure") {
        read_enclosure(element, link, draft);
    } else if (link.rel == "replies") {
        read_replies(element, link, draft);
    } else if (!is_machinery(link.rel) && draft.entry.links.size() < most_links) {
        std::string url = page_url(element, href_of(element, link));
        if (!url.empty()) draft.entry.links.emplace_back(squeeze(link.rel), std::move(url));
    }
}

void read_feed_link(const Element& element, FeedDraft& draft, int behind) {
    const Link link = read_link(element);
    Feed& feed = draft.feed;
    const auto url = [&] { return page_url(element, href_of(element, link)); };
    if (link.rel == "alternate") {
        const int rank = alternate_rank(link) + behind;
        if (draft.url.wants(rank)) draft.url.offer(rank, url());
    } else if (link.rel == "self") {
        draft.feed_url.offer(0, url());
    } else if (link.rel == "hub") {
        std::string hub = url();
        const bool known = std::any_of(feed.hubs.begin(), feed.hubs.end(),
                                       [&](const Hub& h) { return h.url == hub; });
        if (!hub.empty() && !known && feed.hubs.size() < most_hubs) {
            feed.hubs.push_back({"WebSub", std::move(hub)});
        }
    } else if (link.rel == "next") {
        if (feed.next_url.empty()) feed.next_url = url();
    } else if (link.rel == "prev-archive") {
        if (feed.prev_archive_url.empty()) feed.prev_archive_url = url();
    }
}

void read_source_link(const Element& element, RankedText& url) {
    const Link link = read_link(element);
    if (link.rel == "self") {
        url.offer(0, page_url(element, href_of(element, link)));
    } else if (link.rel == "alternate") {
        url.offer(alternate_rank(link), page_url(element, href_of(element, link)));
    }
}

std::string atom_site(const Element& root) {
    RankedText site;
    for (const Element& child : root.children()) {
        if (!child.is(Ns::atom, "link"_name)) continue;
        const Link link = read_link(child);
        constexpr int self_rank = 9;
        const int rank = link.rel == "self" ? self_rank : alternate_rank(link);
        std::string url = page_url(child.base(), href_of(child, link));
        if ((link.rel == "alternate" || link.rel == "self") && url::is_http(url)) {
            site.offer(rank, std::move(url));
        }
    }
    return std::move(site.value());
}

}  // namespace weir::parse
