#pragma once

#include "parse/notices.hpp"
#include "parse/parse.hpp"

#include <string_view>

namespace weir::parse {

/// JSON Feed 1.0 and 1.1 (jsonfeed.org). `text` is UTF-8 and begins with "{". `base_url` resolves
/// relative URLs; when empty, home_page_url or feed_url do.
[[nodiscard]] Result<ParsedFeed, Error> read_json_feed(std::string_view text,
                                                       std::string_view base_url,
                                                       NoticeList& notices);

}  // namespace weir::parse
