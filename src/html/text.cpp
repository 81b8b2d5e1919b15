#include "html/text.hpp"

#include "base/text.hpp"
#include "html/entities.hpp"
#include "html/tokenizer.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace weir::html {
namespace {

constexpr std::size_t deepest_list = 32;  // Indents stop growing there; nobody reads deeper lists.

// Puts text together as a reader sees it: white space squeezed, one line per block.
class TextBuilder {
public:
    explicit TextBuilder(std::size_t expected) { out_.reserve(expected); }

    void add(std::string_view text, bool preformatted) {
        if (preformatted)
            add_lines(text);
        else
            add_squeezed(text);
    }
    void end_line() { gap_ = Gap::line; }
    void blank() {
        if (gap_ == Gap::none) gap_ = Gap::blank;
    }
    /// A line end that counts even twice: <br><br>.
    void break_line() {
        if (gap_ == Gap::line && !out_.empty() && breaks_ > 0 && breaks_ < 2) ++breaks_;
        if (breaks_ == 0) breaks_ = 1;
        gap_ = Gap::line;
    }
    /// What the next line begins with, unless nothing follows on it.
    void set_prefix(std::string prefix) { prefix_ = std::move(prefix); }

    std::string take() { return std::move(out_); }

private:
    enum class Gap { none, blank, line };

    void add_squeezed(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t space = space_at(text, at);
            if (space != 0) {
                blank();
                at += space;
                continue;
            }
            std::size_t end = at + 1;
            while (end < text.size() && space_at(text, end) == 0) ++end;
            put(text.substr(at, end - at));
            at = end;
        }
    }

    void add_lines(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            std::string_view line = text.substr(at, end - at);
            if (line.ends_with('\r')) line.remove_suffix(1);
            if (!line.empty()) put(line);
            if (end < text.size()) break_line();
            at = end + 1;
        }
    }

    // Bytes of the white space at `at`, U+00A0 included; 0 for other characters.
    static std::size_t space_at(std::string_view text, std::size_t at) {
        if (is_ascii_space(text[at])) return 1;
        return text.substr(at).starts_with("\u00a0") ? 2 : 0;
    }

    void put(std::string_view word) {
        if (gap_ == Gap::line && !out_.empty())
            out_.append(std::max<std::size_t>(breaks_, 1), '\n');
        else if (gap_ == Gap::blank && !out_.empty())
            out_ += ' ';
        out_ += prefix_;
        prefix_.clear();
        out_ += word;
        gap_ = Gap::none;
        breaks_ = 0;
    }

    std::string out_;
    std::string prefix_;
    Gap gap_ = Gap::none;
    std::size_t breaks_ = 0;
};

class TextReader {
public:
    explicit TextReader(std::string_view markup) : tokenizer_(markup), builder_(markup.size()) {}

    std::string read() {
        while (tokenizer_.next(token_)) {
            if (token_.kind == Token::Kind::text) {
                if (!skipped_) add_text();
            } else if (token_.kind == Token::Kind::start_tag) {
                start();
            } else if (token_.kind == Token::Kind::end_tag) {
                end();
            }
        }
        return builder_.take();
    }

private:
    void add_text() {
        if (token_.literal || token_.text.find('&') == std::string_view::npos) {
            builder_.add(token_.text, preformatted_ > 0);
            return;
        }
        decoded_.clear();
        append_decoded(token_.text, Context::text, decoded_);
        builder_.add(decoded_, preformatted_ > 0);
    }

    static bool is_hidden(Element element) {
        // The others among the dropped elements hold text that a reader sees.
        using enum Element;
        return element == script || element == style || element == template_ ||
               element == noscript || element == svg || element == head || element == title ||
               element == noframes || element == datalist;
    }

