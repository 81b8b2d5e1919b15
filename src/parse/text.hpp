#pragma once

#include "model/feed.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// From bytes to text that pugixml takes: the stages before extraction, of the parse room only.
namespace weir::parse {

/// A document as UTF-8. Always valid; ill-formed bytes were replaced (noted).
struct Decoded {
    std::string text;      ///< Without BOM.
    std::string encoding;  ///< WHATWG name of what was used: "utf-8", "windows-1252", ...
    std::vector<Notice> notices;
};
/// Order: BOM, HTTP charset, XML declaration, UTF-8 (RFC 7303); labels by WHATWG's table, decoding
/// by iconv. An unknown or impossible label is skipped and noted. Gzip bodies are unpacked first
/// (bounded).
[[nodiscard]] Decoded to_utf8(std::string_view bytes, std::string_view content_type);

/// Text that is ready for pugixml, with the way back to the lines of the original.
struct XmlText {
    std::string text;
    std::vector<Notice> notices;
    /// (offset in `text`, line in the original), ascending; a line map for notices made later.
    std::vector<std::pair<std::size_t, std::size_t>> lines;
    [[nodiscard]] std::size_t line_at(std::size_t offset) const;  ///< Logarithmic.
};
/// One linear scan over valid UTF-8: NUL, controls and non-characters out; numeric and named
/// references resolved (& < > and quotes stay escaped); bare & and < escaped; simple internal
/// entities of the DTD replaced once, bounded; the DOCTYPE and broken instructions left out; a CDATA
/// section without end ended. Comments, CDATA and tags are otherwise untouched. At most 6 x input +
/// 256 KiB long.
[[nodiscard]] XmlText clean_xml(std::string_view text);

/// The same document rewritten as well-formed XML by a lenient tokenizer: unquoted, duplicate and
/// valueless attributes, bare <, void HTML elements, unclosed, crossing, misspelt and stray tags,
/// truncation, junk around the root. `cleaned` is what clean_xml gave; the notices are those of the
/// repair alone. Linear; at most 512 open elements.
[[nodiscard]] XmlText repair_xml(const XmlText& cleaned);

}  // namespace weir::parse
