#include "river/markup.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace weir::river {
namespace {

void place(Markup& html, const std::string& path, std::string_view title,
           std::string_view current) {
    html.raw("<li><a").attribute("href", path);
    if (path == current) html.raw(" aria-current=\"page\"");
    html.raw(">").text(title).raw("</a></li>\n");
}

void navigation(Markup& html, const Frame& frame) {
    const auto& nav = frame.nav;
    html.raw("<nav aria-label=\"Places\">\n<ul>\n");
    place(html, "/", "River", frame.current);
    for (const auto& output : nav.outputs)
        if (nav.outputs.size() > 1)
            place(html, "/" + url::percent_encode(output.name), output.title, frame.current);
    for (const auto& tag : nav.tags)
        place(html, "/tag/" + url::percent_encode(tag), "#" + tag, frame.current);
    place(html, "/status", "Status", frame.current);
    html.raw("</ul>\n");
    if (!nav.feeds.empty()) {
        html.raw("<details><summary>")
            .text(fmt::format("{} feeds", nav.feed_count))
            .raw("</summary>\n<ul>\n");
        for (const auto& feed : nav.feeds)
            place(html, "/feed/" + url::percent_encode(feed.name), feed.title, frame.current);
        html.raw("</ul></details>\n");
    }
    html.raw("</nav>\n");
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
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        .text(frame.title.empty() ? "weir" : frame.title + " · weir")
        .raw(
            "</title>\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n"
            "<link rel=\"stylesheet\" href=\"/river.css\">\n")
        .raw(frame.alternates)
        .raw(
            "<script src=\"/river.js\" defer></script>\n</head>\n<body>\n"
            "<a class=\"skip\" href=\"#content\">Skip to content</a>\n"
            "<header class=\"top\">\n<p class=\"brand\"><a href=\"/\">weir</a></p>\n"
            "<form action=\"/search\" method=\"get\" role=\"search\">\n"
            "<label class=\"hidden\" for=\"q\">Search</label>\n<input id=\"q\" name=\"q\" "
            "type=\"search\" placeholder=\"Search\" autocomplete=\"off\"")
        .attribute("value", frame.query)
        .raw(">\n<button>Search</button>\n</form>\n</header>\n<div class=\"columns\">\n");
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

void source_links(Markup& html, const publish::MergedItem& item) {
    bool first = true;
    html.raw("<span>");
    for (const auto& source : item.sources) {
        if (!first) html.raw(", ");
        first = false;
        html.raw("<a class=\"source\" dir=\"auto\"")
            .attribute("href", "/feed/" + url::percent_encode(source.name))
            .raw(">")
            .text(source.title.empty() ? source.name : source.title)
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
