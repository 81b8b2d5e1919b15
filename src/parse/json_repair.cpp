#include "parse/json_repair.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace weir::parse {
namespace {

class Rewriter {
public:
    Rewriter(std::string_view text, std::size_t most_depth) : text_(text), most_depth_(most_depth) {
        out_.reserve(text.size() + 64);
    }

    std::string run() {
        while (at_ < text_.size() && !done_) step();
        while (!open_.empty()) close();
        return std::move(out_);
    }

private:
    enum class State { key, colon, value, after };
    struct Container {
        bool is_object;
        State state;
        bool empty = true;
    };

    void step() {
        const char c = text_[at_];
        switch (c) {
            case '{':
            case '[':
                return open_container(c);
            case '}':
            case ']':
                ++at_;
                return close_matching(c == '}');
            case ',':
                ++at_;
                return comma();
            case ':':
                ++at_;
                return colon();
            case '"':
            case '\'':
                return put(read_string(c));
            case '/':
            case '#':
                return skip_comment();
            default:
                if (is_ascii_space(c)) {
                    ++at_;
                } else {
                    put_word();
                }
        }
    }

    // What the grammar wants at this place is supplied where the document forgot it.

    void before_value() {
        if (open_.empty()) return;
        Container& top = open_.back();
        if (top.state == State::colon) out_ += ':';
        if (!top.is_object && !top.empty) out_ += ',';
        top.empty = false;
        top.state = State::after;
    }

    bool wants_key() const {
        return !open_.empty() && open_.back().is_object &&
               (open_.back().state == State::key || open_.back().state == State::after);
    }

    /// A quoted string, as a key where one is due.
    void put(const std::string& token) {
        if (wants_key()) {
            Container& top = open_.back();
            if (!top.empty) out_ += ',';
            out_ += token;
            top.empty = false;
            top.state = State::colon;
            return;
        }
        before_value();
        out_ += token;
        if (open_.empty()) done_ = true;
    }

    void colon() {
        if (open_.empty() || open_.back().state != State::colon) return;
        out_ += ':';
        open_.back().state = State::value;
    }

    void comma() {
        if (open_.empty() || !open_.back().is_object) return;
        finish_member();
        open_.back().state = State::key;
    }

    /// A key without a value has null.
    void finish_member() {
        Container& top = open_.back();
        if (!top.is_object) return;
        if (top.state == State::colon) out_ += ":null";
        if (top.state == State::value) out_ += "null";
        top.state = State::after;
    }

    void open_container(char c) {
        const bool as_key = wants_key();
        if (as_key || open_.size() >= most_depth_) {
            skip_container();
            if (as_key) return;
            before_value();
            out_ += "null";
            return;
        }
        ++at_;
        before_value();
        out_ += c;
        const bool is_object = c == '{';
        open_.push_back({is_object, is_object ? State::key : State::value});
    }

    void close() {
        finish_member();
        out_ += open_.back().is_object ? '}' : ']';
        open_.pop_back();
        if (open_.empty()) done_ = true;
    }