    void start() {
        const Element element = token_.element;
        if (skipped_) return;
        if (is_hidden(element) && !token_.self_closing) {
            skipped_ = element;
            return;
        }
        switch (element) {
            case Element::br:
                builder_.break_line();
                return;
            case Element::pre:
                ++preformatted_;
                break;
            case Element::ul:
            case Element::ol:
                lists_.push_back(element == Element::ol ? first_number() : 0);
                break;
            case Element::li:
                start_item();
                return;
            case Element::td:
            case Element::th:
                builder_.blank();
                return;
            default:
                break;
        }
        if (is_apart(element)) builder_.end_line();
    }

    void end() {
        const Element element = token_.element;
        if (skipped_) {
            if (element == *skipped_) skipped_.reset();
            return;
        }
        if (element == Element::pre && preformatted_ > 0) --preformatted_;
        if ((element == Element::ul || element == Element::ol) && !lists_.empty())
            lists_.pop_back();
        if (is_apart(element)) builder_.end_line();
    }

    static bool is_apart(Element element) {
        return has(element, Trait::block) || element == Element::tr ||
               element == Element::caption || element == Element::option ||
               element == Element::body;
    }

    // Of an <ol>; at least 1, since 0 stands for a list without numbers.
    long first_number() const {
        for (const Attribute& attribute : token_.attributes) {
            if (!iequals(attribute.name, "start")) continue;
            long number = 0;
            for (const char c : trim(attribute.value)) {
                if (!is_ascii_digit(c) || number > 100'000'000) return 1;
                number = number * 10 + (c - '0');
            }
            return std::max(number, 1L);
        }
        return 1;
    }

    void start_item() {
        builder_.end_line();
        const std::size_t depth = std::min(lists_.size(), deepest_list);
        std::string prefix(depth > 1 ? 2 * (depth - 1) : 0, ' ');
        if (!lists_.empty() && lists_.back() > 0)
            prefix += std::to_string(lists_.back()++) + ". ";
        else
            prefix += "- ";
        builder_.set_prefix(std::move(prefix));
    }

    Tokenizer tokenizer_;
    TextBuilder builder_;
    Token token_;
    std::string decoded_;
    std::vector<long> lists_;  ///< Next number of each open list; 0 for bullets.
    std::size_t preformatted_ = 0;
    std::optional<Element> skipped_;
};

bool is_tag_at(std::string_view text, std::size_t less) {
    std::size_t begin = less + 1;
    if (begin < text.size() && text[begin] == '/') ++begin;
    std::size_t end = begin;
    while (end < text.size() && (is_ascii_alpha(text[end]) || is_ascii_digit(text[end]))) ++end;
    if (element_named(text.substr(begin, end - begin)) == Element::unknown) return false;
    return end < text.size() && (text[end] == '>' || text[end] == '/' || is_ascii_space(text[end]));
}

}  // namespace

std::string to_text(std::string_view markup) {
    return TextReader(markup).read();
}

std::string to_line(std::string_view markup) {
    if (markup.find_first_of("<&") == std::string_view::npos) return squeeze(markup);
    return squeeze(to_text(markup));
}

bool looks_like_html(std::string_view text) {
    // A tag needs its ">"; behind the last one no "<" can begin any.
    const std::size_t last_greater = text.rfind('>');
    std::string unused;
    for (std::size_t at = 0; (at = text.find_first_of("<&", at)) != std::string_view::npos; ++at) {
        if (text[at] == '<') {
            const bool closed = last_greater != std::string_view::npos && at < last_greater;
            if (closed && is_tag_at(text, at)) return true;
        } else if (append_reference(text.substr(at), Context::text, unused).semicolon) {
            return true;
        }
    }
    return false;
}

std::string from_text(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8 + 16);
    bool in_paragraph = false;
    std::size_t line_ends = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = trim(text.substr(at, end - at));
        at = end + 1;
        if (!line.empty()) {
            if (in_paragraph && line_ends > 1) {
                out += "</p>\n";
                in_paragraph = false;
            }
            out += in_paragraph ? "<br>\n" : "<p>";
            in_paragraph = true;
            out += escape_markup(line);
            line_ends = 0;
        }
        ++line_ends;
    }
    if (in_paragraph) out += "</p>";
    return out;
}

}  // namespace weir::html
