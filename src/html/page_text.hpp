#pragma once

#include <string>
#include <string_view>

namespace weir::html {

/// A web page as valid UTF-8 without BOM. Its encoding by the first that is known of: BOM, charset
/// of the Content-Type, <meta> in the first 1024 bytes, UTF-8 if it is that, windows-1252. Labels
/// mean what the WHATWG Encoding Standard says.
[[nodiscard]] std::string page_text(std::string_view page, std::string_view content_type);

}  // namespace weir::html
