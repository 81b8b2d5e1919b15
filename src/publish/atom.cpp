#include "base/text.hpp"
#include "publish/publish.hpp"
#include "publish/shown.hpp"
#include "publish/xml_writer.hpp"

#include <string>

namespace weir::publish {

namespace {

constexpr std::string_view atom_type = "application/atom+xml";

/// Text that readers could take for markup: an end tag or a character reference. RFC 4287 section
/// 3.1.1.1 makes it plain text, but not all readers believe that.
bool looks_like_markup(std::string_view text) {
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        if (text[at] == '<' && text[at + 1] == '/' && is_ascii_alpha(text[at + 2])) return true;
        if (text[at] == '&' && (is_ascii_alpha(text[at + 1]) || text[at + 1] == '#')) return true;
    }
    return false;
}

/// A text construct holding plain text, typed so that it cannot be misread.
void plain_text(XmlWriter& xml, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    if (looks_like_markup(text))
        xml.start(name).value("type", "html").text(escape_markup(text));
    else
        xml.start(name).text(text);
}

void link(XmlWriter& xml, std::string_view rel, std::string_view type, std::string_view href) {
    if (href.empty()) return;
    xml.start("link").value("rel", rel).value("type", type).value("href", href).empty();
}

void person(XmlWriter& xml, std::string_view role, const Person& who) {
    xml.start(role).open();
    xml.element("name", who.name);
    xml.element("uri", who.url);
    // RFC 4287 section 3.2.3: must look like an address.
    if (who.email.find('@') != std::string::npos && who.email.find(' ') == std::string::npos)
        xml.element("email", who.email);
    xml.close(role);
}

void feed_head(XmlWriter& xml, const MergedFeed& feed) {
    xml.element("id", feed.id);
    plain_text(xml, "title", feed.title.empty() ? feed.name : feed.title);
    plain_text(xml, "subtitle", feed.description);
    xml.element("updated", rfc3339(updated_of(feed)));
    xml.element("icon", feed.icon);
    xml.element("generator", "weir");
    link(xml, "self", atom_type, document_url(feed, ".atom", feed.cursor));
    link(xml, "alternate", "text/html", feed.home);
    link(xml, "hub", "", feed.hub);
    if (!feed.next_cursor.empty())
        link(xml, "next", atom_type, document_url(feed, ".atom", feed.next_cursor));
    if (!feed.prev_cursor.empty())
        link(xml, "previous", atom_type, document_url(feed, ".atom", feed.prev_cursor));
}

void links(XmlWriter& xml, const Shown& shown) {
    link(xml, "alternate", "text/html", shown.url);
    if (shown.external_url != shown.url) link(xml, "related", "", shown.external_url);
    for (const AlsoIn& also : shown.also_in)
        xml.start("link")
            .value("rel", "related")
            .value("type", "text/html")
            .value("href", also.url)
            .value("title", also.feed_title)
            .empty();
    for (const Enclosure& enclosure : shown.enclosures)
        xml.start("link")
            .value("rel", "enclosure")
            .value("type", enclosure.media_type)
            .value("length", enclosure.length ? std::to_string(*enclosure.length) : "")
            .value("href", enclosure.url)
            .value("title", enclosure.title)
            .empty();
}

void source(XmlWriter& xml, const Shown& shown) {
    xml.start("source").open();
    xml.element("id", shown.source.id);
    plain_text(xml, "title", shown.source.title);
    // When the source feed itself changed is not kept; by this entry it had.
    xml.element("updated", rfc3339(shown.updated));
    link(xml, "self", "", shown.source.url);
    link(xml, "alternate", "text/html", shown.source_home);
    xml.close("source");
}

void entry(XmlWriter& xml, const MergedItem& item, const MergedFeed& feed) {
    const Shown shown = publish::shown(item, feed);
    xml.start("entry").value("xml:lang", shown.language).open();
    xml.element("id", item.id);
    plain_text(xml, "title", title_or_excerpt(item, shown));
    xml.element("updated", rfc3339(shown.updated));
    xml.element("published", rfc3339(shown.published));
    for (const Person& author : shown.authors) person(xml, "author", author);
    // An entry needs an author (RFC 4287 section 4.1.2); unsigned ones are by their feed.
    if (shown.authors.empty()) person(xml, "author", Person{.name = shown.source.title});
    links(xml, shown);
    for (const std::string& category : shown.categories)
        xml.start("category").value("term", category).empty();
    plain_text(xml, "rights", item.entry.copyright);
    source(xml, shown);
    plain_text(xml, "summary", shown.summary);
    if (!shown.content_html.empty())
        xml.start("content").value("type", "html").text(shown.content_html);
    xml.close("entry");
}

}  // namespace

std::string atom(const MergedFeed& feed) {
    XmlWriter xml;
    xml.start("feed").value("xmlns", "http://www.w3.org/2005/Atom").open();
    feed_head(xml, feed);
    for (const MergedItem& item : feed.items) entry(xml, item, feed);
    xml.close("feed");
    return xml.take();
}

}  // namespace weir::publish
