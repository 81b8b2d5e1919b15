#pragma once

#include "publish/publish.hpp"

#include <string>
#include <utility>

namespace weir::test {

inline const Instant newest{Seconds{1'764'000'000}};  // 2025-11-24T16:00:00Z

inline publish::MergedItem item(std::int64_t number, const std::string& id, std::string title,
                                std::string content_html) {
    publish::MergedItem out;
    out.number = number;
    out.entry.id = id;
    out.entry.id_given = true;
    out.entry.title = std::move(title);
    out.entry.url = "https://blog.example/posts/" + std::to_string(number);
    out.entry.content_html = std::move(content_html);
    out.date = out.changed = newest - Seconds{3600 * number};
    out.first_seen = out.date + Seconds{60};
    publish::MergedSource source;
    source.name = "blog";
    source.title = "A Blog";
    source.feed_url = "https://blog.example/feed.xml";
    source.home = "https://blog.example/";
    source.id = "tag:blog.example,2020:feed";
    source.url = out.entry.url;
    source.item_title = out.entry.title;
    source.item = number;
    out.sources.push_back(source);
    out.id = publish::item_iri(id, source.feed_url);
    return out;
}

inline publish::MergedFeed feed(std::vector<publish::MergedItem> items) {
    publish::MergedFeed out;
    out.id = "https://news.example/tech";
    out.name = "tech";
    out.path = "/tech";
    out.title = "Tech";
    out.description = "All about it";
    out.public_url = "https://news.example/";
    out.home = "https://news.example/tech";
    out.hub = "https://hub.example/";
    out.updated = newest;
    out.items = std::move(items);
    return out;
}

/// One item of each ordinary kind: all members, a story, a podcast, a link post, a note.
inline publish::MergedFeed ordinary_feed() {
    publish::MergedItem full = item(1, "tag:blog.example,2025:1", "Fish & Chips: a <b>tale</b>",
                                    "<p>Once upon a <em>time</em> &amp; a half.</p>");
    full.entry.summary = "A tale of two dishes & more";
    full.entry.authors = {{.name = "Ann", .url = "https://ann.example/"},
                          {.name = "Bob <b@x.example>"}};
    full.entry.tags = {"food", "R&D", "food", " "};
    full.entry.language = "en-GB";
    full.entry.comments_url = "https://blog.example/posts/1#comments";
    full.entry.copyright = "CC BY 4.0";
    full.text = "Once upon a time & a half.";
    full.changed = full.date + Seconds{120};
    full.starred = true;
    full.tags = {"news"};

    publish::MergedItem story = item(2, "17", "The same news", "<p>All have it.</p>");
    story.text = "All have it.";
    publish::MergedSource other = story.sources.front();
    other.name = "paper";
    other.title = "The \"Paper\"";
    other.feed_url = "https://paper.example/rss";
    other.url = "https://paper.example/a?b=1&c=2";
    other.item = 7;
    story.sources.push_back(other);

    publish::MergedItem podcast =
        item(3, "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "Episode 3", "");
    podcast.entry.content_text = "Shown as text: 1 < 2.\n\nEnd.";
    podcast.text = podcast.entry.content_text;
    podcast.entry.enclosures = {
        {.url = "https://cdn.example/3.mp3", .media_type = "audio/mpeg", .length = 123456},
        {.url = "https://cdn.example/3.ogg", .title = "Ogg"}};

    publish::MergedItem link = item(4, "https://blog.example/?p=4", "A link", "<p>Read it.</p>");
    link.entry.external_url = "https://elsewhere.example/page";
    link.entry.source =
        Source{"Elsewhere", "https://elsewhere.example/feed", "tag:elsewhere.example,2001:f"};
    link.text = "Read it.";
    link.read = true;

    publish::MergedItem note = item(5, "note-5", "",
                                    "<p>Only a short note without a title, yet long "
                                    "enough to be cut somewhere after seventy characters.</p>");
    note.text =
        "Only a short note without a title, yet long enough to be cut somewhere after "
        "seventy characters.";

    publish::MergedFeed out = feed({full, story, podcast, link, note});
    out.next_cursor = "before=5-5";
    out.icon = "https://news.example/icon.png";
    return out;
}

/// Items that feeds really send when they are broken, or mean harm.
inline publish::MergedFeed hostile_feed() {
    std::string controls;
    for (char c = 1; c < 0x20; ++c) controls += c;
    controls += "\x7F\xC2\x80\xC2\x9F\xEF\xBF\xBE\xEF\xBF\xBF";
    const std::string markup = "]]> <![CDATA[ <!-- & &amp; &#0; &nbsp; </title> \" ' `";

    publish::MergedItem all =
        item(1, "a" + controls + "b", "T" + controls + markup, "<p>" + controls + markup + "</p>");
    all.entry.summary = controls + markup;
    all.entry.authors = {
        {.name = controls + markup, .url = "javascript:alert(1)", .email = "no mail"},
        {.name = controls},
        {.email = "x@y.example"}};
    all.entry.tags = {controls, markup, ""};
    all.entry.language = "en\"><script>";
    all.entry.url = "https://blog.example/a b\"<>\\`{}|^\xC3\xA4?q=\x01&x=\"";
    all.entry.comments_url = "mailto:x@y.example";
    all.entry.copyright = markup;
    all.entry.enclosures = {
        {.url = "data:text/html,x", .media_type = "audio/mpeg"},
        {.url = "https://cdn.example/a b.mp3\"",
         .media_type = "audio\" onload=\"x",
         .title = markup},
        {.url = "https://cdn.example/c.mp3", .media_type = "Audio/MPEG; codecs=\"mp3\""}};
    all.sources.front().title = markup;
    all.sources.front().id = "no iri at all";

    publish::MergedItem nothing;
    nothing.number = 2;
    nothing.first_seen = nothing.date = nothing.changed = newest;
    nothing.sources = {
        publish::MergedSource{.name = "empty", .feed_url = "https://empty.example/f"}};
    nothing.id = publish::item_iri("", "https://empty.example/f");

    publish::MergedItem rtl =
        item(3, "1", "\xE2\x80\xAE\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "<p dir=\"rtl\">\xD7\xA9</p>");
    publish::MergedItem twin = item(4, "1", "The same number in another feed", "<p>x</p>");
    twin.sources.front().feed_url = "https://twin.example/feed";
    twin.id = publish::item_iri("1", twin.sources.front().feed_url);

    publish::MergedItem enormous =
        item(5, std::string(100'000, 'i'), std::string(100'000, 't'), "");
    for (int i = 0; i < 20'000; ++i)
        enormous.entry.content_html += "<p>&lt;paragraph&gt; ]]&gt;</p>\n";
    enormous.text = std::string(300'000, ' ') + "late text";

    publish::MergedItem ancient =
        item(6, "https://blog.example/old", "Before our time", "<p>x</p>");
    ancient.date = Instant{Seconds{-86'400LL * 365 * 60}};
    ancient.changed = Instant{};

    publish::MergedItem invalid = item(7, "\xFF\xFE", "bad \xC3( bytes \xF5", "<p>\xE2\x82</p>");
    publish::MergedItem relative = item(8, "8", "A relative link", "<p>x</p>");
    relative.entry.url = "/posts/8";
    relative.sources.front().url.clear();
    return feed({all, nothing, rtl, twin, enormous, ancient, invalid, relative});
}

}  // namespace weir::test
