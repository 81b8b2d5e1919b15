#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "html/sanitize.hpp"
#include "parse/draft.hpp"
#include "parse/excerpt.hpp"
#include "parse/links.hpp"
#include "parse/modules.hpp"
#include "parse/notices_feed.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

/// From drafts to values: which of several candidates counts, and content made safe, once.
namespace weir::parse {
namespace {

// Two hundred times what a large archive holds; a document with more is an attack on memory.
constexpr std::size_t most_entries = 100'000;

// Image files among the enclosures stand behind every image that is named as such.
constexpr int enclosure_image_rank = 9;

/// Ids of an entry's content get this in front, so that two entries on a page cannot collide.
std::string id_prefix(const Entry& entry) {
    return fmt::format("w{:08x}-", hash64(entry.id) & 0xffffffffU);
}

/// Puts `written` into the entry; false when nothing readable is left of it.
bool set_content(Entry& entry, const Written& written) {
    if (!written.is_html) {
        entry.content_text = written.value;
        return !entry.content_text.empty();
    }
    const std::string prefix = id_prefix(entry);
    const std::string& base = written.base.empty() ? entry.url : written.base;
    entry.content_html = html::sanitize(written.value, {base, prefix});
    if (trim(entry.content_html).empty()) entry.content_html.clear();
    return !entry.content_html.empty();
}

/// With one text it is the content; with two, the longer one is, and the other its summary.
void set_texts(EntryDraft& draft) {
    const Written* longer = &draft.full.value();
    const Written* shorter = &draft.brief.value();
    if (longer->value.size() < shorter->value.size()) std::swap(longer, shorter);
    if (!set_content(draft.entry, *longer)) {
        // Nothing but script or markup: the other one is all there is.
        set_content(draft.entry, *shorter);
    } else if (!shorter->blank()) {
        draft.entry.summary = plain_line(*shorter);
    }
}

void set_enclosures(EntryDraft& draft) {
    auto& enclosures = draft.entry.enclosures;
    if (!enclosures.empty() && draft.enclosure_url.given()) {
        enclosures.front().url = draft.enclosure_url.value();
    }
    if (enclosures.size() == 1 && !enclosures.front().duration &&
        !enclosures.front().media_type.starts_with("image/")) {
        enclosures.front().duration = draft.itunes.duration_seconds;
    }
    for (const Enclosure& enclosure : enclosures) {
        if (istarts_with(enclosure.media_type, "image/")) {
            draft.image.offer(enclosure_image_rank, image_url("", enclosure.url));
        }
    }
}

void set_location(EntryDraft& draft) {
    if (draft.entry.geo && !draft.place.empty()) draft.entry.geo->name = std::move(draft.place);
}

/// RSS had no guid before 2.0, nor has CDF: there a link is all that can be asked for.
bool has_ids(Format format) {
    switch (format) {
        case Format::rss_20:
        case Format::rss_10:
        case Format::atom_03:
        case Format::atom_10:
        case Format::json_10:
        case Format::json_11:
            return true;
        default:
            return false;
    }
}

template <class T>
std::optional<T> optional_of(Ranked<T>& ranked) {
    return ranked.given() ? std::optional<T>{std::move(ranked.value())} : std::nullopt;
}

/// What the id of an entry without id and link is made from: all that tells it from its siblings.
std::string fingerprint(EntryDraft& draft) {
    std::string text = draft.title.value();
    for (const std::string* part : {&draft.full.value().value, &draft.brief.value().value}) {
        text += '\n';
        text += *part;
    }
    for (const Enclosure& enclosure : draft.entry.enclosures) {
        text += '\n';
        text += enclosure.url;
    }
    if (draft.published.given()) text += '\n' + rfc3339(draft.published.value());
    return text;
}

/// sy:updatePeriod divided by sy:updateFrequency; the module's defaults are daily and once.
std::optional<std::int64_t> announced_rhythm(const FeedDraft& draft) {
    if (!draft.update_period && !draft.update_frequency) return std::nullopt;
    constexpr double daily = 1440;
    const double minutes =
        draft.update_period.value_or(daily) / draft.update_frequency.value_or(1.0);
    return std::max<std::int64_t>(1, std::llround(minutes));
}

}  // namespace

bool Finisher::full() {
    if (entries_.size() < most_entries) return false;
    notices_.add(code::too_many, 0,
                 fmt::format("Only the first {} entries are read.", most_entries));
    return true;
}

void Finisher::notice(const Element& at, std::string_view code, std::string message) {
    if (at) {
        at.notice(code, std::move(message));
    } else {
        notices_.add(code, 0, std::move(message));
    }
}

void Finisher::set_id(EntryDraft& draft, const Element& at) {
    Entry& entry = draft.entry;
    entry.id_given = draft.id.given();
    if (entry.id_given) {
        entry.id = std::move(draft.id.value());
    } else if (!entry.url.empty()) {
        entry.id = entry.url;
        if (has_ids(format_)) {
            notice(at, code::missing_id, "An entry has no id; its link stands in.");
        }
    } else {
        entry.id = hash128_hex(fingerprint(draft));
        notice(at, code::missing_id, "An entry has neither id nor link.");
    }
    const std::size_t before = seen_ids_[entry.id]++;
    if (before == 0) return;
    if (entry.id_given || !entry.url.empty()) {
        notice(at, code::duplicate_id,
               fmt::format("The id '{}' was used before.", excerpt(entry.id)));
    } else {
        entry.id = hash128_hex(fmt::format("{} {}", entry.id, before));
    }
}

void Finisher::add(EntryDraft draft, const Element& at) {
    Entry& entry = draft.entry;
    entry.url = std::move(draft.url.value());
    set_id(draft, at);
    draft.language.offer(3, draft.full.value().language);
    draft.language.offer(3, draft.brief.value().language);
    set_texts(draft);
    inherit_media(draft);
    set_enclosures(draft);
    set_location(draft);
    entry.title = std::move(draft.title.value());
    entry.image = std::move(draft.image.value());
    entry.copyright = std::move(draft.copyright.value());
    entry.language = std::move(draft.language.value());
    entry.published = optional_of(draft.published);
    entry.updated = optional_of(draft.updated);
    entry.authors = draft.authors.take();
    if (entry.authors.empty()) entry.authors = std::move(draft.source_authors);
    entry.contributors = std::move(draft.contributors);
    entry.tags = std::move(draft.tags);
    entry.itunes = std::move(draft.itunes);
    entry.podcast = std::move(draft.podcast);
    if (entry.title.empty() && entry.content_html.empty() && entry.content_text.empty()) {
        notice(at, code::empty_entry, "An entry has neither title nor text.");
    }
    entries_.push_back(std::move(entry));
}

ParsedFeed Finisher::finish(FeedDraft draft) {
    Feed& feed = draft.feed;
    feed.title = std::move(draft.title.value());
    feed.description = std::move(draft.description.value());
    feed.home_page_url = std::move(draft.url.value());
    feed.feed_url = std::move(draft.feed_url.value());
    feed.icon = std::move(draft.icon.value());
    feed.image = std::move(draft.image.value());
    feed.copyright = std::move(draft.copyright.value());
    feed.language = std::move(draft.language.value());
    feed.published = optional_of(draft.published);
    feed.updated = optional_of(draft.updated);
    feed.authors = draft.authors.take();
    feed.contributors = std::move(draft.contributors);
    feed.publisher = optional_of(draft.publisher);
    feed.generator = optional_of(draft.generator);
    feed.tags = std::move(draft.tags);
    feed.itunes = std::move(draft.itunes);
    feed.podcast = std::move(draft.podcast);
    if (!feed.ttl_minutes) feed.ttl_minutes = announced_rhythm(draft);
    if (feed.title.empty()) notices_.add(code::missing_title, 0, "The feed has no title.");
    if (feed.home_page_url.empty() && feed.feed_url.empty()) {
        notices_.add(code::missing_link, 0, "The feed has no link.");
    }
    return {format_, std::move(feed), std::move(entries_), {}};
}

}  // namespace weir::parse
