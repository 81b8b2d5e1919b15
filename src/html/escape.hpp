#pragma once

#include <string>
#include <string_view>

namespace weir::html {

/// Appends `text` with & < > " escaped, line ends as LF, form feeds as blanks, and without what no
/// document may hold: C0 and C1 controls and noncharacters (HTML Living Standard section 13.2.3.5).
/// `text` is plain text in UTF-8: its "&" stand for themselves.
void append_escaped(std::string& out, std::string_view text);

/// The same for text as it stands in a document: references decode first. Quotes stay as they are.
void append_text(std::string& out, std::string_view markup_text);
/// The same for an attribute's value as it stands in a document.
void append_value(std::string& out, std::string_view markup_value);

/// True when `text` holds nothing but HTML white space.
[[nodiscard]] bool is_blank(std::string_view text);

}  // namespace weir::html