    void close_matching(bool is_object) {
        const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](const Container& c) {
            return c.is_object == is_object;
        });
        if (found == open_.rend()) return;
        for (auto count = found - open_.rbegin() + 1; count > 0; --count) close();
    }

    /// Passes a whole container, strings inside it included.
    void skip_container() {
        std::size_t depth = 0;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') {
                skip_string();
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return;
            }
        }
    }

    void skip_string() {
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') return;
            if (c == '\\') ++at_;
        }
        at_ = std::min(at_, text_.size());
    }

    void skip_comment() {
        const std::string_view rest = text_.substr(at_);
        std::size_t end = std::string_view::npos;
        if (rest.starts_with("/*")) {
            end = rest.find("*/", 2);
            if (end != std::string_view::npos) end += 2;
        } else if (rest.starts_with("//") || rest.starts_with("#")) {
            end = rest.find('\n');
        } else {
            end = 1;
        }
        at_ = end == std::string_view::npos ? text_.size() : at_ + end;
    }

    /// A literal, a number, or bare text, which becomes a string.
    void put_word() {
        auto end = std::min(text_.find_first_of(",:{}[]\"\n\r", at_), text_.size());
        const std::string_view rest = text_.substr(at_, end - at_);
        for (const std::string_view comment : {" //", "/*"}) {
            const auto start = rest.find(comment, 1);
            if (start != std::string_view::npos) end = std::min(end, at_ + start);
        }
        const std::string_view word = trim(text_.substr(at_, end - at_));
        at_ = end;
        if (word.empty()) return;
        if (!wants_key() && is_literal(word)) return put(std::string{word});
        std::string quoted = "\"";
        for (const char c : word) append_plain(quoted, c);
        put(quoted + '"');
    }

    static bool is_literal(std::string_view word) {
        if (word == "true" || word == "false" || word == "null") return true;
        std::size_t i = word.front() == '-' ? 1 : 0;
        const auto digits = [&] {
            const std::size_t start = i;
            while (i < word.size() && is_ascii_digit(word[i])) ++i;
            return i - start;
        };
        const bool zero_first = i < word.size() && word[i] == '0';
        const std::size_t whole = digits();
        if (whole == 0 || (zero_first && whole > 1)) return false;
        if (i < word.size() && word[i] == '.' && (++i, digits() == 0)) return false;
        if (i < word.size() && (word[i] == 'e' || word[i] == 'E')) {
            ++i;
            if (i < word.size() && (word[i] == '+' || word[i] == '-')) ++i;
            if (digits() == 0) return false;
        }
        return i == word.size();
    }

    static void append_plain(std::string& out, char c) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte >= 0x20) {
            out += c;
        } else if (byte != 0) {
            out += fmt::format("\\u{:04x}", byte);
        }
    }

    std::string read_string(char quote) {
        std::string out = "\"";
        ++at_;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '\\') {
                read_escape(out);
            } else {
                append_plain(out, text_[at_++]);
            }
        }
        if (at_ < text_.size()) ++at_;
        return out += '"';
    }

    void read_escape(std::string& out) {
        ++at_;
        if (at_ >= text_.size()) return;
        const char c = text_[at_];
        if (c == 'u') return read_unicode(out);
        ++at_;
        if (std::string_view{"\"\\/bfnrt"}.find(c) != std::string_view::npos) {
            out += '\\';
            out += c;
        } else {
            append_plain(out, c);  // "\'" and the like: the character itself.
        }
    }

    std::optional<unsigned> hex_at(std::size_t at) const {
        if (at + 4 > text_.size()) return std::nullopt;
        unsigned value = 0;
        for (const char c : text_.substr(at, 4)) {
            const char l = ascii_lower(c);
            const bool letter = l >= 'a' && l <= 'f';
            if (!letter && !is_ascii_digit(l)) return std::nullopt;
            value = value * 16 + static_cast<unsigned>(letter ? l - 'a' + 10 : l - '0');
        }
        return value;
    }

    /// At the "u" of an escape. Half of a surrogate pair alone is U+FFFD, U+0000 nothing.
    void read_unicode(std::string& out) {
        const auto unit = hex_at(at_ + 1);
        if (!unit) {
            ++at_;
            return;
        }
        at_ += 5;
        if (*unit == 0) return;
        if (*unit < 0xD800 || *unit > 0xDFFF) {
            out += fmt::format("\\u{:04x}", *unit);
            return;
        }
        if (*unit < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
            const auto second = hex_at(at_ + 2);
            if (second && *second >= 0xDC00 && *second <= 0xDFFF) {
                out += fmt::format("\\u{:04x}\\u{:04x}", *unit, *second);
                at_ += 6;
                return;
            }
        }
        out += "\\ufffd";
    }

    std::string_view text_;
    std::size_t most_depth_;
    std::size_t at_ = 0;
    std::string out_;
    std::vector<Container> open_;
    bool done_ = false;  ///< The outermost value is complete.
};

}  // namespace

std::string repair_json(std::string_view text, std::size_t most_depth) {
    return Rewriter{text, most_depth}.run();
}

}  // namespace weir::parse
