#pragma once

#include "base/encoding_labels.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::parse {

/// What the first bytes prove, whatever anybody says of them.
struct Sniffed {
    std::optional<Encoding> encoding;  ///< By byte order mark, UTF-16/32 pattern or EBCDIC.
    std::size_t mark = 0;              ///< Bytes of the mark, to be skipped.
};
[[nodiscard]] Sniffed sniff(std::string_view bytes);

/// The charset parameter of a Content-Type (RFC 9110 section 8.3.1), quoted or not; may be empty.
[[nodiscard]] std::string charset_of(std::string_view content_type);

/// The encoding labels of all XML declarations near the start of text in an ASCII-like encoding.
/// The declarations may be broken, stand after junk, or be two.
[[nodiscard]] std::vector<std::string> declared_encodings(std::string_view text);

}  // namespace weir::parse
