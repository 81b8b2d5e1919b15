#pragma once

#include "base/instant.hpp"
#include "model/entry.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Renderers of one value. Same input, same bytes: no clock, no random, no locale.
namespace weir::publish {

struct MergedSource {
    std::string name;   ///< Handle of the feed here.
    std::string title;
    std::string feed_url;
    std::string home;
    std::string id;     ///< atom:id where the feed has one; else the feed URL.
    std::string item_title;
    std::string url;    ///< The item at that source.
    std::int64_t item = 0;
    std::string icon;
};

struct MergedItem {
    std::int64_t number = 0;   ///< `_weir.id`.
    std::string id;            ///< Stable absolute IRI (decision D2): see item_iri.
    Entry entry;
    std::string text;          ///< Plain text of the content.
    Instant date{};            ///< Sorted and shown by.
    Instant changed{};         ///< Atom updated, date_modified.
    Instant first_seen{};
    bool read = false;
    bool starred = false;
    std::vector<std::string> tags;      ///< Feed's and rules' tags, for _weir.
    std::vector<MergedSource> sources;  ///< The leading one first; never empty.
};

struct MergedFeed {
    std::string id;             ///< Fixed for ever.
    std::string name;           ///< "tech" of /tech.atom.
    std::string path;           ///< "/tech", "/feed/example", "/tag/news", "/search": before the format's suffix.
    std::string query;          ///< "q=..." for searches, without "?"; also carries a page's cursor separately below.
    std::string title;
    std::string description;
    std::string public_url;     ///< "https://news.example/", with the final slash.
    std::string home;           ///< HTML page of this feed, absolute.
    std::string icon;
    std::string hub;
    bool summaries = false;     ///< content = "summary": text excerpt instead of the whole content.
    Instant updated{};          ///< Newest change within; first_seen of the output when empty.
    std::vector<MergedItem> items;   ///< Newest first.
    std::string cursor;         ///< Of this page ("before=..."); empty for the first.
    std::string next_cursor;    ///< Of the next older page; empty when this is the last.
    std::string prev_cursor;    ///< "after=..." of the next newer page; empty on the first.
    bool as_files = false;      ///< Pages are files: cursors hold their paths ("/archive/tech/3").
};

[[nodiscard]] std::string atom(const MergedFeed& feed);
[[nodiscard]] std::string rss(const MergedFeed& feed);
[[nodiscard]] std::string json(const MergedFeed& feed);

/// The publisher's id where it is an absolute, valid IRI, else urn:uuid version 5 of feed URL and
/// guid (decision D2).
[[nodiscard]] std::string item_iri(const std::string& id, const std::string& feed_url);

/// A urn:uuid for an item whose id its feed gives to others, too.
[[nodiscard]] std::string numbered_iri(const std::string& id, const std::string& feed_url,
                                       std::int64_t number);

/// Gives every item an id of its own: of items with the same one, the first stored keeps it, the
/// others get one of feed URL, guid and number.
void make_ids_unique(std::vector<MergedItem>& items);

/// Absolute URL of a feed's document in a format's suffix (".atom"), its cursor included.
[[nodiscard]] std::string document_url(const MergedFeed& feed, const std::string& suffix,
                                       const std::string& cursor);

}  // namespace weir::publish
