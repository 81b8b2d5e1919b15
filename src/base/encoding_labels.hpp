#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace weir {

enum class Codec { utf8, utf16le, utf16be, utf32le, utf32be, windows_1252, user_defined, iconv };

/// A character encoding that weir can read.
struct Encoding {
    std::string name;  ///< WHATWG's name in lower case, or iconv's for one that WHATWG lacks.
    Codec codec = Codec::utf8;
    std::string iconv;  ///< What iconv calls it; empty for the codecs done here.
};

/// The encoding that a label means by the WHATWG Encoding standard section 4.2, then UTF-32, then
/// any ASCII or EBCDIC based one that iconv knows (IBM437, IBM037). Case and blanks around it do
/// not matter. Absent for unknown and for refused ones.
[[nodiscard]] std::optional<Encoding> find_encoding(std::string_view label);

/// Labels that are understood but never used, since text in them can hide markup: UTF-7, HZ and
/// the stateful ISO 2022 family (the "replacement" encoding of WHATWG).
[[nodiscard]] bool is_refused(std::string_view label);

/// UTF-16 or UTF-32: nothing that reads like ASCII can be in it.
[[nodiscard]] bool is_wide(const Encoding& encoding);
/// False for EBCDIC: `<?xml` in ASCII bytes is something else there.
[[nodiscard]] bool extends_ascii(const Encoding& encoding);

}  // namespace weir
