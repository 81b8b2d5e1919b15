#pragma once

#include "publish/publish.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What all formats say of an item alike: one value, three spellings.
namespace weir::publish {

/// Another feed that tells the same story.
struct AlsoIn {
    std::string feed_title;
    std::string url;  ///< Of the item there; http(s).
};

/// Texts are free of control characters; URLs are absolute and ASCII (RFC 3986).
struct Shown {
    std::string title;  ///< One line; empty for an untitled item.
    std::string url;    ///< Permalink, else our page of the item.
    std::string external_url;
    std::string content_html;     ///< With the "Also in" line; empty where summaries are published.
    std::string summary;          ///< Plain text; the feed's own, or an excerpt where it is needed.
    std::string language;         ///< BCP 47, or empty.
    std::vector<Person> authors;  ///< Each with a name.
    std::vector<std::string> categories;  ///< Each once, none blank.
    std::vector<Enclosure> enclosures;    ///< media_type is well-formed or empty.
    std::vector<AlsoIn> also_in;
    Source source;  ///< Attribution: the entry's own source, else the feed. All members set.
    std::string source_home;  ///< Web page of the source; may be empty.
    Instant published{};
    Instant updated{};  ///< Never before published.
};
/// `item` is one of `feed`, which says where it is published and whether with contents.
[[nodiscard]] Shown shown(const MergedItem& item, const MergedFeed& feed);

/// A title for where one is mandatory (Atom): the title, else the beginning of the text, else the
/// first enclosure's title, the URL or the source's title. Empty only when the item has none of
/// them.
[[nodiscard]] std::string title_or_excerpt(const MergedItem& item, const Shown& shown);

/// `text` on one line, at most `characters` long; cut between words, with "…" in place of the rest.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t characters);

/// When a document last changed: never before the newest of its entries.
[[nodiscard]] Instant updated_of(const MergedFeed& feed);

}  // namespace weir::publish
