// The health of each feed.
#include "base/text.hpp"
#include "base/url.hpp"
#include "river/markup.hpp"
#include "river/pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace weir::river {
namespace {

constexpr int days_shown = 14;
/// A page of thousands of rows takes seconds to lay out, and nobody reads it.
constexpr std::size_t feeds_a_page = 200;

/// Fourteen bars: height by new items, a mark where polls failed.
void sparkline(Markup& html, const FeedHealth& feed, std::int64_t today) {
    constexpr int step = 6;
    constexpr int height = 20;
    int most = 1;
    int fresh = 0;
    int polls = 0;
    int errors = 0;
    for (const auto& day : feed.days) {
        most = std::max(most, day.fresh);
        fresh += day.fresh;
        polls += day.polls;
        errors += day.errors;
    }
    const auto label =
        fmt::format("{} polls, {} new, {} failed in two weeks", polls, fresh, errors);
    html.raw(fmt::format("<svg class=\"spark\" role=\"img\" width=\"{0}\" height=\"{1}\" "
                         "viewBox=\"0 0 {0} {1}\"",
                         days_shown * step, height))
        .attribute("aria-label", label)
        .raw("><title>")
        .text(label)
        .raw("</title>");
    for (const auto& day : feed.days) {
        const auto column = day.day - (today - days_shown + 1);
        if (column < 0 || column >= days_shown) continue;
        const auto x = column * step;
        const int bar = day.fresh > 0 ? std::max(2, day.fresh * (height - 3) / most) : 1;
        html.raw(fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", x,
                             height - 3 - bar, step - 1, bar));
        if (day.errors > 0)
            html.raw(
                fmt::format("<rect class=\"bad\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"2\"/>", x,
                            height - 2, step - 1));
    }
    html.raw("</svg>");
}

/// "in 5m", "3h ago": the largest unit alone, the exact time beside it.
void relative_time(Markup& html, std::optional<Instant> at, Instant now) {
    if (!at) {
        html.raw("–");
        return;
    }
    struct Unit {
        Seconds size;
        std::string_view name;
    };
    constexpr std::array<Unit, 4> units{
        {{Seconds{86'400}, "d"}, {Seconds{3'600}, "h"}, {Seconds{60}, "m"}, {Seconds{1}, "s"}}};
    const auto distance = *at < now ? now - *at : *at - now;
    const auto* unit =
        std::ranges::find_if(units, [&](const Unit& one) { return distance >= one.size; });
    const auto length = unit == units.end()
                            ? std::string{"now"}
                            : fmt::format("{}{}", distance / unit->size, unit->name);
    const auto iso = rfc3339(*at);
    html.raw("<time class=\"relative\"")
        .attribute("datetime", iso)
        .attribute("title", iso)
        .raw(">");
    if (unit == units.end())
        html.text(length);
    else
        html.text(*at < now ? length + " ago" : "in " + length);
    html.raw("</time>");
}

void feed_row(Markup& html, const Nav& nav, const FeedHealth& feed, Instant now) {
    const auto& state = feed.state;
    const auto today = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
    html.raw("<tr").attribute("class", state.state).raw("><th scope=\"row\"><a dir=\"auto\"");
    html.attribute("href", nav.links.page("/feed/" + url::percent_encode(state.name))).raw(">");
    html.text(state.title.empty() ? state.name : state.title).raw("</a>");
    if (!state.error.empty()) html.raw("<p class=\"why\">").text(state.error).raw("</p>");
    html.raw("</th><td class=\"state\">").text(state.state);
    html.raw("</td><td class=\"number\" data-name=\"items\">");
    html.text(fmt::format("{}", state.items)).raw("</td><td data-name=\"last success\">");
    relative_time(html, state.last_success, now);
    html.raw("</td><td data-name=\"next poll\">");
    relative_time(html, state.next_fetch, now);
    if (!state.next_reason.empty())
        html.raw("<p class=\"reason\">").text(state.next_reason).raw("</p>");
    html.raw("</td><td class=\"spark\">");
    sparkline(html, feed, today);
    html.raw("</td></tr>\n");
}

/// In trouble: what somebody opens this page for.
bool is_troubled(const FeedHealth& feed) {
    return feed.state.state == "failing" || feed.state.state == "gone";
}

