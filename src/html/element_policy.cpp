#include "html/element_policy.hpp"

#include "base/text.hpp"
#include "html/entities.hpp"
#include "html/escape.hpp"
#include "html/safe_url.hpp"

#include <algorithm>

namespace weir::html {
namespace {

void append_text_attribute(std::string_view name, const Attributes& attributes, Name which,
                           std::string& out) {
    if (!attributes.has(which)) return;
    out.append(1, ' ').append(name).append("=\"");
    append_value(out, attributes[which]);
    out += '"';
}

// Numbers above this are no spans, positions or pixels of anybody's.
constexpr std::size_t most_digits = 7;

// A whole number as HTML's rules read it: leading blanks and trailing rubbish do not matter.
std::string whole_number(std::string_view value, bool may_be_negative) {
    value = trim(value);
    const bool negative = value.starts_with('-');
    if (negative && !may_be_negative) return {};
    if (negative || value.starts_with('+')) value.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < value.size() && is_ascii_digit(value[digits])) ++digits;
    if (digits == 0 || digits > most_digits) return {};
    return (negative ? "-" : "") + std::string(value.substr(0, digits));
}

void append_number(std::string_view name, const Attributes& attributes, Name which,
                   std::string& out, bool may_be_negative = false) {
    if (!attributes.has(which)) return;
    const std::string number = whole_number(decoded(attributes[which]), may_be_negative);
    if (!number.empty()) append_attribute(out, name, number);
}

void append_word(std::string_view name, const Attributes& attributes, Name which,
                 std::initializer_list<std::string_view> words, std::string& out) {
    if (!attributes.has(which)) return;
    const std::string word = lower(trim(attributes[which]));
    if (std::find(words.begin(), words.end(), word) != words.end())
        append_attribute(out, name, word);
}

bool is_language(std::string_view tag) {
    constexpr std::size_t longest = 35;  // RFC 5646 section 4.4.1
    return !tag.empty() && tag.size() <= longest && std::all_of(tag.begin(), tag.end(), [](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_';
    });
}

void append_language(std::string_view name, const Attributes& attributes, Name which,
                     std::string& out) {
    if (!attributes.has(which)) return;
    const std::string tag(trim(attributes[which]));
    if (is_language(tag)) append_attribute(out, name, tag);
}

// "language-c++": what highlighters read; all other classes mean nothing outside their page.
bool is_language_class(std::string_view name) {
    const std::size_t dash = name.find('-');
    const std::string_view kind = name.substr(0, dash);
    if (dash == std::string_view::npos || (kind != "language" && kind != "lang")) return false;
    constexpr std::string_view others = "-_+#.";
    const std::string_view language = name.substr(dash + 1);
    return !language.empty() && std::all_of(language.begin(), language.end(), [&](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || others.find(c) != std::string_view::npos;
    });
}

void append_language_class(const Attributes& attributes, std::string& out) {
    if (!attributes.has(Name::class_)) return;
    const std::string names = decoded(attributes[Name::class_]);
    for (std::size_t at = 0; at < names.size();) {
        const std::size_t end = std::min(names.find_first_of(" \t\n\r\f", at), names.size());
        const std::string_view name = std::string_view(names).substr(at, end - at);
        at = end + 1;
        if (!is_language_class(name)) continue;
        append_attribute(out, "class", name);
        return;
    }
}

}  // namespace

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
    out.append(1, ' ').append(name).append("=\"");
    append_escaped(out, value);
    out += '"';
}

void append_size(const Attributes& attributes, std::string& out) {
    append_number("width", attributes, Name::width, out);
    append_number("height", attributes, Name::height, out);
}

void ElementPolicy::append(Element element, const Attributes& attributes, std::string& out) const {
    using enum Element;
    if (attributes.empty() && element != audio && element != video) return;
    switch (element) {
        case a:
            append_link(attributes, out);
            break;
        case audio:
        case video:
            append_media(element, attributes, out);
            break;
        case ol:
        case li:
            append_list(element, attributes, out);
            break;
        case td:
        case th:
            append_cell(attributes, out);
            break;
        case col:
        case colgroup:
            append_number("span", attributes, Name::span, out);
            break;
        case time:
            append_text_attribute("datetime", attributes, Name::datetime, out);
            break;
        case details:
            if (attributes.has(Name::open)) out += " open=\"\"";
            break;
        case blockquote:
        case q:
        case del:
        case ins:
            append_url("cite", attributes[Name::cite], false, out);
            break;
        case pre:
        case code:
            append_language_class(attributes, out);
            break;
        default:
            break;
    }
    // A link that leads nowhere and is no place either is no link.
    if (element == a && out.empty() && !attributes.has(Name::id) && !attributes.has(Name::name))
        return;
    const bool nameless = element == a && out.empty();
    append_global(element, attributes, out);
    if (nameless && !out.starts_with(" id=")) out.clear();
}

void ElementPolicy::append_global(Element element, const Attributes& attributes,
                                  std::string& out) const {
    for (const Name which : {Name::id, Name::name}) {
        if (!attributes.has(which) || (which == Name::name && element != Element::a)) continue;
        const std::string name = anchors_.take_name(decoded(attributes[which]));
        if (name.empty()) continue;
        append_attribute(out, "id", name);
        break;
    }
    append_text_attribute("title", attributes, Name::title, out);
    append_language("lang", attributes, Name::lang, out);
    append_word("dir", attributes, Name::dir, {"ltr", "rtl", "auto"}, out);
}

void ElementPolicy::append_link(const Attributes& attributes, std::string& out) const {
    if (!attributes.has(Name::href)) return;
    const std::string_view href = attributes[Name::href];
    const std::string inner =
        href.find('#') == std::string_view::npos ? std::string() : anchors_.link(decoded(href));
    if (inner.empty())
        append_url("href", href, false, out);
    else
        append_attribute(out, "href", inner);
    if (out.empty()) return;
    append_language("hreflang", attributes, Name::hreflang, out);
    out += " rel=\"noopener noreferrer\"";
}

void ElementPolicy::append_media(Element element, const Attributes& attributes,
                                 std::string& out) const {
    append_url("src", attributes[Name::src], true, out);
    if (element == Element::video) {
        append_url("poster", attributes[Name::poster], true, out);
        append_size(attributes, out);
    }
    out += " controls=\"\" preload=\"none\"";
}

void ElementPolicy::append_list(Element element, const Attributes& attributes,
                                std::string& out) const {
    if (element == Element::li) {
        append_number("value", attributes, Name::value, out, true);
        return;
    }
    append_number("start", attributes, Name::start, out, true);
    if (attributes.has(Name::reversed)) out += " reversed=\"\"";
    // Here case matters: "a" and "A" number differently.
    const std::string_view type = trim(attributes[Name::type]);
    if (type.size() == 1 && std::string_view("1aAiI").find(type[0]) != std::string_view::npos)
        append_attribute(out, "type", type);
}

void ElementPolicy::append_cell(const Attributes& attributes, std::string& out) const {
    append_number("colspan", attributes, Name::colspan, out);
    append_number("rowspan", attributes, Name::rowspan, out);
    append_word("scope", attributes, Name::scope, {"row", "col", "rowgroup", "colgroup"}, out);
}

void ElementPolicy::append_url(std::string_view name, std::string_view value, bool media,
                               std::string& out) const {
    if (value.empty()) return;
    const std::size_t before = out.size();
    out.append(1, ' ').append(name).append("=\"");
    if (append_safe_url(out, value, media ? Use::media : Use::link, base_))
        out += '"';
    else
        out.resize(before);
}

}  // namespace weir::html
