#pragma once

#include "parse/draft.hpp"
#include "parse/element.hpp"

/// The extension vocabularies, one function each. All accept elements that they do not know.
namespace weir::parse {

/// An element of any module below an RSS item, an Atom entry or the like. Elements of RSS and Atom
/// themselves are the caller's.
void read_entry_module(const Element& element, EntryDraft& draft);
/// The same below a channel or atom:feed.
void read_feed_module(const Element& element, FeedDraft& draft);

void read_dublin_core(const Element& element, EntryDraft& draft);
void read_dublin_core(const Element& element, FeedDraft& draft);
/// itunes and googleplay, which took over its names.
void read_itunes(const Element& element, EntryDraft& draft);
void read_itunes(const Element& element, FeedDraft& draft);
void read_media(const Element& element, EntryDraft& draft);
void read_media(const Element& element, FeedDraft& draft);
/// At an entry's end: gives its contents what the entry said about all of them.
void inherit_media(EntryDraft& draft);
void read_podcast(const Element& element, EntryDraft& draft);
void read_podcast(const Element& element, FeedDraft& draft);
/// Podlove Simple Chapters.
void read_chapters(const Element& element, EntryDraft& draft);
/// georss (simple and GML) and W3C Basic Geo.
void read_location(const Element& element, EntryDraft& draft);
/// slash, wfw and thr (RFC 4685).
void read_discussion(const Element& element, EntryDraft& draft);
/// sy: how often a feed changes.
void read_syndication(const Element& element, FeedDraft& draft);

}  // namespace weir::parse
