#include "parse/encoding_sniff.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace weir::parse {
namespace {

using namespace std::string_view_literals;

struct Mark {
    std::string_view bytes;
    Codec codec;
    std::string_view name;
};
// UTF-32LE before UTF-16LE, whose mark it begins with.
constexpr std::array<Mark, 5> marks = {{
    {"\xEF\xBB\xBF"sv, Codec::utf8, "utf-8"},
    {"\xFF\xFE\x00\x00"sv, Codec::utf32le, "utf-32le"},
    {"\x00\x00\xFE\xFF"sv, Codec::utf32be, "utf-32be"},
    {"\xFF\xFE"sv, Codec::utf16le, "utf-16le"},
    {"\xFE\xFF"sv, Codec::utf16be, "utf-16be"},
}};

// Every document in UTF-16 or UTF-32 has ASCII characters, so zero bytes, near its start.
bool has_zero(std::string_view bytes) {
    constexpr std::size_t near = 512;
    return bytes.substr(0, near).find('\0') != std::string_view::npos;
}

bool begins_document(char c) {
    return c == '<' || c == '{' || is_ascii_space(c);
}

// XML 1.0 appendix F.1: the zeros around the first characters tell width and byte order.
std::optional<Encoding> wide_pattern(std::string_view bytes) {
    if (bytes.size() < 4) return std::nullopt;
    const char a = bytes[0];
    const char b = bytes[1];
    const char c = bytes[2];
    const char d = bytes[3];
    if (a == 0 && b == 0 && c == 0 && begins_document(d)) {
        return Encoding{"utf-32be", Codec::utf32be, {}};
    }
    if (begins_document(a) && b == 0 && c == 0 && d == 0) {
        return Encoding{"utf-32le", Codec::utf32le, {}};
    }
    if (a == 0 && begins_document(b) && c == 0 && d != 0) {
        return Encoding{"utf-16be", Codec::utf16be, {}};
    }
    if (begins_document(a) && b == 0 && c != 0 && d == 0) {
        return Encoding{"utf-16le", Codec::utf16le, {}};
    }
    return std::nullopt;
}

// The value of `encoding=` in the inside of a declaration, in any quotes or none.
std::string encoding_value(std::string_view inside) {
    std::size_t at = ifind(inside, "encoding");
    if (at == std::string_view::npos) return {};
    at += "encoding"sv.size();
    const auto blank_or_quote = [](char c) {
        return is_ascii_space(c) || c == '"' || c == '\'' || c == '=' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    while (at < inside.size() && blank_or_quote(inside[at])) ++at;
    std::size_t end = at;
    while (end < inside.size() && !blank_or_quote(inside[end]) && inside[end] != '?' &&
           inside[end] != '>') {
        ++end;
    }
    return std::string(inside.substr(at, end - at));
}

}  // namespace

Sniffed sniff(std::string_view bytes) {
    for (const Mark& mark : marks) {
        if (!bytes.starts_with(mark.bytes)) continue;
        if (mark.codec != Codec::utf8 && !has_zero(bytes.substr(mark.bytes.size()))) break;
        return {Encoding{std::string(mark.name), mark.codec, {}}, mark.bytes.size()};
    }
    if (auto wide = wide_pattern(bytes)) return {std::move(wide), 0};
    if (bytes.starts_with("\x4C\x6F\xA7\x94")) {  // "<?xm" in every EBCDIC.
        return {Encoding{"ibm037", Codec::iconv, "IBM037"}, 0};
    }
    return {};
}

std::string charset_of(std::string_view content_type) {
    constexpr std::string_view name = "charset";
    for (std::size_t at = 0; (at = ifind(content_type, name, at)) != std::string_view::npos;) {
        const bool starts = at == 0 || content_type[at - 1] == ';' || content_type[at - 1] == ',' ||
                            is_ascii_space(content_type[at - 1]);
        at += name.size();
        while (at < content_type.size() && is_ascii_space(content_type[at])) ++at;
        if (!starts || at == content_type.size() || content_type[at] != '=') continue;
        std::string_view value = content_type.substr(at + 1);
        value = value.substr(0, value.find_first_of(";,"));
        value = trim(value);
        while (!value.empty() && (value.front() == '"' || value.front() == '\'')) {
            value.remove_prefix(1);
        }
        return std::string(trim(value.substr(0, value.find_first_of("\"'"))));
    }
    return {};
}

std::vector<std::string> declared_encodings(std::string_view text) {
    constexpr std::size_t near = 4096;  // Room for a PHP warning before the declaration.
    constexpr std::string_view open = "<?xml";
    text = text.substr(0, near);
    std::vector<std::string> labels;
    const std::string_view start = trim(text);
    if (start.starts_with("{") || start.starts_with("[")) return labels;
    for (std::size_t at = 0; (at = ifind(text, open, at)) != std::string_view::npos;) {
        at += open.size();
        if (at < text.size() && !is_ascii_space(text[at])) continue;  // <?xml-stylesheet
        const std::string_view inside = text.substr(at, text.find_first_of("<>", at) - at);
        if (std::string label = encoding_value(inside); !label.empty()) {
            labels.push_back(std::move(label));
        }
    }
    return labels;
}

}  // namespace weir::parse
