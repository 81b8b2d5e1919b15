#include "publish/shown.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "base/utf8.hpp"
#include "html/escape.hpp"
#include "html/text.hpp"
#include "publish/portable.hpp"

#include <algorithm>

namespace weir::publish {

namespace {

// A line of a reader's list: where the titles of untitled items end.
constexpr std::size_t title_length = 70;
// A teaser of about five lines.
constexpr std::size_t summary_length = 400;

/// What no document may hold: C0 and C1 controls but line ends and tabs, and noncharacters. JSON
/// would carry them faithfully, and readers show them as boxes.
bool is_unwanted(char32_t code) {
    if (code < 0x20) return code != '\n' && code != '\t';
    return (code >= 0x7F && code <= 0x9F) || (code >= 0xFDD0 && code <= 0xFDEF) ||
           (code & 0xFFFE) == 0xFFFE;
}

/// `text` without them, and valid UTF-8: one bad byte would make a whole document unreadable.
std::string without_controls(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded decoded = utf8::decode(text, at);
        if (!decoded.valid) {
            utf8::append(out, decoded.code);
        } else if (!is_unwanted(decoded.code)) {
            out.append(text.substr(at, decoded.size));
        }
        at += decoded.size;
    }
    return out;
}

std::string one_line(std::string_view text) {
    return squeeze(without_controls(text));
}

/// For links: an http(s) URL as it may stand in any format, or nothing.
std::string link_url(std::string_view url) {
    return url::is_http(url) ? url::to_ascii(url) : std::string{};
}

/// "type/subtype" (RFC 6838 section 4.2), parameters and all else cut off.
std::string well_formed_type(std::string_view type) {
    type = trim(type.substr(0, type.find(';')));
    const std::size_t slash = type.find('/');
    const auto is_name = [](std::string_view name) {
        return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
            return is_ascii_alpha(c) || is_ascii_digit(c) ||
                   std::string_view{"!#$&-^_.+"}.find(c) != std::string_view::npos;
        });
    };
    const bool good = slash != std::string_view::npos && is_name(type.substr(0, slash)) &&
                      is_name(type.substr(slash + 1));
    return good ? lower(type) : std::string{};
}

