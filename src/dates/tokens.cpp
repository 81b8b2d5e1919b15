#include "dates/tokens.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace weir::dates {
namespace {

/// U+00C0 to U+00FF without accents and case.
constexpr std::string_view latin_letters =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";

/// The ASCII character that stands for `code`, or 0 for none.
char ascii_of(char32_t code) {
    if (code >= 0xC0 && code <= 0xFF) return latin_letters[code - 0xC0];
    switch (code) {
        case 0xA0:    // no-break space
        case 0xAA:    // feminine and
        case 0xB0:    // degree sign, often typed for the
        case 0xBA:    // masculine ordinal indicator
        case 0x2009:  // thin space
        case 0x202F:  // narrow no-break space: between time and PM in newer ICU
            return ' ';
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212:  // minus sign
            return '-';
        default:
            return 0;
    }
}

char32_t lower_cyrillic(char32_t code) {
    return code >= 0x0410 && code <= 0x042F ? code + 0x20 : code;
}

bool is_word_byte(char c) {
    return is_ascii_alpha(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

Tokens::Tokens(std::string_view text) {
    text = trim(text);
    if (text.size() > text_.size()) {
        ok_ = false;
        return;
    }
    fold(text);
    cut();
}

// What is folded never takes more bytes than before, so it fits.
void Tokens::fold(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            text_[length_++] = ascii_lower(text[at++]);
            continue;
        }
        const auto decoded = utf8::decode(text, at);
        at += decoded.size;
        if (!decoded.valid) {
            ok_ = false;
            return;
        }
        if (const char ascii = ascii_of(decoded.code); ascii != 0) {
            text_[length_++] = ascii;
        } else {
            std::string bytes;
            utf8::append(bytes, lower_cyrillic(decoded.code));
            for (const char c : bytes) text_[length_++] = c;
        }
    }
}

void Tokens::cut() {
    bool spaced = true;
    for (std::size_t at = 0; at < length_ && ok_;) {
        const char c = text_[at];
        if (is_ascii_space(c) || c == '(') {
            at = c == '(' ? skip_comment(at) : at + 1;
            spaced = true;
            continue;
        }
        std::size_t end = at + 1;
        auto kind = Token::Kind::mark;
        if (is_ascii_digit(c)) {
            kind = Token::Kind::number;
            while (end < length_ && is_ascii_digit(text_[end])) ++end;
        } else if (is_word_byte(c)) {
            kind = Token::Kind::word;
            while (end < length_ && is_word_byte(text_[end])) ++end;
        }
        add(kind, at, end, spaced);
        spaced = false;
        at = end;
    }
}

/// RFC 822 comments nest; an unclosed one reaches to the end.
std::size_t Tokens::skip_comment(std::size_t at) {
    const std::size_t begin = at + 1;
    int depth = 0;
    for (; at < length_; ++at) {
        if (text_[at] == '(') ++depth;
        if (text_[at] == ')') --depth;
        if (depth == 0) break;
    }
    comment_ = trim({text_.data() + begin, at - begin});
    return at + 1;
}

void Tokens::add(Token::Kind kind, std::size_t begin, std::size_t end, bool spaced) {
    const std::string_view text(text_.data() + begin, end - begin);
    // More digits than 18 would not fit the value, and are no date.
    if (count_ == tokens_.size() || (kind == Token::Kind::number && text.size() > 18)) {
        ok_ = false;
        return;
    }
    std::uint64_t value = 0;
    if (kind == Token::Kind::number) {
        for (const char c : text) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    tokens_[count_++] = {kind, spaced, text, value};
}

}  // namespace weir::dates
