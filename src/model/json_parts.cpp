#include "model/json_members.hpp"

namespace weir::members {

json::object write(const Person& person) {
    json::object out;
    put(out, "name", person.name);
    put(out, "url", person.url);
    put(out, "email", person.email);
    put(out, "avatar", person.avatar);
    put(out, "role", person.role);
    return out;
}

Person read_person(const json::object& object) {
    Person person;
    get(object, "name", person.name);
    get(object, "url", person.url);
    get(object, "email", person.email);
    get(object, "avatar", person.avatar);
    get(object, "role", person.role);
    return person;
}

json::object write(const Itunes& itunes) {
    json::object out;
    put(out, "block", itunes.block);
    put(out, "explicit", itunes.is_explicit);
    // Seconds where they could be read; the feed's own spelling ("1:02:03") stands beside them.
    if (itunes.duration_seconds) {
        put(out, "duration", itunes.duration_seconds);
        std::string plain;
        get_numeric(out, "duration", plain);
        if (itunes.duration != plain) put(out, "duration_text", itunes.duration);
    } else {
        put(out, "duration", itunes.duration);
    }
    put_numeric(out, "episode", itunes.episode);
    put_numeric(out, "season", itunes.season);
    put(out, "episode_type", itunes.episode_type);
    put(out, "type", itunes.type);
    put(out, "title", itunes.title);
    put(out, "subtitle", itunes.subtitle);
    return out;
}

Itunes read_itunes(const json::object& object) {
    Itunes itunes;
    get(object, "block", itunes.block);
    get(object, "explicit", itunes.is_explicit);
    get(object, "duration", itunes.duration_seconds);
    get_numeric(object, "duration", itunes.duration);
    get(object, "duration_text", itunes.duration);
    get_numeric(object, "episode", itunes.episode);
    get_numeric(object, "season", itunes.season);
    get(object, "episode_type", itunes.episode_type);
    get(object, "type", itunes.type);
    get(object, "title", itunes.title);
    get(object, "subtitle", itunes.subtitle);
    return itunes;
}

json::object write(const Podcast& podcast) {
    json::object out;
    put(out, "guid", podcast.guid);
    put_numeric(out, "season", podcast.season);
    put(out, "season_name", podcast.season_name);
    put_numeric(out, "episode", podcast.episode);
    json::object chapters;
    put(chapters, "url", podcast.chapters_url);
    put(chapters, "type", podcast.chapters_type);
    put(out, "chapters", std::move(chapters));
    put(out, "locked", podcast.locked);
    put(out, "medium", podcast.medium);
    put(out, "location", podcast.location);
    put(out, "license", podcast.license);
    put_each(out, "transcripts", podcast.transcripts, [](const Transcript& transcript) {
        json::object one;
        put(one, "url", transcript.url);
        put(one, "type", transcript.media_type);
        put(one, "language", transcript.language);
        put(one, "rel", transcript.rel);
        return one;
    });
    put_each(out, "persons", podcast.persons, [](const Person& person) { return write(person); });
    put_each(out, "funding", podcast.funding, [](const Podcast::Funding& funding) {
        json::object one;
        put(one, "url", funding.url);
        put(one, "text", funding.text);
        return one;
    });
    return out;
}

Podcast read_podcast(const json::object& object) {
    Podcast podcast;
    get(object, "guid", podcast.guid);
    get_numeric(object, "season", podcast.season);
    get(object, "season_name", podcast.season_name);
    get_numeric(object, "episode", podcast.episode);
    const auto& chapters = object_in(object, "chapters");
    get(chapters, "url", podcast.chapters_url);
    get(chapters, "type", podcast.chapters_type);
    get(object, "locked", podcast.locked);
    get(object, "medium", podcast.medium);
    get(object, "location", podcast.location);
    get(object, "license", podcast.license);
    get_each(object, "transcripts", podcast.transcripts, [](const json::object& one) {
        Transcript transcript;
        get(one, "url", transcript.url);
        get(one, "type", transcript.media_type);
        get(one, "language", transcript.language);
        get(one, "rel", transcript.rel);
        return transcript;
    });
    get_each(object, "persons", podcast.persons, read_person);
    get_each(object, "funding", podcast.funding, [](const json::object& one) {
        Podcast::Funding funding;
        get(one, "url", funding.url);
        get(one, "text", funding.text);
        return funding;
    });
    return podcast;
}

}  // namespace weir::members
