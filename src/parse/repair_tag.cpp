#include "parse/repair_tag.hpp"

#include "base/text.hpp"
#include "parse/clean_name.hpp"

#include <algorithm>
#include <array>

namespace weir::parse {
namespace {

constexpr std::size_t none = std::string_view::npos;
constexpr std::size_t most_attributes = 256;  // pugixml looks them up one by one.

// What word processors make of straight quotes: U+201C..U+201F, U+2018..U+201B, U+00AB, U+00BB.
constexpr std::array<std::string_view, 10> odd_quotes = {
    "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x9F", "\xE2\x80\x98",
    "\xE2\x80\x99", "\xE2\x80\x9A", "\xE2\x80\x9B", "\xC2\xAB",     "\xC2\xBB"};

std::size_t size_of_odd_quote(std::string_view text) {
    for (const std::string_view quote : odd_quotes) {
        if (text.starts_with(quote)) return quote.size();
    }
    return 0;
}

bool is_quote(char c) {
    return c == '"' || c == '\'';
}

}  // namespace

bool StartTag::has(std::string_view attribute) const {
    return std::any_of(attributes.begin(), attributes.end(),
                       [attribute](const Attribute& own) { return iequals(own.name, attribute); });
}

bool StartTag::has_values() const {
    return has_junk || std::any_of(attributes.begin(), attributes.end(), [](const Attribute& own) {
               return own.style != Attribute::Style::no_value;
           });
}

std::string_view StartTag::get(std::string_view attribute) const {
    const auto found =
        std::find_if(attributes.begin(), attributes.end(),
                     [attribute](const Attribute& own) { return iequals(own.name, attribute); });
    return found == attributes.end() ? std::string_view{} : found->value;
}

StartTag TagReader::read(std::size_t at) {
    StartTag tag;
    tag.name = text_.substr(at + 1, size_of_name(text_.substr(at + 1)));
    at_ = at + 1 + tag.name.size();
    const char after = at_ < text_.size() ? text_[at_] : ' ';
    const bool bounded =
        is_ascii_space(after) || after == '>' || after == '/' || after == '<' || is_quote(after);
    if (!bounded || tag.name.back() == ':') return tag;
    for (;;) {
        skip_blanks();
        tag.size = at_ - at;
        if (at_ == text_.size()) {
            tag.end = StartTag::End::cut;
            return tag;
        }
        const char c = text_[at_];
        if (c == '<') {
            tag.end = StartTag::End::incomplete;
            return tag;
        }
        if (c == '>') {
            tag.end = StartTag::End::closed;
            ++tag.size;
            return tag;
        }
        if (c == '/') {
            ++at_;
            skip_blanks();
            tag.self_closed = at_ < text_.size() && text_[at_] == '>';
            continue;
        }
        read_attribute(tag);
    }
}

void TagReader::skip_blanks() {
    while (at_ < text_.size() && is_ascii_space(text_[at_])) ++at_;
}

void TagReader::read_attribute(StartTag& tag) {
    const std::size_t start = at_;
    while (at_ < text_.size() && !is_ascii_space(text_[at_]) && text_[at_] != '=' &&
           text_[at_] != '>' && text_[at_] != '/' && text_[at_] != '<' && !is_quote(text_[at_])) {
        ++at_;
    }
    Attribute attribute{.name = text_.substr(start, at_ - start)};
    const std::size_t after_name = at_;
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == '=') {
        ++at_;
        skip_blanks();
        read_value(attribute, tag);
    } else {
        at_ = after_name;
        attribute.style = Attribute::Style::no_value;
        if (attribute.name.empty()) ++at_;  // A stray quote: the scan must go on.
    }
    keep(tag, attribute);
}

void TagReader::read_value(Attribute& attribute, const StartTag& tag) {
    if (at_ == text_.size()) return;
    if (is_quote(text_[at_])) {
        if (read_quoted(attribute)) return;
        ++at_;
        attribute.style = Attribute::Style::unclosed;
    } else if (read_odd_quotes(attribute)) {
        return;
    } else {
        attribute.style = Attribute::Style::unquoted;
    }
    const std::size_t start = at_;
    while (at_ < text_.size() && !is_ascii_space(text_[at_]) && text_[at_] != '>' &&
           text_[at_] != '<') {
        ++at_;
    }
    // <link href=x/> closes itself; HTML's <a href=http://example.org/> does not.
    const bool ends_tag = at_ < text_.size() && text_[at_] == '>';
    if (ends_tag && at_ > start && text_[at_ - 1] == '/' && !iequals(tag.name, "a")) --at_;
    attribute.value = text_.substr(start, at_ - start);
}

// A value in straight quotes. False when its closing quote is missing: at all, or probably, since
// the next quote stands behind another tag and where none can close.
bool TagReader::read_quoted(Attribute& attribute) {
    const char quote = text_[at_];
    const std::size_t close = find_quote(quote, at_ + 1);
    if (close == none) return false;
    const std::string_view value = text_.substr(at_ + 1, close - at_ - 1);
    const char after = close + 1 < text_.size() ? text_[close + 1] : '>';
    const bool can_close = is_ascii_space(after) || after == '>' || after == '/' || after == '<';
    // `="` before the quote: it opens a value.
    const bool opens = !value.empty() && value.back() == '=';
    if (value.find('<') != none && (!can_close || opens)) return false;
    attribute.value = value;
    at_ = close + 1;
    return true;
}

bool TagReader::read_odd_quotes(Attribute& attribute) {
    const std::size_t open = size_of_odd_quote(text_.substr(at_));
    if (open == 0) return false;
    at_ += open;
    const std::size_t start = at_;
    std::size_t close = 0;
    while (at_ < text_.size() && text_[at_] != '>' && text_[at_] != '<' && !is_quote(text_[at_])) {
        close = size_of_odd_quote(text_.substr(at_));
        if (close != 0) break;
        ++at_;
    }
    attribute.value = text_.substr(start, at_ - start);
    attribute.style = Attribute::Style::odd_quotes;
    if (close != 0)
        at_ += close;
    else if (at_ < text_.size() && is_quote(text_[at_]))
        ++at_;
    return true;
}

void TagReader::keep(StartTag& tag, const Attribute& attribute) {
    const bool name = !attribute.name.empty() && is_name_start(attribute.name.front()) &&
                      size_of_name(attribute.name) == attribute.name.size();
    if (!name || tag.attributes.size() == most_attributes) {
        tag.has_junk = true;
    } else if (tag.has(attribute.name)) {
        tag.has_duplicates = true;
    } else {
        tag.attributes.push_back(attribute);
    }
}

std::size_t TagReader::find_quote(char quote, std::size_t from) {
    bool& no_more = quote == '"' ? no_more_double_ : no_more_single_;
    if (no_more) return none;
    const std::size_t found = text_.find(quote, from);
    no_more = found == none;
    return found;
}

}  // namespace weir::parse
