#pragma once

#include <string>
#include <string_view>

namespace weir::html {

struct SanitizeOptions {
    std::string_view base_url;   ///< What relative URLs are resolved against; may be empty.
    std::string_view id_prefix;  ///< Before kept ids and the fragments that point at them.
};

/// `markup` (UTF-8) as safe, canonical HTML: allow-listed elements and attributes only, balanced,
/// absolute URLs, no script, style, handler or form. Linear in time; at most 2 x input + 64 KiB
/// long. Parses without error as HTML5 and is unchanged by a second pass with the same options.
[[nodiscard]] std::string sanitize(std::string_view markup, const SanitizeOptions& options);

/// URL of the first displayed image of sanitised HTML; empty when there is none.
[[nodiscard]] std::string first_image(std::string_view sanitized);

}  // namespace weir::html
