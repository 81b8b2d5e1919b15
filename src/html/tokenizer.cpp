#include "html/tokenizer.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace weir::html {
namespace {

constexpr bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
constexpr bool ends_name(char c) {
    return is_space(c) || c == '/' || c == '>';
}

}  // namespace

bool Tokenizer::next(Token& token) {
    token.attributes.clear();
    token.element = Element::unknown;
    token.self_closing = false;
    token.literal = false;
    token.text = {};
    while (at_ < input_.size()) {
        if (raw_ != Element::unknown) {
            if (read_raw(token)) return true;
            continue;
        }
        std::size_t end = at_;
        while ((end = input_.find('<', end)) != std::string_view::npos && !starts_markup(end))
            ++end;
        end = std::min(end, input_.size());
        if (end > at_) {
            token.kind = Token::Kind::text;
            token.text = input_.substr(at_, end - at_);
            at_ = end;
            return true;
        }
        if (read_markup(token)) return true;
    }
    token.kind = Token::Kind::end;
    return false;
}

// True when the "<" at `at` is more than text.
bool Tokenizer::starts_markup(std::size_t at) const {
    if (at + 1 >= input_.size()) return false;
    const char next = input_[at + 1];
    if (next == '/') return at + 2 < input_.size();
    return is_ascii_alpha(next) || next == '!' || next == '?';
}

bool Tokenizer::read_markup(Token& token) {
    const char next = input_[at_ + 1];
    if (is_ascii_alpha(next)) return read_tag(token, at_ + 1, Token::Kind::start_tag);
    if (next == '!') {
        read_declaration(token);
        return true;
    }
    if (next == '?') {
        read_bogus_comment(token, at_ + 1);
        return true;
    }
    const char after_slash = input_[at_ + 2];
    if (is_ascii_alpha(after_slash)) return read_tag(token, at_ + 2, Token::Kind::end_tag);
    if (after_slash == '>') {  // "</>" is nothing at all.
        at_ += 3;
        return false;
    }
    read_bogus_comment(token, at_ + 2);
    return true;
}

// A tag that the input cuts off is dropped, as in the standard.
bool Tokenizer::read_tag(Token& token, std::size_t name_begin, Token::Kind kind) {
    at_ = name_begin;
    while (at_ < input_.size() && !ends_name(input_[at_])) ++at_;
    token.text = input_.substr(name_begin, at_ - name_begin);
    token.kind = kind;
    if (!read_attributes(token)) {
        token.attributes.clear();
        return false;
    }
    token.element = element_named(token.text);
    if (kind == Token::Kind::start_tag && !foreign_ &&
        has(token.element, Trait::raw_text | Trait::rcdata))
        raw_ = token.element;
    return true;
}

bool Tokenizer::read_attributes(Token& token) {
    while (true) {
        skip_space();
        if (at_ >= input_.size()) return false;
        if (input_[at_] == '>') {
            ++at_;
            return true;
        }
        if (input_[at_] == '/') {
            ++at_;
            token.self_closing = at_ < input_.size() && input_[at_] == '>';
            continue;
        }
        read_attribute(token);
    }
}

void Tokenizer::read_attribute(Token& token) {
    const std::size_t begin = at_;
    ++at_;  // Whatever stands here begins the name, even "=".
    while (at_ < input_.size() && !ends_name(input_[at_]) && input_[at_] != '=') ++at_;
    const std::string_view name = input_.substr(begin, at_ - begin);
    skip_space();
    std::string_view value;
    if (at_ < input_.size() && input_[at_] == '=') {
        ++at_;
        value = read_value();
    }
    token.attributes.push_back({name, value});
}

std::string_view Tokenizer::read_value() {
    skip_space();
    if (at_ >= input_.size() || input_[at_] == '>') return {};
    const char quote = input_[at_];
    if (quote == '"' || quote == '\'') {
        const std::size_t begin = at_ + 1;
        const std::size_t end = std::min(input_.find(quote, begin), input_.size());
        at_ = std::min(end + 1, input_.size());
        return input_.substr(begin, end - begin);
    }
    const std::size_t begin = at_;
    while (at_ < input_.size() && !is_space(input_[at_]) && input_[at_] != '>') ++at_;
    return input_.substr(begin, at_ - begin);
}

