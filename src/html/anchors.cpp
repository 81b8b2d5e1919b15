#include "html/anchors.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "html/attribute.hpp"
#include "html/entities.hpp"
#include "html/tokenizer.hpp"

#include <unordered_set>

namespace weir::html {
namespace {

// HTML allows every name without white space; control characters are nobody's honest choice.
bool is_name(std::string_view name) {
    constexpr std::size_t longest = 256;
    if (name.empty() || name.size() > longest) return false;
    for (const char c : name)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) return false;
    return true;
}

}  // namespace

Anchors::Anchors(std::string_view markup, std::string_view base, std::string_view prefix)
    : base_(base.substr(0, base.find('#'))), prefix_(prefix) {
    if (has_fragment_links(markup)) scan(markup);
}

// Items link into themselves as "#name" or, made absolute by the publisher, as "URL#name".
std::string_view Anchors::fragment_of(std::string_view href) const {
    href = trim(href);
    if (!base_.empty() && href.starts_with(base_)) href.remove_prefix(base_.size());
    return href.starts_with('#') ? href.substr(1) : std::string_view();
}

bool Anchors::has_fragment_links(std::string_view markup) const {
    for (std::size_t at = 0; (at = markup.find('#', at)) != std::string_view::npos; ++at) {
        const std::string_view before = markup.substr(0, at);
        if (before.empty()) continue;
        const char last = before.back();
        if (last == '"' || last == '\'' || last == '=' || is_ascii_space(last)) return true;
        if (!base_.empty() && before.ends_with(base_)) return true;
    }
    return false;
}

void Anchors::scan(std::string_view markup) {
    std::unordered_set<std::string> wanted;
    std::unordered_set<std::string> present;
    Tokenizer tokenizer(markup);
    Token token;
    while (tokenizer.next(token)) {
        if (token.kind != Token::Kind::start_tag || token.attributes.empty()) continue;
        const Attributes attributes(token.attributes);
        if (token.element == Element::a && attributes.has(Name::href)) {
            const std::string href = decoded(attributes[Name::href]);
            wanted.insert(url::percent_decode(fragment_of(href)));
        }
        if (attributes.has(Name::id)) present.insert(decoded(attributes[Name::id]));
        if (token.element == Element::a && attributes.has(Name::name))
            present.insert(decoded(attributes[Name::name]));
    }
    for (const std::string& name : present)
        if (is_name(name) && wanted.contains(name)) places_.emplace(name, false);
}

// A second pass must not add the prefix again.
std::string Anchors::renamed(std::string_view name) const {
    if (name.starts_with(prefix_)) return std::string(name);
    return std::string(prefix_).append(name);
}

std::string Anchors::link(std::string_view href) const {
    const std::string_view fragment = fragment_of(href);
    if (fragment.empty()) return {};
    if (places_.contains(url::percent_decode(fragment))) return "#" + renamed(fragment);
    return trim(href).starts_with('#') ? "#" + std::string(fragment) : std::string();
}

std::string Anchors::take_name(std::string_view id) {
    if (places_.empty()) return {};
    const auto place = places_.find(std::string(id));
    if (place == places_.end() || place->second) return {};
    place->second = true;
    return renamed(id);
}

}  // namespace weir::html
