#pragma once

#include "base/encoding_labels.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace weir {

/// Text as UTF-8, with U+FFFD for what was no text.
struct Transcoded {
    std::string text;
    std::size_t replaced = 0;        ///< How many U+FFFD were put in.
    std::size_t first_replaced = 0;  ///< Offset in `text` of the first.
};

/// `bytes` without byte order mark, in `encoding`. Linear; at most three bytes out for one in.
[[nodiscard]] Transcoded decode(std::string_view bytes, const Encoding& encoding);
[[nodiscard]] Transcoded decode_iconv(std::string_view bytes, const std::string& iconv_name);
/// iconv can be asked for this name.
[[nodiscard]] bool iconv_knows(const std::string& iconv_name);

/// What speaks for and against reading `bytes` as UTF-8.
struct Utf8Evidence {
    std::size_t sequences = 0;  ///< Well-formed characters beyond ASCII.
    std::size_t cut = 0;        ///< Characters that begin well and stop: cut by somebody.
    std::size_t foreign = 0;    ///< Single bytes that mean something in windows-1252.
    std::size_t other = 0;      ///< Bytes that mean nothing anywhere.

    [[nodiscard]] bool valid() const { return cut + foreign + other == 0; }
};
[[nodiscard]] Utf8Evidence weigh_utf8(std::string_view bytes);

}  // namespace weir
