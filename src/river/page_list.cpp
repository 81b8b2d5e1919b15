// The river and its kin: items under a heading, newest first, by day.
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "publish/publish.hpp"
#include "river/markup.hpp"
#include "river/pages.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace weir::river {
namespace {

constexpr std::size_t excerpt_length = 280;

/// Path and parameters of a page of this feed, on this site.
std::string page_path(const Links& links, const publish::MergedFeed& feed,
                      const std::string& cursor) {
    if (links.files) return links.page(cursor);
    auto path = feed.path;
    char separator = '?';
    for (const auto* part : {&feed.query, &cursor}) {
        if (part->empty()) continue;
        path += separator + *part;
        separator = '&';
    }
    return path;
}

/// Where this list stands as a feed in a format. A folder's pages do not know where it will stand.
std::string feed_link(const Links& links, const publish::MergedFeed& feed,
                      std::string_view suffix) {
    if (links.files) return links.file(feed.path + std::string{suffix});
    return publish::document_url(feed, std::string{suffix}, {});
}

std::string alternates(const Links& links, const publish::MergedFeed& feed) {
    constexpr std::array<std::array<std::string_view, 3>, 3> kinds{
        {{".atom", "application/atom+xml", "Atom"},
         {".rss", "application/rss+xml", "RSS"},
         {".json", "application/feed+json", "JSON Feed"}}};
    Markup html;
    for (const auto& [suffix, type, name] : kinds)
        html.raw("<link rel=\"alternate\"")
            .attribute("type", type)
            .attribute("href", feed_link(links, feed, suffix))
            .attribute("title", fmt::format("{} ({})", feed.title, name))
            .raw(">\n");
    return html.take();
}

std::string excerpt(const publish::MergedItem& item) {
    const auto& given = item.entry.summary.empty() ? item.text : item.entry.summary;
    const auto line = squeeze(given);
    if (utf8::length(line) <= excerpt_length) return line;
    auto cut = std::string{utf8::prefix(line, excerpt_length)};
    // Not in the middle of a word, unless the script has no blanks.
    if (const auto blank = cut.rfind(' '); blank != std::string::npos && blank > cut.size() / 2)
        cut.resize(blank);
    return cut + "…";
}

void article(Markup& html, const Nav& nav, const publish::MergedItem& item) {
    const auto path = nav.links.page(fmt::format("/item/{}", item.number));
    html.raw("<article tabindex=\"-1\"");
    if (item.read) html.attribute("class", "read");
    if (!item.entry.language.empty()) html.attribute("lang", item.entry.language);
    html.raw(">\n<h3 dir=\"auto\"><a").attribute("href", path).raw(">").text(shown_title(item));
    html.raw("</a></h3>\n<p class=\"byline\">");
    time_element(html, item.date, "", false);
    html.raw(" ");
    source_links(html, nav, item);
    if (const auto names = people(item.entry.authors); !names.empty())
        html.raw(" <span dir=\"auto\" class=\"author\">").text(names).raw("</span>");
    if (!item.entry.enclosures.empty()) html.raw(" <span class=\"mark\">audio or file</span>");
    if (item.starred) html.raw(" <span class=\"mark\">starred</span>");
    if (!item.entry.url.empty())
        html.raw(" <a class=\"original\" rel=\"noopener noreferrer\"")
            .attribute("href", item.entry.url)
            .raw(">original</a>");
    html.raw("</p>\n");
    if (const auto text = excerpt(item); !text.empty() && text != shown_title(item))
        html.raw("<p class=\"excerpt\" dir=\"auto\">").text(text).raw("</p>\n");
    html.raw("</article>\n");
}

/// The query with the character in question marked; at its end, a blank stands for what is missing.
void point_at(Markup& html, const std::string& query, std::size_t column) {
    if (column == 0) return;
    const std::string_view text = query;
    const auto before = utf8::prefix(text, column - 1);
    auto rest = text.substr(before.size());
    const auto there = utf8::prefix(rest, 1);
    rest.remove_prefix(there.size());
    html.raw("<p><code dir=\"auto\">").text(before).raw("<mark>");
    if (there.empty())
        html.raw("&nbsp;");
    else
        html.text(there);
    html.raw("</mark>").text(rest).raw("</code></p>\n");
}

void nothing_to_show(Markup& html, const ListPage& page) {
    html.raw("<p class=\"empty\" role=\"status\">");
    if (!page.query.empty())
        html.text(
            fmt::format("Nothing stored matches “{}”. Words must all occur; try fewer of them, "
                        "or a word* with a star.",
                        page.query));
    else if (page.nav.feed_count == 0)
        html.raw(
            "No feed is configured. Add a <code>[[feed]]</code> to feeds.toml and reload weir.");
    else if (page.nav.links.files)
        html.raw("There is nothing here.");
    else
        html.raw(
            "There is nothing here. New items appear once the feeds have been polled; "
            "<a href=\"/status\">the status page</a> tells when.");
    html.raw("</p>\n");
}

void pager(Markup& html, const Links& links, const publish::MergedFeed& feed) {
    if (feed.next_cursor.empty() && feed.prev_cursor.empty()) return;
    html.raw("<nav class=\"pager\" aria-label=\"Pages\">");
    if (!feed.prev_cursor.empty())
        html.raw("<a rel=\"prev\"")
            .attribute("href", page_path(links, feed, feed.prev_cursor))
            .raw(">← Newer</a> ");
    if (!feed.next_cursor.empty())
        html.raw("<a rel=\"next\"")
            .attribute("href", page_path(links, feed, feed.next_cursor))
            .raw(">Older →</a>");
    html.raw("</nav>\n");
}

void subscribe_line(Markup& html, const Links& links, const publish::MergedFeed& feed) {
    html.raw("<p class=\"subscribe\">Subscribe: ");
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kinds{
        {{".atom", "Atom"}, {".rss", "RSS"}, {".json", "JSON Feed"}}};
    bool first = true;
    for (const auto& [suffix, name] : kinds) {
        if (!std::exchange(first, false)) html.raw(" · ");
        html.raw("<a")
            .attribute("href", feed_link(links, feed, suffix))
            .raw(">")
            .text(name)
            .raw("</a>");
    }
    html.raw("</p>\n");
}

}  // namespace

