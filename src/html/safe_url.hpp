#pragma once

#include <string>
#include <string_view>

namespace weir::html {

/// What a URL is for decides which schemes it may have: links http https mailto tel xmpp magnet
/// ftp; media http https; images also small base64 data: URLs of raster formats.
enum class Use { link, media, image };

/// `url` (references decoded) resolved against `base`, without controls, blanks and quotes
/// percent-encoded. Empty when its scheme is not allowed for `use`.
[[nodiscard]] std::string safe_url(std::string_view url, Use use, std::string_view base);

/// The same for a value as it stands in a document, appended to `out` escaped. False, and nothing
/// appended, when it is not allowed.
bool append_safe_url(std::string& out, std::string_view markup_value, Use use,
                     std::string_view base);

/// Lower-case host of a URL that safe_url made; empty for relative ones.
[[nodiscard]] std::string host_of(std::string_view url);

/// True when `host` is `domain` or below it.
[[nodiscard]] bool is_within(std::string_view host, std::string_view domain);

}  // namespace weir::html
