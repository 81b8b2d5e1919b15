#pragma once

#include "parse/draft.hpp"
#include "parse/element.hpp"

namespace weir::parse {

/// atom:link of an entry (RFC 4287 section 4.2.7): permalink, enclosure, replies, or one of the
/// other links. `behind` as for read_atom_entry_element.
void read_entry_link(const Element& element, EntryDraft& draft, int behind);

/// atom:link of a feed: site, self, hub, next, prev-archive.
void read_feed_link(const Element& element, FeedDraft& draft, int behind);

/// atom:link of an atom:source.
void read_source_link(const Element& element, RankedText& url);

}  // namespace weir::parse
