#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace weir::html {

/// The article of a web page. Members that the page did not give are empty.
struct Article {
    std::string title;
    std::string byline;
    std::string content_html;  ///< Sanitised.
    std::string content_text;  ///< One line per block.
    std::optional<Instant> published;
    std::string site_name;
    std::string language;
    std::string canonical_url;  ///< rel=canonical or og:url.
};

struct ExtractOptions {
    std::string_view url;           ///< Base of relative URLs.
    std::string_view content_type;  ///< Of the HTTP response; may hold a charset.
    std::string_view selector;      ///< CSS selector of the article; empty: find it.
};

/// `page` is bytes as served: BOM, Content-Type, <meta charset>, then UTF-8 or windows-1252.
[[nodiscard]] Article extract(std::string_view page, const ExtractOptions& options);

}  // namespace weir::html
