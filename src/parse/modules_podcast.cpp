#include "base/text.hpp"
#include "dates/dates.hpp"
#include "parse/fields.hpp"
#include "parse/language.hpp"
#include "parse/links.hpp"
#include "parse/modules.hpp"
#include "parse/people.hpp"

/// The podcast namespace ("Podcasting 2.0") and Podlove Simple Chapters 1.2.
namespace weir::parse {
namespace {

constexpr std::size_t most_chapters = 5000;
constexpr std::size_t most_listed = 256;  // Transcripts, persons, funding links.

void fill(std::string& member, const Element& element) {
    if (member.empty()) member = plain_line(element);
}

Person read_person(const Element& element) {
    Person person;
    person.name = plain_line(element);
    person.url = page_url(element, element.attribute("href"));
    person.avatar = image_url(element, element.attribute("img"));
    const auto role = element.attribute("role");
    person.role = role.empty() ? "host" : plain_line(role);  // The specification's default.
    return person;
}

Transcript read_transcript(const Element& element) {
    Transcript transcript;
    transcript.url = page_url(element, element.attribute("url"));
    transcript.media_type = plain_line(element.attribute("type"));
    transcript.language = language_tag(element.attribute("language"));
    transcript.rel = plain_line(element.attribute("rel"));
    return transcript;
}

template <class T>
void add(std::vector<T>& list, T value) {
    if (list.size() < most_listed) list.push_back(std::move(value));
}

void read_common(const Element& element, Podcast& podcast) {
    switch (element.name()) {
        case "person"_name:
            if (Person person = read_person(element); !person.name.empty()) {
                add(podcast.persons, std::move(person));
            }
            return;
        case "transcript"_name:
            if (Transcript transcript = read_transcript(element); !transcript.url.empty()) {
                add(podcast.transcripts, std::move(transcript));
            }
            return;
        case "funding"_name:
            if (std::string url = page_url(element, element.attribute("url")); !url.empty()) {
                add(podcast.funding, {std::move(url), plain_line(element)});
            }
            return;
        case "chapters"_name:
            if (!podcast.chapters_url.empty()) return;
            podcast.chapters_url = page_url(element, element.attribute("url"));
            podcast.chapters_type = plain_line(element.attribute("type"));
            return;
        case "season"_name:
            if (podcast.season_name.empty()) {
                podcast.season_name = plain_line(element.attribute("name"));
            }
            return fill(podcast.season, element);
        case "episode"_name:
            return fill(podcast.episode, element);
        case "guid"_name:
            return fill(podcast.guid, element);
        case "locked"_name:
            if (podcast.locked.empty()) podcast.locked = lower(element.text());
            return;
        case "medium"_name:
            return fill(podcast.medium, element);
        case "location"_name:
            return fill(podcast.location, element);
        case "license"_name:
            return fill(podcast.license, element);
        default:
            return;
    }
}

}  // namespace

void read_podcast(const Element& element, EntryDraft& draft) {
    read_common(element, draft.podcast);
}

void read_podcast(const Element& element, FeedDraft& draft) {
    read_common(element, draft.podcast);
}

void read_chapters(const Element& element, EntryDraft& draft) {
    if (element.name() != "chapters"_name) return;
    for (const Element& child : element.children()) {
        if (!child.is(Ns::chapters, "chapter"_name)) continue;
        if (draft.entry.chapters.size() >= most_chapters) return;
        const auto start = dates::play_time(child.attribute("start"));
        if (!start) continue;
        const auto title = child.attribute("title");
        draft.entry.chapters.push_back(
            {*start, title.empty() ? plain_line(child) : plain_line(title),
             image_url(child, child.attribute("image")), page_url(child, child.attribute("href"))});
    }
}

}  // namespace weir::parse
