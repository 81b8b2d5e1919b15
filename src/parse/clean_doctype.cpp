#include "parse/clean_doctype.hpp"

#include "base/text.hpp"
#include "html/entities.hpp"

#include <algorithm>

namespace weir::parse {
namespace {

constexpr std::size_t none = std::string_view::npos;
constexpr std::string_view keyword = "<!DOCTYPE";

// Real documents declare a handful of short names; these bound hostile ones.
constexpr std::size_t most_entities = 1000;
constexpr std::size_t longest_value = std::size_t{16} << 10U;
constexpr std::size_t most_handed_out = std::size_t{256} << 10U;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && is_ascii_space(text[at])) ++at;
    return at;
}

// After a quoted literal, a comment or an instruction at `at`; `at + 1` for anything else. none
// when it has no end.
std::size_t after_token(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
        const std::size_t end = text.find(c, at + 1);
        return end == none ? none : end + 1;
    }
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<!--")) {
        const std::size_t end = text.find("-->", at + 4);
        return end == none ? none : end + 3;
    }
    if (rest.starts_with("<?")) {
        const std::size_t end = text.find("?>", at + 2);
        return end == none ? none : end + 2;
    }
    return at + 1;
}

// The "]" that closes the subset beginning at `at`.
std::size_t end_of_subset(std::string_view text, std::size_t at) {
    while (at != none && at < text.size()) {
        if (text[at] == ']') return at;
        at = after_token(text, at);
    }
    return none;
}

// The first "]" with ">" behind it, whatever the quotes say.
std::size_t likely_end_of_subset(std::string_view text, std::size_t at) {
    for (; (at = text.find(']', at)) != none; ++at) {
        const std::size_t next = skip_blanks(text, at + 1);
        if (next < text.size() && text[next] == '>') return at;
        at = next - 1;
    }
    return none;
}

// As far as no tag is swallowed.
Doctype up_to_first_close(std::string_view text) {
    const std::size_t stop = text.find_first_of("<>", 1);
    if (stop == none) return {.size = text.size(), .broken = true};
    return {.size = text[stop] == '>' ? stop + 1 : stop, .broken = true};
}

Doctype with_subset(std::string_view text, std::size_t open, bool external) {
    Doctype result{.external = external};
    std::size_t close = end_of_subset(text, open + 1);
    std::size_t end = close == none ? none : skip_blanks(text, close + 1);
    if (end == none || end >= text.size() || text[end] != '>') {
        result.broken = true;
        close = likely_end_of_subset(text, open + 1);
        if (close == none) return up_to_first_close(text);
        end = skip_blanks(text, close + 1);
    }
    result.size = end + 1;
    result.subset = text.substr(open + 1, close - open - 1);
    return result;
}

// An entity's value: character references and the HTML names resolved, others kept as text.
// Absent when it holds markup.
std::optional<std::string> plain_value(std::string_view literal) {
    if (literal.size() > longest_value || literal.find('<') != none) return std::nullopt;
    return html::decode_references(literal, html::Context::attribute);
}

}  // namespace

Doctype read_doctype(std::string_view text) {
    bool external = false;
    for (std::size_t at = keyword.size(); at < text.size();) {
        const char c = text[at];
        if (c == '>') return {.size = at + 1, .external = external};
        if (c == '[') return with_subset(text, at, external);
        if (c == '<') break;
        if (c != '"' && c != '\'') {
            ++at;
            continue;
        }
        // A literal that holds a tag has lost a quote.
        external = true;
        const std::size_t end = text.find_first_of(c == '"' ? "\"<>" : "'<>", at + 1);
        if (end == none || text[end] != c) break;
        at = end + 1;
    }
    return up_to_first_close(text);
}

Doctype read_further_doctype(std::string_view text) {
    return up_to_first_close(text);
}

void InternalEntities::declare(std::string_view subset) {
    constexpr std::string_view start = "<!ENTITY";
    for (std::size_t at = 0; at < subset.size() && entities_.size() < most_entities;) {
        at = subset.find('<', at);
        if (at == none) return;
        const std::string_view rest = subset.substr(at);
        if (rest.starts_with(start)) {
            declare_one(rest.substr(start.size()));
            at += start.size();
            continue;
        }
        at = after_token(subset, at);  // Nothing counts inside comments and instructions.
        if (at == none) return;
    }
}

void InternalEntities::declare_one(std::string_view declaration) {
    const std::size_t name_at = skip_blanks(declaration, 0);
    std::size_t at = name_at;
    while (at < declaration.size() && !is_ascii_space(declaration[at]) && declaration[at] != '>' &&
           declaration[at] != '"' && declaration[at] != '\'' && declaration[at] != '<') {
        ++at;
    }
    const std::string_view name = declaration.substr(name_at, at - name_at);
    at = skip_blanks(declaration, at);
    if (name.empty() || name == "%" || at == declaration.size()) return;
    std::optional<std::string> value;
    if (declaration[at] == '"' || declaration[at] == '\'') {
        const std::size_t end = declaration.find(declaration[at], at + 1);
        if (end == none) return;
        value = plain_value(declaration.substr(at + 1, end - at - 1));
    }
    entities_.emplace(name, std::move(value));  // XML 1.0 section 4.2: the first binds.
}

InternalEntities::Found InternalEntities::use(std::string_view name) {
    const auto found = entities_.find(name);
    if (found == entities_.end()) return {};
    if (!found->second) return {Use::external, {}};
    const std::string& text = *found->second;
    if (handed_out_ + text.size() > most_handed_out) return {Use::exhausted, {}};
    handed_out_ += text.size();
    return {Use::text, text};
}

}  // namespace weir::parse
