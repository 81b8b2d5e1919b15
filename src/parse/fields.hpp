#pragma once

#include "parse/draft.hpp"
#include "parse/element.hpp"

#include <optional>
#include <string>

/// Offers of an element's content to a draft: nothing is read that would not win.
namespace weir::parse {

/// On one line, markup stripped.
void offer_line(RankedText& text, int rank, const Element& element);
/// An invalid date is noted and leaves the place to another element.
void offer_date(Ranked<Instant>& date, int rank, const Element& element);
/// `text` as a date; one that is none is noted.
[[nodiscard]] std::optional<Instant> read_date(const Element& element, std::string_view text);
void offer_html(Ranked<Written>& body, int rank, const Element& element);
/// HTML where it looks like HTML, else plain text.
void offer_loose(Ranked<Written>& body, int rank, const Element& element);
/// The element's text, or its href, url, rdf:resource or rdf:about attribute, as the address of a
/// page.
void offer_page(RankedText& url, int rank, const Element& element);
/// The same as the address of an image.
void offer_image(RankedText& url, int rank, const Element& element);

/// "yes", "true", "explicit"; "no", "false", "clean". Absent for anything else.
[[nodiscard]] std::optional<bool> yes_or_no(std::string_view text);

/// Text of an element that holds an address in one of the ways above.
[[nodiscard]] std::string address_in(const Element& element);

/// A whole number; noted when there is text that is none.
[[nodiscard]] std::optional<std::uint64_t> read_number(const Element& element);

}  // namespace weir::parse
