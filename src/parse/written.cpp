#include "parse/written.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "html/text.hpp"
#include "parse/markup.hpp"
#include "parse/notices_feed.hpp"

#include <algorithm>

namespace weir::parse {
namespace {

/// A CDATA section that was escaped as if it were text: its marks say nothing to a reader.
void unwrap_cdata(std::string& text) {
    constexpr std::string_view open = "<![CDATA[";
    constexpr std::string_view close = "]]>";
    if (text.size() < open.size() + close.size() || !text.starts_with(open) ||
        !text.ends_with(close)) {
        return;
    }
    text.erase(text.size() - close.size());
    text.erase(0, open.size());
    const std::string_view trimmed = trim(text);
    if (trimmed.size() != text.size()) text = std::string{trimmed};
}

Written written(const Element& element, std::string value, bool is_html) {
    unwrap_cdata(value);
    return {std::move(value), is_html, element.base(), element.language()};
}

Written read_xhtml(const Element& element) {
    const Element inner = without_wrapper(element);
    return written(inner, std::string{trim(inner_html(inner, TextBetween::text))}, true);
}

/// What an Atom `type` says of the element's text.
enum class Kind { text, html, xhtml, other_text, binary };

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

Kind kind_of(std::string_view type) {
    const std::string name = lower(trim(type.substr(0, type.find(';'))));
    if (name.empty() || name == "text" || name == "text/plain") return Kind::text;
    if (name == "html" || name == "text/html") return Kind::html;
    if (name == "xhtml" || name == "application/xhtml+xml") return Kind::xhtml;
    if (name.starts_with("text/") || !contains(name, "/")) return Kind::other_text;
    for (const std::string_view sign : {"xml", "json", "javascript", "ecmascript", "yaml"}) {
        if (contains(name, sign)) return Kind::other_text;
    }
    return Kind::binary;
}

/// Base64 content is useful here only when text comes out; its type then shows in the text itself.
Written read_base64(const Element& element, Kind kind, bool must_be) {
    std::string bytes;
    std::string text = element.text();
    const bool decodes = from_base64(text, bytes);
    if (decodes && utf8::valid(bytes) && bytes.find('\0') == std::string::npos) {
        const bool is_html = kind != Kind::text && (kind == Kind::html || kind == Kind::xhtml ||
                                                    html::looks_like_html(bytes));
        return written(element, std::string{trim(bytes)}, is_html);
    }
    if (must_be && !decodes) {
        element.notice(code::invalid_base64, "The content is announced as Base64 but is none.");
    }
    // What decodes to bytes that are no text is an image or the like, and no use as an entry's
    // text.
    if (decodes) return written(element, {}, false);
    return written(element, std::move(text), kind == Kind::html);
}

}  // namespace

Written read_html(const Element& element) {
    if (!element.has_children()) return written(element, element.text(), true);
    const Element inner = without_wrapper(element);
    return written(inner, std::string{trim(inner_html(inner, TextBetween::mixed))}, true);
}

Written read_loose(const Element& element) {
    Written result = read_html(element);
    if (!element.has_children()) result.is_html = html::looks_like_html(result.value);
    return result;
}

Written read_atom(const Element& element) {
    const Kind kind = kind_of(element.attribute("type"));
    if (element.has_children()) return read_xhtml(element);
    const std::string_view mode = element.attribute("mode");
    if (iequals(mode, "base64")) return read_base64(element, kind, true);
    if (kind == Kind::binary) return read_base64(element, kind, false);
    std::string text = element.text();
    switch (kind) {
        case Kind::html:
            return written(element, std::move(text), true);
        case Kind::xhtml:
            // Its markup should stand as elements; escaped or in CDATA, it is HTML as a string.
            if (!html::looks_like_html(text)) text = escape_markup(text);
            return written(element, std::move(text), true);
        default:
            return written(element, std::move(text), false);
    }
}

std::string plain_line(const Written& written) {
    return written.is_html ? plain_line(std::string_view{written.value}) : squeeze(written.value);
}

std::string plain_line(const Element& element) {
    if (element.has_children()) return plain_line(read_html(element));
    std::string text = element.text();
    unwrap_cdata(text);
    return plain_line(std::string_view{text});
}

std::string plain_line(std::string_view html) {
    if (html.find_first_of("<&") == std::string_view::npos) return squeeze(html);
    return html::to_line(html);
}

}  // namespace weir::parse
