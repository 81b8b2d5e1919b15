#include "html/page_text.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "html/attribute.hpp"
#include "html/tokenizer.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <iconv.h>
#include <memory>
#include <type_traits>

namespace weir::html {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// The value of "charset=" in a Content-Type.
std::string charset_of(std::string_view content_type) {
    const std::size_t at = ifind(content_type, "charset");
    if (at == std::string_view::npos) return {};
    std::string_view rest = trim(content_type.substr(at + 7));
    if (!rest.starts_with('=')) return {};
    rest = trim(rest.substr(1));
    if (rest.starts_with('"') || rest.starts_with('\'')) {
        const char quote = rest[0];
        rest.remove_prefix(1);
        return std::string(trim(rest.substr(0, rest.find(quote))));
    }
    return std::string(trim(rest.substr(0, rest.find_first_of("; \t\r\n,"))));
}

// HTML Living Standard section 13.2.3.2: only the start of the page is looked at.
std::string charset_in(std::string_view page) {
    constexpr std::size_t looked_at = 1024;
    Tokenizer tokenizer(page.substr(0, looked_at));
    Token token;
    while (tokenizer.next(token)) {
        if (token.kind != Token::Kind::start_tag || token.element != Element::meta) continue;
        const Attributes attributes(token.attributes);
        if (attributes.has(Name::charset)) return std::string(trim(attributes[Name::charset]));
        if (iequals(trim(attributes[Name::http_equiv]), "content-type"))
            return charset_of(attributes[Name::content]);
    }
    return {};
}

// What iconv calls the encoding that browsers use for a label. Empty: UTF-8.
std::string iconv_name(std::string_view label) {
    struct Alias {
        std::string_view label;
        std::string_view name;
    };
    static constexpr std::array<Alias, 22> aliases = {{{"iso-8859-1", "WINDOWS-1252"},
                                                       {"latin1", "WINDOWS-1252"},
                                                       {"us-ascii", "WINDOWS-1252"},
                                                       {"ascii", "WINDOWS-1252"},
                                                       {"iso8859-1", "WINDOWS-1252"},
                                                       {"iso_8859-1", "WINDOWS-1252"},
                                                       {"iso-8859-9", "WINDOWS-1254"},
                                                       {"latin5", "WINDOWS-1254"},
                                                       {"iso-8859-11", "CP874"},
                                                       {"tis-620", "CP874"},
                                                       {"gb2312", "GB18030"},
                                                       {"gbk", "GB18030"},
                                                       {"x-gbk", "GB18030"},
                                                       {"gb_2312-80", "GB18030"},
                                                       {"shift_jis", "CP932"},
                                                       {"x-sjis", "CP932"},
                                                       {"shift-jis", "CP932"},
                                                       {"windows-31j", "CP932"},
                                                       {"euc-kr", "CP949"},
                                                       {"ks_c_5601-1987", "CP949"},
                                                       {"big5", "BIG5-HKSCS"},
                                                       {"x-x-big5", "BIG5-HKSCS"}}};
    const std::string name = lower(label);
    // A page that could say so in ASCII is not in UTF-16.
    if (name == "utf8" || name.starts_with("utf-8") || name.starts_with("utf-16")) return {};
    const auto found = std::find_if(aliases.begin(), aliases.end(),
                                    [&name](const Alias& one) { return one.label == name; });
    return found == aliases.end() ? name : std::string(found->name);
}

// Encodings in which bytes of markup can hide text, or which are no such thing.
bool is_usable_label(std::string_view label) {
    constexpr std::size_t longest = 32;
    if (label.empty() || label.size() > longest) return false;
    for (const std::string_view refused : {"utf-7", "iso-2022", "hz", "utf-32", "ucs", "ebcdic"})
        if (istarts_with(label, refused)) return iequals(label, "iso-2022-jp");
    return std::all_of(label.begin(), label.end(), [](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == '.';
    });
}

struct CloseIconv {
    void operator()(iconv_t descriptor) const { iconv_close(descriptor); }
};
using Converter = std::unique_ptr<std::remove_pointer_t<iconv_t>, CloseIconv>;

Converter converter_from(const std::string& name) {
    const iconv_t descriptor = iconv_open("UTF-8", name.c_str());
    // POSIX: the error value of iconv_open is (iconv_t)-1.
    return Converter(descriptor == reinterpret_cast<iconv_t>(-1) ? nullptr : descriptor);
}

std::string converted(std::string_view bytes, iconv_t converter) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    char* in = const_cast<char*>(bytes.data());  // iconv's signature; it does not write there.
    std::size_t left = bytes.size();
    std::array<char, 16384> buffer;
    while (left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const bool failed =
            iconv(converter, &in, &left, &to, &room) == static_cast<std::size_t>(-1);
        const int error = errno;
        out.append(buffer.data(), buffer.size() - room);
        if (!failed || error == E2BIG) continue;
        out += replacement;
        ++in;
        --left;
    }
    return out;
}

std::string decoded(std::string_view page, const std::string& name) {
    if (name.empty()) return utf8::repaired(page);
    const Converter converter = converter_from(name);
    return converter ? converted(page, converter.get()) : std::string();
}

}  // namespace

std::string page_text(std::string_view page, std::string_view content_type) {
    if (page.starts_with("\xEF\xBB\xBF")) return utf8::repaired(page.substr(3));
    if (page.starts_with("\xFF\xFE")) return decoded(page.substr(2), "UTF-16LE");
    if (page.starts_with("\xFE\xFF")) return decoded(page.substr(2), "UTF-16BE");
    for (const std::string& label : {charset_of(content_type), charset_in(page)}) {
        if (!is_usable_label(label)) continue;
        std::string text = decoded(page, iconv_name(label));
        if (!text.empty()) return text;
    }
    if (utf8::valid(page)) return std::string(page);
    return decoded(page, "WINDOWS-1252");
}

}  // namespace weir::html
