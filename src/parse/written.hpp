#pragma once

#include "parse/element.hpp"

#include <string>

namespace weir::parse {

/// What the author wrote into a text element, before it is made safe or plain.
struct Written {
    std::string value;
    bool is_html = false;  ///< `value` is markup; else the characters themselves.
    std::string base;      ///< For its relative URLs.
    std::string language;

    [[nodiscard]] bool blank() const { return value.empty(); }
};

/// RSS and most modules: text is HTML, child elements are part of it.
[[nodiscard]] Written read_html(const Element& element);

/// Atom text and content constructs (RFC 4287 sections 3.1 and 4.1.3), Atom 0.3 `mode` included.
[[nodiscard]] Written read_atom(const Element& element);

/// Elements that are plain text by their specification but hold HTML in practice: HTML only when
/// there is a tag or reference in it (itunes:summary, media:description).
[[nodiscard]] Written read_loose(const Element& element);

/// On one line, markup stripped once.
[[nodiscard]] std::string plain_line(const Written& written);

/// Plain text of an element that holds HTML or text: titles, names, categories of RSS and modules.
[[nodiscard]] std::string plain_line(const Element& element);

/// Plain text of a string of that kind.
[[nodiscard]] std::string plain_line(std::string_view html);

}  // namespace weir::parse
