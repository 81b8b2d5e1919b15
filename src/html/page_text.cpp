#include "html/page_text.hpp"

#include "base/encoding_decode.hpp"
#include "base/encoding_labels.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "html/attribute.hpp"
#include "html/tokenizer.hpp"

#include <optional>

namespace weir::html {
namespace {

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

// What browsers take a label in a page or its Content-Type for.
std::optional<Encoding> usable_encoding(std::string_view label) {
    constexpr std::size_t longest = 32;
    if (label.empty() || label.size() > longest || is_refused(label)) return std::nullopt;
    auto found = find_encoding(label);
    // A page that could say so in ASCII is not in UTF-16, nor in EBCDIC.
    if (found && (is_wide(*found) || !extends_ascii(*found))) return find_encoding("utf-8");
    return found;
}

std::string text_in(std::string_view page, std::string_view label) {
    return decode(page, *find_encoding(label)).text;
}

}  // namespace

std::string page_text(std::string_view page, std::string_view content_type) {
    if (page.starts_with("\xEF\xBB\xBF")) return text_in(page.substr(3), "utf-8");
    if (page.starts_with("\xFF\xFE")) return text_in(page.substr(2), "utf-16le");
    if (page.starts_with("\xFE\xFF")) return text_in(page.substr(2), "utf-16be");
    for (const std::string& label : {charset_of(content_type), charset_in(page)})
        if (const auto encoding = usable_encoding(label)) return decode(page, *encoding).text;
    return utf8::valid(page) ? std::string(page) : text_in(page, "windows-1252");
}

}  // namespace weir::html
