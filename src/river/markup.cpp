#include "river/markup.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace weir::river {
namespace {

void place(Markup& html, const Frame& frame, const std::string& path, std::string_view title) {
    html.raw("<li><a").attribute("href", frame.nav.links.page(path));
    if (path == frame.current) html.raw(" aria-current=\"page\"");
    html.raw(">").text(title).raw("</a></li>\n");
}

void navigation(Markup& html, const Frame& frame) {
    const auto& nav = frame.nav;
    html.raw("<nav aria-label=\"Places\">\n<ul>\n");
    place(html, frame, "/", "River");
    for (const auto& output : nav.outputs)
        if (nav.outputs.size() > 1)
            place(html, frame, "/" + url::percent_encode(output.name), output.title);
    for (const auto& tag : nav.tags)
        place(html, frame, "/tag/" + url::percent_encode(tag), "#" + tag);
    if (!nav.links.files) place(html, frame, "/status", "Status");
    html.raw("</ul>\n");
    if (!nav.feeds.empty()) {
        html.raw("<details><summary>")
            .text(fmt::format("{} feeds", nav.feed_count))
            .raw("</summary>\n<ul>\n");
        for (const auto& feed : nav.feeds)
            place(html, frame, "/feed/" + url::percent_encode(feed.name), feed.title);
        html.raw("</ul></details>\n");
    }
    html.raw("</nav>\n");
}

void search_form(Markup& html, const Frame& frame) {
    html.raw(
            "<form action=\"/search\" method=\"get\" role=\"search\">\n"
            "<label class=\"hidden\" for=\"q\">Search</label>\n<input id=\"q\" name=\"q\" "
            "type=\"search\" placeholder=\"Search\" autocomplete=\"off\"")
        .attribute("value", frame.query)
        .raw(">\n<button>Search</button>\n</form>\n");
}

}  // namespace

Markup& Markup::text(std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out_ += "&amp;";
                break;
            case '<':
                out_ += "&lt;";
                break;
            case '>':
                out_ += "&gt;";
                break;
            case '"':
                out_ += "&quot;";
                break;
            case '\'':
                out_ += "&#39;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out_ += c;
        }
    }
    return *this;
}

Markup& Markup::attribute(std::string_view name, std::string_view value) {
    return raw(" ").raw(name).raw("=\"").text(value).raw("\"");
}

void open_page(Markup& html, const Frame& frame) {
    const auto& links = frame.nav.links;
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        .text(frame.title.empty() ? "weir" : frame.title + " · weir")
        .raw("</title>\n");
    if (links.files)  // Files have no headers.
        html.raw("<meta http-equiv=\"Content-Security-Policy\"")
            .attribute("content", file_security_policy())
            .raw(">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.raw(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\"")
        .attribute("href", links.file("/icon.svg"))
        .raw(" type=\"image/svg+xml\">\n<link rel=\"stylesheet\"")
        .attribute("href", links.file("/river.css"))
        .raw(">\n")
        .raw(frame.alternates)
        .raw("<script")
        .attribute("src", links.file("/river.js"))
        .raw(
            " defer></script>\n</head>\n<body>\n"
            "<a class=\"skip\" href=\"#content\">Skip to content</a>\n"
            "<header class=\"top\">\n<p class=\"brand\"><a")
        .attribute("href", links.page("/"))
        .raw(">weir</a></p>\n");
    if (!links.files) search_form(html, frame);
    html.raw("</header>\n<div class=\"columns\">\n");
    navigation(html, frame);
    html.raw("<main id=\"content\">\n");
}

void close_page(Markup& html) {
    html.raw("</main>\n</div>\n</body>\n</html>\n");
}

std::string day_heading(Instant at) {
    constexpr std::array days{"Sunday",   "Monday", "Tuesday", "Wednesday",
                              "Thursday", "Friday", "Saturday"};
    constexpr std::array months{"January",   "February", "March",    "April",
                                "May",       "June",     "July",     "August",
                                "September", "October",  "November", "December"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    return fmt::format("{}, {} {} {}", days.at(std::chrono::weekday{day}.c_encoding()),
                       static_cast<unsigned>(date.day()),
                       months.at(static_cast<unsigned>(date.month()) - 1),
                       static_cast<int>(date.year()));
}

void time_element(Markup& html, Instant at, std::string_view css_class, bool with_day) {
    const auto iso = rfc3339(at);
    const auto clock = iso.substr(11, 5);
    html.raw("<time").attribute("datetime", iso);
    if (!css_class.empty()) html.attribute("class", css_class);
    html.raw(">").text(with_day ? iso.substr(0, 10) + " " + clock + " UTC" : clock).raw("</time>");
}

void source_links(Markup& html, const Nav& nav, const publish::MergedItem& item) {
    bool first = true;
    html.raw("<span>");
    for (const auto& source : item.sources) {
        if (!first) html.raw(", ");
        first = false;
        const auto& title = source.title.empty() ? source.name : source.title;
        if (!nav.feed_names.contains(source.name)) {  // Followed once, no longer.
            html.raw("<span class=\"source\" dir=\"auto\">").text(title).raw("</span>");
            continue;
        }
        const auto path = "/feed/" + url::percent_encode(source.name);
        html.raw("<a class=\"source\" dir=\"auto\"")
            .attribute("href", nav.links.page(path))
            .raw(">")
            .text(title)
            .raw("</a>");
    }
    html.raw("</span>");
}

std::string shown_title(const publish::MergedItem& item) {
    constexpr std::size_t most = 90;
    if (!item.entry.title.empty()) return item.entry.title;
    const auto line = squeeze(item.text);
    if (line.empty()) return "(no title)";
    if (utf8::length(line) <= most) return line;
    return std::string{utf8::prefix(line, most)} + "…";
}

std::string people(const std::vector<Person>& authors) {
    std::vector<std::string> names;
    for (const auto& person : authors)
        if (!person.name.empty()) names.push_back(person.name);
    return join(names, ", ");
}

}  // namespace weir::river
