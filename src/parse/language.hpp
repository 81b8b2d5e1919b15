#pragma once

#include <string>
#include <string_view>

namespace weir::parse {

/// `text` as a BCP 47 tag: trimmed, "en_US" as "en-US", otherwise as written. Empty when it has not
/// the form of a tag (RFC 5646 section 2.1: runs of 1 to 8 letters and digits, the first of letters
/// only).
[[nodiscard]] std::string language_tag(std::string_view text);

}  // namespace weir::parse
