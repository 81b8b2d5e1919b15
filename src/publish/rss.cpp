#include "base/text.hpp"
#include "base/url.hpp"
#include "html/escape.hpp"
#include "publish/publish.hpp"
#include "publish/shown.hpp"
#include "publish/xml_writer.hpp"

#include <string>

namespace weir::publish {

namespace {

constexpr std::string_view rss_type = "application/rss+xml";
// What readers show beside a title; the whole stands in content:encoded.
constexpr std::size_t description_length = 400;

/// Plain text in an element that some readers take for HTML: "<" and "&" as hexadecimal references,
/// which both kinds of reader show as they are (RSS Best Practices Profile, section 3.2.1).
std::string encoded(std::string_view text) {
    std::string out;
    html::append_escaped(out, text);
    replace_all(out, "&amp;", "&#x26;");
    replace_all(out, "&lt;", "&#x3C;");
    return out;
}

void plain_text(XmlWriter& xml, std::string_view name, std::string_view text) {
    if (!text.empty()) xml.start(name).raw_text(encoded(text));
}

void link(XmlWriter& xml, std::string_view rel, std::string_view type, std::string_view href) {
    if (href.empty()) return;
    xml.start("atom:link").value("rel", rel).value("type", type).value("href", href).empty();
}

void image(XmlWriter& xml, const MergedFeed& feed, const std::string& title) {
    if (feed.icon.empty()) return;
    xml.start("image").open();
    xml.element("url", feed.icon);
    plain_text(xml, "title", title);
    xml.element("link", feed.home);
    xml.close("image");
}

void channel_head(XmlWriter& xml, const MergedFeed& feed) {
    const std::string& title = feed.title.empty() ? feed.name : feed.title;
    plain_text(xml, "title", title);
    xml.element("link", feed.home);
    plain_text(xml, "description", feed.description.empty() ? title : feed.description);
    xml.element("lastBuildDate", http_date(updated_of(feed)));
    xml.element("generator", "weir");
    image(xml, feed, title);
    link(xml, "self", rss_type, document_url(feed, ".rss", feed.cursor));
    link(xml, "hub", "", feed.hub);
    if (!feed.next_cursor.empty())
        link(xml, "next", rss_type, document_url(feed, ".rss", feed.next_cursor));
    if (!feed.prev_cursor.empty())
        link(xml, "previous", rss_type, document_url(feed, ".rss", feed.prev_cursor));
}

/// The first one only: the profile has readers that take the last, or none, of several.
void enclosure(XmlWriter& xml, const Shown& shown) {
    if (shown.enclosures.empty()) return;
    const Enclosure& first = shown.enclosures.front();
    xml.start("enclosure")
        .value("url", first.url)
        .value("length", std::to_string(first.length.value_or(0)))
        .value("type", first.media_type.empty() ? "application/octet-stream" : first.media_type)
        .empty();
}

/// Plain text as HTML as RSS wants descriptions: escaped once for each.
std::string description_of(const MergedItem& item, const Shown& shown) {
    std::string text =
        shown.summary.empty() ? excerpt(item.text, description_length) : shown.summary;
    // An item needs a title or a description.
    if (text.empty() && shown.title.empty()) text = title_or_excerpt(item, shown);
    return escape_markup(text);
}

void item_element(XmlWriter& xml, const MergedItem& item, const MergedFeed& feed) {
    const Shown shown = publish::shown(item, feed);
    xml.start("item").open();
    plain_text(xml, "title", shown.title);
    xml.element("link", shown.url);
    // Before content:encoded: some readers keep what comes last.
    xml.element("description", description_of(item, shown));
    for (const Person& author : shown.authors) plain_text(xml, "dc:creator", author.name);
    for (const std::string& category : shown.categories) plain_text(xml, "category", category);
    if (url::is_http(item.entry.comments_url))
        xml.element("comments", url::to_ascii(item.entry.comments_url));
    enclosure(xml, shown);
    xml.start("guid").value("isPermaLink", "false").text(item.id);
    xml.element("pubDate", http_date(shown.published));
    xml.start("source").value("url", shown.source.url).raw_text(encoded(shown.source.title));
    xml.element("content:encoded", shown.content_html);
    xml.close("item");
}

}  // namespace

std::string rss(const MergedFeed& feed) {
    XmlWriter xml;
    xml.start("rss")
        .value("version", "2.0")
        .value("xmlns:atom", "http://www.w3.org/2005/Atom")
        .value("xmlns:content", "http://purl.org/rss/1.0/modules/content/")
        .value("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .open();
    xml.start("channel").open();
    channel_head(xml, feed);
    for (const MergedItem& item : feed.items) item_element(xml, item, feed);
    xml.close("channel");
    xml.close("rss");
    return xml.take();
}

}  // namespace weir::publish
