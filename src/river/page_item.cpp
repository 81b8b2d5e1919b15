// One item to read, and the page that says one thing.
#include "base/text.hpp"
#include "html/text.hpp"
#include "river/markup.hpp"
#include "river/pages.hpp"

#include <fmt/format.h>

namespace weir::river {
namespace {

void enclosures(Markup& html, const Entry& entry) {
    if (entry.enclosures.empty()) return;
    html.raw("<ul class=\"enclosures\">\n");
    for (const auto& one : entry.enclosures) {
        html.raw("<li>");
        if (one.media_type.starts_with("audio/"))
            html.raw("<audio controls preload=\"none\"")
                .attribute("src", one.url)
                .raw("></audio> ");
        html.raw("<a rel=\"noopener noreferrer\"").attribute("href", one.url).raw(">");
        html.text(one.title.empty() ? one.url : one.title).raw("</a>");
        if (!one.media_type.empty()) html.text(" (" + one.media_type);
        if (one.length && *one.length > 0)
            html.text(", " + format_size(static_cast<std::size_t>(*one.length)));
        if (!one.media_type.empty()) html.raw(")");
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

void other_sources(Markup& html, const publish::MergedItem& item) {
    if (item.sources.size() < 2) return;
    html.raw("<h2>Told by</h2>\n<ul class=\"sources\">\n");
    for (const auto& source : item.sources) {
        html.raw("<li dir=\"auto\">").text(source.title.empty() ? source.name : source.title);
        if (!source.url.empty())
            html.raw(": <a rel=\"noopener noreferrer\"")
                .attribute("href", source.url)
                .raw(">")
                .text(source.item_title.empty() ? source.url : source.item_title)
                .raw("</a>");
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

/// Sanitised content below our own heading: a page has one <h1>. In such HTML "<" only begins tags.
std::string below_heading(std::string html) {
    replace_all(html, "<h1>", "<h2>");
    replace_all(html, "<h1 ", "<h2 ");
    replace_all(html, "</h1>", "</h2>");
    return html;
}

}  // namespace

std::string item_page(const Nav& nav, const publish::MergedItem& item) {
    const auto& entry = item.entry;
    Markup html;
    open_page(html, {.nav = nav, .title = shown_title(item)});
    html.raw("<article class=\"whole\"");
    if (!entry.language.empty()) html.attribute("lang", entry.language);
    html.raw(">\n<h1 dir=\"auto\">").text(shown_title(item)).raw("</h1>\n<p class=\"byline\">");
    time_element(html, item.date, "", true);
    html.raw(" ");
    source_links(html, nav, item);
    if (const auto names = people(entry.authors); !names.empty())
        html.raw(" <span dir=\"auto\" class=\"author\">").text(names).raw("</span>");
    if (!entry.url.empty())
        html.raw(" <a class=\"original\" rel=\"noopener noreferrer\"")
            .attribute("href", entry.url)
            .raw(">original</a>");
    html.raw("</p>\n<div class=\"content\" dir=\"auto\">\n");
    // Sanitised when it was parsed; anything else is text and is escaped here.
    if (!entry.content_html.empty())
        html.raw(below_heading(entry.content_html));
    else
        html.raw(html::from_text(entry.content_text.empty() ? entry.summary : entry.content_text));
    html.raw("\n</div>\n");
    enclosures(html, entry);
    other_sources(html, item);
    html.raw("</article>\n");
    close_page(html);
    return html.take();
}

std::string message_page(const Nav& nav, const std::string& title, const std::string& text) {
    Markup html;
    open_page(html, {.nav = nav, .title = title});
    html.raw("<h1>").text(title).raw("</h1>\n<p>").text(text).raw("</p>\n");
    close_page(html);
    return html.take();
}

}  // namespace weir::river