/// Letters, digits and hyphens, beginning with a letter: what xml:lang and JSON Feed take.
std::string well_formed_language(std::string_view language) {
    const bool good =
        !language.empty() && language.size() <= 35 && is_ascii_alpha(language.front()) &&
        language.back() != '-' && language.find("--") == std::string_view::npos &&
        std::all_of(language.begin(), language.end(),
                    [](char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-'; });
    return good ? std::string{language} : std::string{};
}

std::vector<Person> named(const std::vector<Person>& people) {
    std::vector<Person> out;
    for (const Person& given : people) {
        Person person;
        person.name = one_line(given.name);
        person.url = link_url(given.url);
        person.email = one_line(given.email);
        person.avatar = link_url(given.avatar);
        // Atom wants a name; who has none is known by an address.
        if (person.name.empty()) person.name = person.email.empty() ? person.url : person.email;
        if (!person.name.empty()) out.push_back(std::move(person));
    }
    return out;
}

std::vector<std::string> categories_of(const Entry& entry) {
    std::vector<std::string> out;
    for (const std::string& tag : entry.tags) {
        std::string category = one_line(tag);
        if (!category.empty() && std::find(out.begin(), out.end(), category) == out.end())
            out.push_back(std::move(category));
    }
    return out;
}

std::vector<Enclosure> enclosures_of(const Entry& entry) {
    std::vector<Enclosure> out;
    for (Enclosure enclosure : entry.enclosures) {
        enclosure.url = link_url(enclosure.url);
        enclosure.media_type = well_formed_type(enclosure.media_type);
        enclosure.title = one_line(enclosure.title);
        if (!enclosure.url.empty()) out.push_back(std::move(enclosure));
    }
    return out;
}

std::vector<AlsoIn> also_in(const std::vector<MergedSource>& sources) {
    std::vector<AlsoIn> out;
    for (std::size_t i = 1; i < sources.size(); ++i) {
        AlsoIn also{one_line(sources[i].title), link_url(sources[i].url)};
        if (also.feed_title.empty()) also.feed_title = sources[i].name;
        if (!also.url.empty()) out.push_back(std::move(also));
    }
    return out;
}

/// An entry that brought its source keeps it (RFC 4287 section 4.2.11); else it is the feed.
void attribute(const MergedItem& item, Shown& shown) {
    const MergedSource& feed = item.sources.front();
    const Source own = item.entry.source.value_or(Source{});
    const std::string own_url = link_url(own.url);
    if (!own_url.empty()) {
        shown.source = {one_line(own.title), own_url, own.id.empty() ? own_url : own.id};
    } else {
        shown.source = {one_line(feed.title), url::to_ascii(feed.feed_url),
                        feed.id.empty() ? feed.feed_url : feed.id};
        shown.source_home = link_url(feed.home);
    }
    shown.source.id = item_iri(shown.source.id, shown.source.url);
    if (shown.source.title.empty()) shown.source.title = shown.source.url;
}

void append_also_in(std::string& html, const std::vector<AlsoIn>& others) {
    if (others.empty()) return;
    html += "<p>Also in: ";
    for (const AlsoIn& other : others) {
        if (&other != &others.front()) html += ", ";
        html += "<a href=\"";
        html::append_escaped(html, other.url);
        html += "\">";
        html::append_escaped(html, other.feed_title);
        html += "</a>";
    }
    html += "</p>";
}

}  // namespace

std::string excerpt(std::string_view text, std::size_t characters) {
    // A squeezed text is no longer than the text, and four times the characters leave room for much
    // white space: there is no need to squeeze a whole book for its first line.
    const std::string_view window = utf8::prefix(text, characters * 4);
    const std::string line = one_line(window);
    const bool is_all = trim(text.substr(window.size())).empty();
    if (is_all && utf8::prefix(line, characters).size() == line.size()) return line;
    std::string_view cut = utf8::prefix(line, characters - 1);
    // Back to the last blank, unless that costs half of it (or there are none, as in Chinese).
    const std::size_t blank = cut.rfind(' ');
    const bool inside_word = cut.size() < line.size() && line[cut.size()] != ' ';
    if (inside_word && blank != std::string_view::npos && blank >= cut.size() / 2)
        cut = cut.substr(0, blank);
    return std::string{trim(cut)} + "…";
}

Shown shown(const MergedItem& item, const MergedFeed& feed) {
    const Entry& entry = item.entry;
    Shown out;
    out.title = one_line(entry.title);
    out.url = link_url(entry.url);
    if (out.url.empty()) out.url = link_url(item.sources.front().url);
    // Without a permalink, our own page of the item is what a reader can open.
    if (out.url.empty() && !feed.public_url.empty())
        out.url = feed.public_url + "item/" + std::to_string(item.number) +
                  (feed.as_files ? ".html" : "");
    out.external_url = link_url(entry.external_url);
    out.language = well_formed_language(entry.language);
    out.authors = named(entry.authors);
    out.categories = categories_of(entry);
    out.enclosures = enclosures_of(entry);
    out.also_in = also_in(item.sources);
    out.published = item.date;
    out.updated = std::max(item.date, item.changed);
    attribute(item, out);

    out.summary = without_controls(trim(entry.summary));
    if (feed.summaries) {
        if (out.summary.empty()) out.summary = excerpt(item.text, summary_length);
        return out;
    }
    out.content_html = entry.content_html.empty()
                           ? html::from_text(entry.content_text)
                           : portable(without_controls(entry.content_html), item.number);
    append_also_in(out.content_html, out.also_in);
    return out;
}

std::string title_or_excerpt(const MergedItem& item, const Shown& shown) {
    if (!shown.title.empty()) return shown.title;
    for (const std::string* text : {&item.text, &shown.summary, &item.entry.content_text}) {
        std::string title = excerpt(*text, title_length);
        if (!title.empty()) return title;
    }
    if (!shown.enclosures.empty() && !shown.enclosures.front().title.empty())
        return shown.enclosures.front().title;
    return shown.url.empty() ? shown.source.title : shown.url;
}

Instant updated_of(const MergedFeed& feed) {
    Instant newest = feed.updated;
    for (const MergedItem& item : feed.items) newest = std::max({newest, item.date, item.changed});
    return newest;
}

}  // namespace weir::publish
