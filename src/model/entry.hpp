#pragma once

#include "base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weir {

/// An author or contributor (RFC 4287 section 3.2, JSON Feed `authors`). Plain text; a member that
/// the feed did not give is empty.
struct Person {
    std::string name;
    std::string url;
    std::string email;
    std::string avatar;
    std::string role;  ///< Podcasting 2.0 `<podcast:person role>`: "host", "guest", ...

    bool operator==(const Person&) const = default;
};

/// A media file offered with an entry: RSS 2.0 `<enclosure>`, an Atom link with rel="enclosure"
/// (RFC 4287 section 4.2.7.2), or a JSON Feed 1.1 attachment.
struct Enclosure {
    std::string url;                        ///< Absolute.
    std::string media_type;                 ///< "audio/mpeg"; empty when the feed gave none.
    std::string title;
    std::optional<std::uint64_t> length;    ///< Bytes. Absent when missing or not a number.
    std::optional<double> duration;         ///< Seconds.

    bool operator==(const Enclosure&) const = default;
};

/// One Media RSS `<media:content>` with what its group or item says of it.
struct Media {
    std::string url;
    std::string media_type;
    std::string medium;       ///< "image", "video", "audio", "document", "executable".
    std::string title;
    std::string description;  ///< Plain text.
    std::string thumbnail;    ///< URL.
    std::string player;       ///< URL.
    std::string credit;
    std::string rating;
    std::optional<std::uint64_t> length;
    std::optional<std::uint64_t> width;
    std::optional<std::uint64_t> height;
    std::optional<double> duration;  ///< Seconds.

    bool operator==(const Media&) const = default;
};

/// Where an entry came from before this feed: RSS `<source url>`, `atom:source` (RFC 4287 4.2.11).
struct Source {
    std::string title;
    std::string url;  ///< Of the source feed.
    std::string id;   ///< atom:id of the source.

    bool operator==(const Source&) const = default;
};

/// Where an entry happened: georss or W3C geo as a GeoJSON geometry (RFC 7946). A point has one
/// position; a box is given as its Polygon.
struct Geo {
    std::string type;                                    ///< "Point", "LineString", "Polygon", "Box".
    std::vector<std::pair<double, double>> coordinates;  ///< Longitude, latitude.
    std::string name;                                    ///< georss:featureName.

    bool operator==(const Geo&) const = default;
};

struct Chapter {
    double start = 0;  ///< Seconds.
    std::string title;
    std::string image;
    std::string url;

    bool operator==(const Chapter&) const = default;
};

/// RFC 4685 `thr:in-reply-to`.
struct InReplyTo {
    std::string ref;
    std::string url;

    bool operator==(const InReplyTo&) const = default;
};

/// The iTunes members that JSON Feed has no name for. Empty or absent when not given.
struct Itunes {
    std::string duration;  ///< As given.
    std::string episode;
    std::string season;
    std::string episode_type;  ///< "full", "trailer", "bonus".
    std::string type;          ///< Of a feed: "episodic", "serial".
    std::string subtitle;
    std::string title;
    std::optional<bool> block;
    std::optional<bool> is_explicit;
    std::optional<double> duration_seconds;

    bool operator==(const Itunes&) const = default;
};

struct Transcript {
    std::string url;
    std::string media_type;
    std::string language;
    std::string rel;

    bool operator==(const Transcript&) const = default;
};

/// Podcasting 2.0 (podcast namespace), for feeds and entries alike.
struct Podcast {
    std::string guid;
    std::string season;
    std::string season_name;
    std::string episode;
    std::string chapters_url;
    std::string chapters_type;
    std::string locked;  ///< "yes" or "no".
    std::string medium;
    std::string location;
    std::string license;
    std::vector<Transcript> transcripts;
    std::vector<Person> persons;
    struct Funding {
        std::string url;
        std::string text;
        bool operator==(const Funding&) const = default;
    };
    std::vector<Funding> funding;

    bool operator==(const Podcast&) const = default;
};

/// What a feed document holds once: RSS `<item>`, `atom:entry`, a JSON Feed item. Strings are valid
/// UTF-8 and empty when the feed gave none; URLs are absolute where a base was known; HTML is
/// sanitised; all other text is plain.
struct Entry {
    std::string id;            ///< Verbatim; made from link or content when `id_given` is false.
    bool id_given = false;     ///< The document itself holds the id.
    std::string url;           ///< Permalink; http(s).
    std::string external_url;  ///< JSON Feed: what a link post is about.
    std::string title;
    std::string content_html;
    std::string content_text;  ///< Only when the feed gave plain text and no HTML.
    std::string summary;
    std::string image;
    std::string banner_image;
    std::optional<Instant> published;
    std::optional<Instant> updated;
    std::vector<Person> authors;
    std::vector<Person> contributors;
    std::vector<std::string> tags;
    std::string language;  ///< BCP 47.
    std::vector<Enclosure> enclosures;

    std::string comments_url;
    std::string comments_feed;
    std::optional<std::uint64_t> comments_count;
    std::optional<bool> guid_is_permalink;
    std::optional<Source> source;
    std::vector<Media> media;
    Itunes itunes;
    std::optional<Geo> geo;
    std::string copyright;
    std::vector<Chapter> chapters;
    std::vector<InReplyTo> in_reply_to;
    Podcast podcast;
    std::vector<std::pair<std::string, std::string>> links;  ///< Other links: rel ("via", "related", ...), URL.

    bool operator==(const Entry&) const = default;
};

}  // namespace weir
