#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::utf8 {

/// One decoded character: `size` bytes were read. `valid` is false for bytes that are no UTF-8;
/// then `code` is U+FFFD and `size` the maximal ill-formed part (WHATWG Encoding, "utf-8 decode").
struct Decoded {
    char32_t code;
    std::size_t size;
    bool valid;
};

/// Decodes the character at `at`, which must be inside `text`.
[[nodiscard]] Decoded decode(std::string_view text, std::size_t at);
/// Appends `code`; surrogates and values above U+10FFFF become U+FFFD.
void append(std::string& out, char32_t code);
[[nodiscard]] bool valid(std::string_view text);
/// `text` with every ill-formed part replaced by U+FFFD.
[[nodiscard]] std::string repaired(std::string_view text);
/// Number of characters.
[[nodiscard]] std::size_t length(std::string_view text);
/// The first `characters` characters, never cutting one.
[[nodiscard]] std::string_view prefix(std::string_view text, std::size_t characters);
/// At most `columns` terminal columns (wide characters count two, combining ones none), ending in
/// "…" when cut.
[[nodiscard]] std::string fit(std::string_view text, std::size_t columns);
/// Terminal columns that `text` takes.
[[nodiscard]] std::size_t width(std::string_view text);

}  // namespace weir::utf8
