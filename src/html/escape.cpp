#include "html/escape.hpp"

#include "base/utf8.hpp"
#include "html/entities.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weir::html {
namespace {

enum class Kind : std::uint8_t {
    plain,
    ampersand,
    less,
    greater,
    quote,
    carriage,
    feed,
    drop,
    lead
};

constexpr std::array<Kind, 256> build_kinds() {
    std::array<Kind, 256> kinds{};
    for (std::size_t c = 0; c < 0x20; ++c) kinds[c] = Kind::drop;
    kinds['\t'] = kinds['\n'] = Kind::plain;
    kinds['\r'] = Kind::carriage;
    kinds['\f'] = Kind::feed;
    kinds['&'] = Kind::ampersand;
    kinds['<'] = Kind::less;
    kinds['>'] = Kind::greater;
    kinds['"'] = Kind::quote;
    kinds[0x7F] = Kind::drop;
    // Lead bytes of U+0080-U+009F, of U+FDD0-U+FDEF and U+FFFE-U+FFFF, and of the last two code
    // points of the other planes.
    kinds[0xC2] = kinds[0xEF] = Kind::lead;
    for (std::size_t c = 0xF0; c <= 0xF4; ++c) kinds[c] = Kind::lead;
    return kinds;
}
constexpr std::array<Kind, 256> kinds = build_kinds();

Kind kind_of(char c) {
    return kinds[static_cast<unsigned char>(c)];
}

bool is_forbidden(char32_t code) {
    return (code >= 0x80 && code < 0xA0) || (code >= 0xFDD0 && code <= 0xFDEF) ||
           (code & 0xFFFE) == 0xFFFE;
}

struct Rules {
    bool references = false;  ///< "&" may begin a reference.
    bool quotes = false;      ///< Escape them.
    Context context = Context::text;
};

void append(std::string& out, std::string_view text, Rules rules);

// Appends what the special byte at `at` stands for; returns the bytes read.
std::size_t append_special(std::string& out, std::string_view text, std::size_t at, Rules rules) {
    switch (kind_of(text[at])) {
        case Kind::ampersand: {
            std::string decoded;
            std::size_t size = 0;
            if (rules.references)
                size = append_reference(text.substr(at), rules.context, decoded).size;
            if (size == 0 || decoded == "&")
                out += "&amp;";
            else
                append(out, decoded, {.quotes = rules.quotes});
            return std::max<std::size_t>(size, 1);
        }
        case Kind::less:
            out += "&lt;";
            return 1;
        case Kind::greater:
            out += "&gt;";
            return 1;
        case Kind::quote:
            out += rules.quotes ? "&quot;" : "\"";
            return 1;
        case Kind::carriage:
            if (at + 1 == text.size() || text[at + 1] != '\n') out += '\n';
            return 1;
        case Kind::feed:
            out += ' ';
            return 1;
        case Kind::lead: {
            const utf8::Decoded character = utf8::decode(text, at);
            if (!character.valid)
                utf8::append(out, character.code);
            else if (!is_forbidden(character.code))
                out += text.substr(at, character.size);
            return character.size;
        }
        case Kind::drop:
        case Kind::plain:
            break;
    }
    return 1;
}

void append(std::string& out, std::string_view text, Rules rules) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && kind_of(text[end]) == Kind::plain) ++end;
        out.append(text.data() + at, end - at);
        at = end;
        if (at < text.size()) at += append_special(out, text, at, rules);
    }
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
    append(out, text, {.quotes = true});
}

void append_text(std::string& out, std::string_view markup_text) {
    append(out, markup_text, {.references = true});
}

void append_value(std::string& out, std::string_view markup_value) {
    append(out, markup_value, {.references = true, .quotes = true, .context = Context::attribute});
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\n\r\f") == std::string_view::npos;
}

}  // namespace weir::html
