#include "base/utf8.hpp"

#include <cstring>

namespace weir::utf8 {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view replacement_bytes = "\xEF\xBF\xBD";

/// Number of bytes below 0x80 from `at` on.
std::size_t ascii_run(std::string_view text, std::size_t at) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    const std::size_t begin = at;
    while (text.size() - at >= sizeof(std::uint64_t)) {
        std::uint64_t block = 0;
        std::memcpy(&block, text.data() + at, sizeof block);
        if ((block & high_bits) != 0) break;
        at += sizeof block;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at - begin;
}

/// What a lead byte promises: how many bytes follow, and which range the first of them must be in
/// (Unicode table 3-7, "well-formed UTF-8 byte sequences").
struct Lead {
    std::size_t following = 0;
    unsigned char lowest = 0x80;
    unsigned char highest = 0xBF;
};

Lead lead_of(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF) return {1};
    if (byte == 0xE0) return {2, 0xA0, 0xBF};
    if (byte == 0xED) return {2, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return {2};
    if (byte == 0xF0) return {3, 0x90, 0xBF};
    if (byte == 0xF4) return {3, 0x80, 0x8F};
    if (byte >= 0xF1 && byte <= 0xF3) return {3};
    return {};
}

}  // namespace

Decoded decode(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return {first, 1, true};
    Lead lead = lead_of(first);
    if (lead.following == 0) return {replacement, 1, false};

    char32_t code = first & (0x3FU >> lead.following);
    for (std::size_t i = 1; i <= lead.following; ++i) {
        if (at + i >= text.size()) return {replacement, i, false};
        const auto byte = static_cast<unsigned char>(text[at + i]);
        if (byte < lead.lowest || byte > lead.highest) return {replacement, i, false};
        lead.lowest = 0x80;
        lead.highest = 0xBF;
        code = code << 6U | (byte & 0x3FU);
    }
    return {code, lead.following + 1, true};
}

void append(std::string& out, char32_t code) {
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = replacement;
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | code >> 6U);
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | code >> 12U);
        out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        out += static_cast<char>(0xF0U | code >> 18U);
        out += static_cast<char>(0x80U | (code >> 12U & 0x3FU));
        out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

bool valid(std::string_view text) {
    std::size_t at = ascii_run(text, 0);
    while (at < text.size()) {
        const auto decoded = decode(text, at);
        if (!decoded.valid) return false;
        at += decoded.size;
        at += ascii_run(text, at);
    }
    return true;
}

std::string repaired(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t copied = 0;
    for (std::size_t at = ascii_run(text, 0); at < text.size();) {
        const auto decoded = decode(text, at);
        if (!decoded.valid) {
            out.append(text, copied, at - copied).append(replacement_bytes);
            copied = at + decoded.size;
        }
        at += decoded.size;
        at += ascii_run(text, at);
    }
    out.append(text, copied, std::string_view::npos);
    return out;
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += decode(text, at).size) ++count;
    return count;
}

std::string_view prefix(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    while (characters > 0 && at < text.size()) {
        at += decode(text, at).size;
        --characters;
    }
    return text.substr(0, at);
}

}  // namespace weir::utf8
