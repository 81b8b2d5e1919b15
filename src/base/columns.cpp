#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace weir::utf8 {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Nonspacing marks and format characters of the scripts that feeds are written in (general
/// categories Mn, Me and Cf of Unicode 15), ascending.
constexpr std::array<Range, 44> zero_width{{
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x0300, 0x036F}, {0x0483, 0x0489},
    {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2}, {0x05C4, 0x05C5}, {0x05C7, 0x05C7},
    {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4},
    {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x0900, 0x0902}, {0x093A, 0x093A}, {0x093C, 0x093C},
    {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0951, 0x0957}, {0x0981, 0x0981}, {0x09BC, 0x09BC},
    {0x09C1, 0x09C4}, {0x09CD, 0x09CD}, {0x0B82, 0x0B82}, {0x0BC0, 0x0BC0}, {0x0BCD, 0x0BCD},
    {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069}, {0x20D0, 0x20FF}, {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
}};

/// East Asian Width W and F, and emoji that terminals draw over two columns (UAX 11, UTS 51),
/// ascending.
constexpr std::array<Range, 33> double_width{{
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC}, {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653}, {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5}, {0x26D4, 0x26D4},
    {0x2705, 0x2705},   {0x2728, 0x2728},   {0x274C, 0x274C},   {0x2753, 0x2755}, {0x2795, 0x2797},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2E80, 0x303E},   {0x3041, 0xA4CF}, {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE6F},   {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6},
    {0x16FE0, 0x1B2FF}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD},
}};

template <std::size_t size>
bool contains(const std::array<Range, size>& ranges, char32_t code) {
    const auto after = std::partition_point(
        ranges.begin(), ranges.end(), [code](const Range& range) { return range.last < code; });
    return after != ranges.end() && code >= after->first;
}

std::size_t columns_of(char32_t code) {
    if (code >= 0x20 && code < 0x7F) return 1;
    if (contains(zero_width, code) || (code >= 0xE0000 && code <= 0xE01EF)) return 0;
    return contains(double_width, code) ? 2 : 1;
}

}  // namespace

std::size_t width(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto decoded = decode(text, at);
        columns += columns_of(decoded.code);
        at += decoded.size;
    }
    return columns;
}

std::string fit(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t cut = 0;  // Where "…" would still fit.
    for (std::size_t at = 0; at < text.size();) {
        const auto decoded = decode(text, at);
        const auto wide = columns_of(decoded.code);
        if (used + wide > columns) {
            std::string out(text.substr(0, cut));
            if (columns > 0) out += "…";
            return out;
        }
        used += wide;
        at += decoded.size;
        if (used < columns) cut = at;
    }
    return std::string(text);
}

}  // namespace weir::utf8
