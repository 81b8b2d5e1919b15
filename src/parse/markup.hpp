#pragma once

#include "parse/element.hpp"

#include <string>

namespace weir::parse {

/// How text that stands beside child elements is to be read.
enum class TextBetween {
    text,  ///< As the characters it shows (XHTML): escaped again.
    mixed  ///< CDATA, and text that holds tags itself, as markup; other text as characters (RSS).
};

/// The content of `element` as HTML: prefixes dropped, empty elements written with both tags, void
/// ones without an end tag; comments left out. URLs below an inner xml:base are resolved against
/// it.
[[nodiscard]] std::string inner_html(const Element& element, TextBetween between);

/// `<div>` of RFC 4287 section 4.2.2.3: the one child element when it is a div and nothing but
/// white space stands beside it; else `element` itself.
[[nodiscard]] Element without_wrapper(const Element& element);

}  // namespace weir::parse
