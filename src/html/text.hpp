#pragma once

#include <string>
#include <string_view>

namespace weir::html {

/// The text of `markup` as a reader sees it: one line per block, list items with "- " or numbers,
/// references decoded, script and style left out.
[[nodiscard]] std::string to_text(std::string_view markup);

/// The text on one line, white space squeezed: titles, names, summaries.
[[nodiscard]] std::string to_line(std::string_view markup);

/// True when `text` holds at least one HTML tag or character reference.
[[nodiscard]] bool looks_like_html(std::string_view text);

/// Plain text as HTML: escaped, blank lines as paragraphs, line ends as <br>.
[[nodiscard]] std::string from_text(std::string_view text);

}  // namespace weir::html
