#pragma once

#include "model/entry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

enum class Format {
    rss, rss_090, rss_091, rss_092, rss_093, rss_094, rss_10, rss_20,
    atom_03, atom_10, json_10, json_11, cdf,
};

/// "rss-2.0", "atom-1.0", ...: what `_weir.format` says. "rss" is RSS without a version.
[[nodiscard]] std::string_view to_string(Format format);

/// A WebSub or rssCloud endpoint: JSON Feed `hubs`, Atom rel="hub".
struct Hub {
    std::string type;  ///< "WebSub" or "rssCloud".
    std::string url;

    bool operator==(const Hub&) const = default;
};

struct Generator {
    std::string name;
    std::string version;
    std::string url;

    bool operator==(const Generator&) const = default;
};

/// What a feed document says of itself. Conventions as in Entry.
struct Feed {
    std::string id;
    std::string title;
    std::string description;
    std::string home_page_url;
    std::string feed_url;
    std::string next_url;          ///< Older entries: atom rel="next", JSON Feed next_url.
    std::string prev_archive_url;  ///< RFC 5005 rel="prev-archive".
    bool complete = false;         ///< RFC 5005 `fh:complete`.
    std::string icon;
    std::string favicon;
    std::string image;             ///< RSS `<image><url>`.
    std::vector<Person> authors;
    std::vector<Person> contributors;
    std::optional<Person> publisher;
    std::string language;
    std::vector<Hub> hubs;
    std::vector<std::string> tags;
    std::optional<std::int64_t> ttl_minutes;  ///< ttl, else from sy:.
    std::optional<Instant> updated;
    std::optional<Instant> published;
    std::optional<Generator> generator;
    std::string copyright;
    Itunes itunes;
    Podcast podcast;
    std::vector<int> skip_hours;          ///< 0..23, GMT.
    std::vector<std::string> skip_days;   ///< "Monday", ...
    bool expired = false;                 ///< JSON Feed `expired`.

    bool operator==(const Feed&) const = default;
};

/// One oddity of a document, and how it was repaired. `code` is stable ("undeclared-prefix"),
/// `message` a sentence for the publisher, `line` counts from 1 in the document as sent; 0 when it
/// belongs to no line.
struct Notice {
    std::string code;
    std::size_t line = 0;
    std::string message;

    bool operator==(const Notice&) const = default;
};

/// All that one document yielded.
struct ParsedFeed {
    Format format = Format::rss;
    Feed feed;
    std::vector<Entry> entries;
    std::vector<Notice> notices;

    bool operator==(const ParsedFeed&) const = default;
};

}  // namespace weir