std::string list_page(const ListPage& page) {
    const auto& feed = page.feed;
    Markup html;
    open_page(html, {.nav = page.nav,
                     .title = page.is_home ? std::string{} : feed.title,
                     .query = page.query,
                     .alternates =
                         page.mistake.empty() ? alternates(page.nav.links, feed) : std::string{},
                     .current = page.is_home ? std::string{"/"} : feed.path});
    html.raw("<h1 dir=\"auto\">").text(page.is_home ? "River" : feed.title).raw("</h1>\n");
    if (!page.mistake.empty()) {
        html.raw("<div class=\"mistake\" role=\"status\">\n<p>").text(page.mistake).raw("</p>\n");
        point_at(html, page.query, page.mistake_column);
        html.raw("</div>\n");
        html.raw(
            "<p>Words must all occur. <code>\"a phrase\"</code> <code>word*</code> "
            "<code>-not</code> <code>OR</code> <code>( )</code> <code>title:</code> "
            "<code>author:</code> <code>tag:</code> <code>feed:</code> "
            "<code>since:7d</code></p>\n");
        close_page(html);
        return html.take();
    }
    subscribe_line(html, page.nav.links, feed);
    std::string day;
    for (const auto& item : feed.items) {
        if (auto heading = day_heading(item.date); heading != day) {
            if (!day.empty()) html.raw("</section>\n");
            day = std::move(heading);
            html.raw("<section class=\"day\">\n<h2>").text(day).raw("</h2>\n");
        }
        article(html, page.nav, item);
    }
    if (!day.empty()) html.raw("</section>\n");
    if (feed.items.empty()) nothing_to_show(html, page);
    pager(html, page.nav.links, feed);
    close_page(html);
    return html.take();
}

}  // namespace weir::river
