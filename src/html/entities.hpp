#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weir::html {

/// Where a named reference stands; WHATWG treats `&copy=` in an attribute as text.
enum class Context { text, attribute };

/// One character reference at the start of `text` (which begins with '&'), by the WHATWG rules:
/// `characters` is its UTF-8 (numeric 128-159 mean windows-1252; 0, surrogates and values above
/// U+10FFFF mean U+FFFD) and `size` the bytes read. size 0: no reference stands here.
struct Reference {
    std::string characters;
    std::size_t size = 0;
    bool semicolon = false;  ///< It ended in ";".
};
[[nodiscard]] Reference read_reference(std::string_view text, Context context);

/// How much append_reference read; size 0 when no reference stood there.
struct ReferenceSize {
    std::size_t size = 0;
    bool semicolon = false;
};
/// As read_reference, but appends the characters to `out`.
ReferenceSize append_reference(std::string_view text, Context context, std::string& out);

/// All references of `text` decoded.
[[nodiscard]] std::string decode_references(std::string_view text, Context context = Context::text);
/// The value of an attribute as it was meant: its references decoded.
[[nodiscard]] inline std::string decoded(std::string_view value) {
    return decode_references(value, Context::attribute);
}
/// As decode_references, appended to `out`.
void append_decoded(std::string_view text, Context context, std::string& out);

}  // namespace weir::html