/// Those of one page, the troubled feeds of all before all others, else in the order of the file.
std::vector<const FeedHealth*> shown_feeds(const StatusPage& page, std::size_t number) {
    std::vector<const FeedHealth*> feeds;
    for (const bool troubled : {true, false})
        for (const auto& feed : page.feeds)
            if (is_troubled(feed) == troubled) feeds.push_back(&feed);
    const auto begin = std::min(feeds.size(), (number - 1) * feeds_a_page);
    const auto end = std::min(feeds.size(), begin + feeds_a_page);
    return {feeds.begin() + static_cast<std::ptrdiff_t>(begin),
            feeds.begin() + static_cast<std::ptrdiff_t>(end)};
}

void status_pager(Markup& html, std::size_t number, std::size_t pages) {
    if (pages < 2) return;
    html.raw("<nav class=\"pager\" aria-label=\"Pages\">");
    const auto link = [&](std::string_view rel, std::size_t to, std::string_view title) {
        html.raw("<a").attribute("rel", rel);
        html.attribute("href", fmt::format("/status?page={}", to)).raw(">").text(title).raw("</a>");
    };
    if (number > 1) link("prev", number - 1, "← Previous");
    html.text(fmt::format(" Page {} of {} ", number, pages));
    if (number < pages) link("next", number + 1, "Next →");
    html.raw("</nav>\n");
}

void feed_table(Markup& html, const StatusPage& page) {
    const auto pages =
        std::max<std::size_t>(1, (page.feeds.size() + feeds_a_page - 1) / feeds_a_page);
    const auto number = std::clamp<std::size_t>(page.page, 1, pages);
    html.raw(
        "<h2>Feeds</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"Feeds\">\n<table class=\"feeds\">\n<thead><tr>"
        "<th scope=\"col\">Feed</th><th scope=\"col\">State</th>"
        "<th scope=\"col\" class=\"number\">Items</th><th scope=\"col\">Last success</th>"
        "<th scope=\"col\">Next poll</th><th scope=\"col\">Two weeks</th></tr></thead>\n<tbody>\n");
    for (const auto* feed : shown_feeds(page, number)) feed_row(html, page.nav, *feed, page.now);
    html.raw("</tbody>\n</table>\n</div>\n");
    status_pager(html, number, pages);
}

void figures(Markup& html, const StatusPage& page) {
    std::map<std::string, std::size_t> counts;
    for (const auto& feed : page.feeds) ++counts[feed.state.state];
    html.raw("<dl class=\"figures\">\n");
    const auto figure = [&](std::string_view name, const std::string& value) {
        html.raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>\n");
    };
    figure("Feeds", fmt::format("{}", page.feeds.size()));
    for (const auto& [state, count] : counts) figure(state, fmt::format("{}", count));
    figure("Items", fmt::format("{}", page.figures.items));
    figure("Stories", fmt::format("{}", page.figures.stories));
    figure("Store", format_size(page.figures.bytes));
    figure("Memory", format_size(page.memory));
    figure("Polls in flight", fmt::format("{}, {} in line", page.in_flight, page.queued));
    figure("Running for", format_duration(std::max(Seconds{0}, page.now - page.started)));
    html.raw("</dl>\n");
}

}  // namespace

std::string status_page(const StatusPage& page) {
    Markup html;
    open_page(html, {.nav = page.nav, .title = "Status", .current = "/status"});
    html.raw("<h1>Status</h1>\n");
    figures(html, page);
    feed_table(html, page);
    if (!page.rests.empty()) {
        html.raw("<h2>Sites at rest</h2>\n<ul>\n");
        for (const auto& rest : page.rests) {
            html.raw("<li>").text(rest.site).raw(" until ");
            time_element(html, rest.until, "", true);
            if (rest.delay.count() > 0)
                html.text(
                    fmt::format(", at least {} between requests", format_duration(rest.delay)));
            if (!rest.reason.empty()) html.text(": " + rest.reason);
            html.raw("</li>\n");
        }
        html.raw("</ul>\n");
    }
    if (!page.warnings.empty()) {
        html.raw("<h2>Latest warnings</h2>\n<ol class=\"log\">\n");
        for (auto line = page.warnings.rbegin(); line != page.warnings.rend(); ++line)
            html.raw("<li>").text(*line).raw("</li>\n");
        html.raw("</ol>\n");
    }
    close_page(html);
    return html.take();
}

}  // namespace weir::river
