#pragma once

#include "parse/draft.hpp"
#include "parse/element.hpp"
#include "parse/tree.hpp"

#include <string>
#include <string_view>

/// The readers of the feed formats. Each fills drafts in document order.
namespace weir::parse {

/// `root` is atom:feed, or an atom:entry that stands alone (RFC 4287 section 2).
[[nodiscard]] ParsedFeed read_atom_document(const Element& root, Format format,
                                            NoticeList& notices);

/// `root` is rss, rdf:RDF, or a channel that lost its wrapper.
[[nodiscard]] ParsedFeed read_rss_document(const Element& root, Format format, NoticeList& notices);

/// `root` is the CHANNEL of a Channel Definition Format document.
[[nodiscard]] ParsedFeed read_cdf_document(const Element& root, NoticeList& notices);

/// Elements of the Atom namespace, in Atom documents (`behind` 0) or as guests in RSS (`behind` 1:
/// RSS's own elements come first).
void read_atom_entry_element(const Element& element, EntryDraft& draft, int behind);
void read_atom_feed_element(const Element& element, FeedDraft& draft, int behind);

/// The address that relative URLs are resolved against when the document gives none other: its
/// channel link. Empty when that is not absolute.
[[nodiscard]] std::string rss_site(const Element& root);
[[nodiscard]] std::string atom_site(const Element& root);

}  // namespace weir::parse
