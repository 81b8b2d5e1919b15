// The health of each feed.
#include "base/text.hpp"
#include "base/url.hpp"
#include "river/markup.hpp"
#include "river/pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace weir::river {
namespace {

constexpr int days_shown = 14;

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

void cell(Markup& html, std::optional<Instant> at) {
    html.raw("<td>");
    if (at)
        time_element(html, *at, "", true);
    else
        html.raw("–");
    html.raw("</td>");
}

void feed_row(Markup& html, const FeedHealth& feed, std::int64_t today) {
    const auto& state = feed.state;
    html.raw("<tr").attribute("class", state.state).raw("><th scope=\"row\" dir=\"auto\"><a");
    html.attribute("href", "/feed/" + url::percent_encode(state.name)).raw(">");
    html.text(state.title.empty() ? state.name : state.title).raw("</a>");
    if (!state.error.empty()) html.raw("<p class=\"why\">").text(state.error).raw("</p>");
    html.raw("</th><td>").text(state.state).raw("</td><td class=\"number\">");
    html.text(fmt::format("{}", state.items)).raw("</td>");
    cell(html, state.last_success);
    cell(html, state.next_fetch);
    html.raw("<td class=\"reason\">").text(state.next_reason).raw("</td><td>");
    sparkline(html, feed, today);
    html.raw("</td></tr>\n");
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
    const auto today = std::chrono::floor<std::chrono::days>(page.now).time_since_epoch().count();
    Markup html;
    open_page(html, {.nav = page.nav, .title = "Status", .current = "/status"});
    html.raw("<h1>Status</h1>\n");
    figures(html, page);
    html.raw(
        "<h2>Feeds</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"Feeds\">\n<table class=\"feeds\">\n<thead><tr><th scope=\"col\">Feed</th>"
        "<th scope=\"col\">State</th><th scope=\"col\">Items</th><th scope=\"col\">Last success"
        "</th><th scope=\"col\">Next poll</th><th scope=\"col\">Because</th>"
        "<th scope=\"col\">Two weeks</th></tr></thead>\n<tbody>\n");
    for (const auto& feed : page.feeds) feed_row(html, feed, today);
    html.raw("</tbody>\n</table>\n</div>\n");
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