void Tokenizer::skip_space() {
    while (at_ < input_.size() && is_space(input_[at_])) ++at_;
}

void Tokenizer::read_declaration(Token& token) {
    const std::string_view rest = input_.substr(at_ + 2);
    if (rest.starts_with("--")) {
        read_comment(token);
    } else if (istarts_with(rest.substr(0, 7), "doctype")) {
        // Every ">" ends it, even inside the quotes of an identifier.
        read_bogus_comment(token, at_ + 2);
        token.kind = Token::Kind::doctype;
    } else if (foreign_ && rest.starts_with("[CDATA[")) {
        const std::size_t begin = at_ + 9;
        const std::size_t end = std::min(input_.find("]]>", begin), input_.size());
        token.kind = Token::Kind::text;
        token.literal = true;
        token.text = input_.substr(begin, end - begin);
        at_ = std::min(end + 3, input_.size());
    } else {
        read_bogus_comment(token, at_ + 2);
    }
}

void Tokenizer::read_comment(Token& token) {
    token.kind = Token::Kind::comment;
    const std::size_t begin = at_ + 4;
    for (const std::string_view abrupt : {">", "->"}) {
        if (!input_.substr(begin).starts_with(abrupt)) continue;
        at_ = begin + abrupt.size();
        return;
    }
    for (std::size_t end = begin; (end = input_.find("--", end)) != std::string_view::npos; ++end) {
        const std::string_view after = input_.substr(end + 2);
        if (!after.starts_with('>') && !after.starts_with("!>")) continue;
        token.text = input_.substr(begin, end - begin);
        at_ = end + (after[0] == '>' ? 3 : 4);
        return;
    }
    token.text = input_.substr(std::min(begin, input_.size()));
    at_ = input_.size();
}

void Tokenizer::read_bogus_comment(Token& token, std::size_t begin) {
    token.kind = Token::Kind::comment;
    const std::size_t end = std::min(input_.find('>', begin), input_.size());
    token.text = input_.substr(begin, end - begin);
    at_ = std::min(end + 1, input_.size());
}

// The raw content as text, then (on the next call) its end tag.
bool Tokenizer::read_raw(Token& token) {
    const std::size_t end = raw_ == Element::script ? script_end() : raw_end();
    const Element element = raw_;
    raw_ = Element::unknown;
    if (end > at_) {
        token.kind = Token::Kind::text;
        token.literal = !has(element, Trait::rcdata);
        token.text = input_.substr(at_, end - at_);
        at_ = end;
        return true;
    }
    return read_tag(token, at_ + 2, Token::Kind::end_tag);
}

bool Tokenizer::is_tag_at(std::size_t name_begin, std::string_view name) const {
    const std::size_t end = name_begin + name.size();
    return end < input_.size() && ends_name(input_[end]) &&
           iequals(input_.substr(name_begin, name.size()), name);
}

std::size_t Tokenizer::raw_end() const {
    if (raw_ == Element::plaintext) return input_.size();
    const std::string_view name = name_of(raw_);
    for (std::size_t at = at_; (at = input_.find("</", at)) != std::string_view::npos; ++at)
        if (is_tag_at(at + 2, name)) return at;
    return input_.size();
}

// In "<!-- <script" the next "</script" ends only that inner script (the "script data double
// escaped" states), until "-->".
std::size_t Tokenizer::script_end() const {
    enum class State { plain, escaped, double_escaped } state = State::plain;
    for (std::size_t at = at_; at < input_.size(); ++at) {
        at = state == State::plain ? input_.find('<', at) : input_.find_first_of("<-", at);
        if (at == std::string_view::npos) break;
        const std::string_view rest = input_.substr(at);
        if (rest[0] == '-') {
            if (rest.starts_with("-->")) state = State::plain;
        } else if (rest.starts_with("<!--")) {
            if (state == State::plain) state = State::escaped;
            ++at;  // The two dashes may already belong to "-->".
        } else if (rest.starts_with("</") && is_tag_at(at + 2, "script")) {
            if (state != State::double_escaped) return at;
            state = State::escaped;
        } else if (state == State::escaped && is_tag_at(at + 1, "script")) {
            state = State::double_escaped;
        }
    }
    return input_.size();
}

}  // namespace weir::html
