#pragma once

#include "parse/parse.hpp"

#include <string_view>

namespace weir::parse {

/// Whether the document begins as a web page does.
[[nodiscard]] bool begins_as_html(std::string_view text);

/// What a document that holds no feed is instead: one sentence, with the feeds that a web page
/// announces counted. `root_name` is the first element's name, empty if unknown.
[[nodiscard]] Error describe(std::string_view text, std::string_view base_url,
                             std::string_view root_name);

}  // namespace weir::parse
