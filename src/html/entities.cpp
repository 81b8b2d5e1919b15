#include "html/entities.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "html/entity_table.hpp"

#include <algorithm>
#include <array>

namespace weir::html {
namespace {

bool is_alphanumeric(char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c);
}

// What the numbers 128 to 159 mean: windows-1252, with its five unused places left as they are
// (HTML Living Standard section 13.2.5.80).
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

constexpr char32_t beyond_unicode = 0x110000;

int digit_value(char c, bool hexadecimal) {
    if (is_ascii_digit(c)) return c - '0';
    const char letter = ascii_lower(c);
    return hexadecimal && letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

ReferenceSize append_numeric(std::string_view text, std::string& out) {
    std::size_t at = 2;
    const bool hexadecimal = at < text.size() && ascii_lower(text[at]) == 'x';
    if (hexadecimal) ++at;
    const std::size_t digits = at;
    char32_t code = 0;
    for (; at < text.size(); ++at) {
        const int digit = digit_value(text[at], hexadecimal);
        if (digit < 0) break;
        code = code * (hexadecimal ? 16U : 10U) + static_cast<char32_t>(digit);
        code = std::min(code, beyond_unicode);  // Any number of digits may follow.
    }
    if (at == digits) return {};
    const bool semicolon = at < text.size() && text[at] == ';';
    if (code >= 128 && code < 160) code = windows_1252[code - 128];
    utf8::append(out, code == 0 ? U'\uFFFD' : code);
    return {at + (semicolon ? 1U : 0U), semicolon};
}

ReferenceSize append_bare(std::string_view text, std::string_view name, Context context,
                          std::string& out) {
    for (std::size_t size = std::min(name.size(), longest_bare_name); size >= shortest_bare_name;
         --size) {
        const NamedCharacters found = find_named(name.substr(0, size));
        if (!found.bare) continue;
        const char next = size + 1 < text.size() ? text[size + 1] : '\0';
        if (context == Context::attribute && (next == '=' || is_alphanumeric(next))) return {};
        out += found.characters;
        return {size + 1, false};
    }
    return {};
}

ReferenceSize append_named(std::string_view text, Context context, std::string& out) {
    std::size_t end = 1;
    while (end < text.size() && end <= longest_name && is_alphanumeric(text[end])) ++end;
    const std::string_view name = text.substr(1, end - 1);
    if (end < text.size() && text[end] == ';') {
        const NamedCharacters found = find_named(name);
        if (!found.characters.empty()) {
            out += found.characters;
            return {end + 1, true};
        }
    }
    return append_bare(text, name, context, out);
}

// The references that nearly all documents are made of, without a search.
ReferenceSize append_common(std::string_view text, std::string& out) {
    struct Common {
        std::string_view reference;
        char character;
    };
    static constexpr std::array<Common, 4> common = {
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}}};
    for (const Common& one : common) {
        if (!text.starts_with(one.reference)) continue;
        out += one.character;
        return {one.reference.size(), true};
    }
    return {};
}

}  // namespace

ReferenceSize append_reference(std::string_view text, Context context, std::string& out) {
    if (text.size() < 2) return {};
    if (text[1] == '#') return append_numeric(text, out);
    if (!is_ascii_alpha(text[1])) return {};
    const ReferenceSize common = append_common(text, out);
    return common.size != 0 ? common : append_named(text, context, out);
}

Reference read_reference(std::string_view text, Context context) {
    Reference result;
    const ReferenceSize read = append_reference(text, context, result.characters);
    result.size = read.size;
    result.semicolon = read.semicolon;
    return result;
}

void append_decoded(std::string_view text, Context context, std::string& out) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t ampersand = std::min(text.find('&', at), text.size());
        out += text.substr(at, ampersand - at);
        at = ampersand;
        if (at == text.size()) break;
        const ReferenceSize read = append_reference(text.substr(at), context, out);
        if (read.size == 0) out += '&';
        at += std::max<std::size_t>(read.size, 1);
    }
}

std::string decode_references(std::string_view text, Context context) {
    std::string out;
    out.reserve(text.size());
    append_decoded(text, context, out);
    return out;
}

}  // namespace weir::html
