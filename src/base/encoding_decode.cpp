#include "base/encoding_decode.hpp"

#include "base/utf8.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <iconv.h>

namespace weir {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// The upper half of windows-1252's first 32 places (WHATWG index windows-1252); the five unused
// ones are the C1 controls.
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint8_t>(bytes[at]);
}

void replace(Transcoded& out) {
    if (out.replaced++ == 0) out.first_replaced = out.text.size();
    out.text += replacement;
}

// One byte, one character: ASCII below 128, `upper` of the rest.
template <class Upper>
Transcoded decode_single(std::string_view bytes, Upper upper) {
    Transcoded out;
    out.text.reserve(bytes.size() + bytes.size() / 8);
    std::size_t run = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const std::uint8_t byte = byte_at(bytes, at);
        if (byte < 0x80) continue;
        out.text.append(bytes, run, at - run);
        utf8::append(out.text, upper(byte));
        run = at + 1;
    }
    out.text.append(bytes, run);
    return out;
}

char32_t upper_1252(std::uint8_t byte) {
    return byte < 0xA0 ? windows_1252[byte - 0x80U] : byte;
}
char32_t upper_user_defined(std::uint8_t byte) {
    return 0xF700U + byte;  // WHATWG Encoding section 14.5
}

Transcoded decode_utf16(std::string_view bytes, bool big) {
    Transcoded out;
    out.text.reserve(bytes.size() / 2 + bytes.size() / 8);
    const auto unit = [bytes, big](std::size_t at) {
        const unsigned first = byte_at(bytes, at);
        const unsigned second = byte_at(bytes, at + 1);
        return static_cast<char32_t>(big ? first << 8U | second : second << 8U | first);
    };
    std::size_t at = 0;
    for (; at + 2 <= bytes.size(); at += 2) {
        const char32_t code = unit(at);
        if (code < 0xD800 || code > 0xDFFF) {
            utf8::append(out.text, code);
            continue;
        }
        const char32_t low = code < 0xDC00 && at + 4 <= bytes.size() ? unit(at + 2) : 0;
        if (low < 0xDC00 || low > 0xDFFF) {
            replace(out);
            continue;
        }
        utf8::append(out.text, 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U));
        at += 2;
    }
    if (at < bytes.size()) replace(out);
    return out;
}

Transcoded decode_utf32(std::string_view bytes, bool big) {
    Transcoded out;
    out.text.reserve(bytes.size() / 4 + bytes.size() / 16);
    std::size_t at = 0;
    for (; at + 4 <= bytes.size(); at += 4) {
        char32_t code = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            code = code << 8U | byte_at(bytes, big ? at + i : at + 3 - i);
        }
        const bool character = code < 0xD800 || (code > 0xDFFF && code < 0x110000);
        if (character)
            utf8::append(out.text, code);
        else
            replace(out);
    }
    if (at < bytes.size()) replace(out);
    return out;
}

Transcoded decode_utf8(std::string_view bytes) {
    Transcoded out;
    out.text.reserve(bytes.size() + bytes.size() / 16);
    std::size_t run = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        if (byte_at(bytes, at) < 0x80) {
            ++at;
            continue;
        }
        const utf8::Decoded character = utf8::decode(bytes, at);
        if (!character.valid) {
            out.text.append(bytes, run, at - run);
            replace(out);
            run = at + character.size;
        }
        at += character.size;
    }
    out.text.append(bytes, run);
    return out;
}

/// Owns an iconv descriptor from some encoding to UTF-8.
class Converter {
public:
    explicit Converter(const std::string& from) : descriptor_(iconv_open("UTF-8", from.c_str())) {}
    ~Converter() {
        if (usable()) iconv_close(descriptor_);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    [[nodiscard]] bool usable() const { return descriptor_ != invalid(); }

    /// Appends to `out`; stops at the first byte that is no text. Returns how much it read.
    std::size_t convert(std::string_view bytes, std::string& out) {
        char* in = const_cast<char*>(bytes.data());  // iconv's signature; it does not write there.
        std::size_t left = bytes.size();
        std::array<char, 16384> buffer;
        for (bool full = true; full;) {
            char* to = buffer.data();
            std::size_t room = buffer.size();
            full = iconv(descriptor_, &in, &left, &to, &room) == failed && errno == E2BIG;
            out.append(buffer.data(), buffer.size() - room);
        }
        return bytes.size() - left;
    }

    /// Writes what is held back (a base letter waiting for its accent) and starts afresh.
    void finish(std::string& out) {
        std::array<char, 64> buffer;
        char* to = buffer.data();
        std::size_t room = buffer.size();
        iconv(descriptor_, nullptr, nullptr, &to, &room);
        out.append(buffer.data(), buffer.size() - room);
    }

private:
    static constexpr std::size_t failed = static_cast<std::size_t>(-1);
    // POSIX: the error value of iconv_open is (iconv_t)-1.
    static iconv_t invalid() { return reinterpret_cast<iconv_t>(failed); }
    iconv_t descriptor_;
};

}  // namespace

bool iconv_knows(const std::string& iconv_name) {
    return Converter(iconv_name).usable();
}

Transcoded decode_iconv(std::string_view bytes, const std::string& iconv_name) {
    Converter converter(iconv_name);
    if (!converter.usable()) return decode_utf8(bytes);
    Transcoded out;
    out.text.reserve(bytes.size() + bytes.size() / 2);
    while (!bytes.empty()) {
        bytes.remove_prefix(converter.convert(bytes, out.text));
        if (bytes.empty()) break;
        // Only the first byte is left out: what follows may be the "<" of a tag.
        const bool euro = bytes.front() == '\x80' && iconv_name == "GB18030";
        if (euro)
            out.text += "\xE2\x82\xAC";  // WHATWG Encoding section 10.1.1 step 6
        else
            replace(out);
        bytes.remove_prefix(1);
    }
    converter.finish(out.text);
    return out;
}

Transcoded decode(std::string_view bytes, const Encoding& encoding) {
    switch (encoding.codec) {
        case Codec::utf8:
            return decode_utf8(bytes);
        case Codec::utf16le:
            return decode_utf16(bytes, false);
        case Codec::utf16be:
            return decode_utf16(bytes, true);
        case Codec::utf32le:
            return decode_utf32(bytes, false);
        case Codec::utf32be:
            return decode_utf32(bytes, true);
        case Codec::windows_1252:
            return decode_single(bytes, upper_1252);
        case Codec::user_defined:
            return decode_single(bytes, upper_user_defined);
        case Codec::iconv:
            break;
    }
    return decode_iconv(bytes, encoding.iconv);
}

Utf8Evidence weigh_utf8(std::string_view bytes) {
    Utf8Evidence evidence;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::uint8_t byte = byte_at(bytes, at);
        if (byte < 0x80) {
            ++at;
            continue;
        }
        const utf8::Decoded character = utf8::decode(bytes, at);
        const bool last = at + character.size == bytes.size() && byte >= 0xC2 && byte < 0xF5;
        const bool nothing = byte >= 0xFE || (byte < 0xA0 && windows_1252[byte - 0x80U] == byte);
        if (character.valid)
            ++evidence.sequences;
        else if (character.size > 1 || last)
            ++evidence.cut;
        else if (nothing)
            ++evidence.other;
        else
            ++evidence.foreign;
        at += character.size;
    }
    return evidence;
}

}  // namespace weir
