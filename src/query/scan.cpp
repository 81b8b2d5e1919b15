#include "query/scan.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <utility>

namespace weir::query {
namespace {

using Kind = Piece::Kind;

// Length of the blank at `at`: ASCII white space, no-break space, ideographic space; 0 for others.
std::size_t blank_at(std::string_view text, std::size_t at) {
    if (is_ascii_space(text[at])) return 1;
    for (const std::string_view blank : {"\u00A0", "\u3000"}) {
        if (text.substr(at).starts_with(blank)) return blank.size();
    }
    return 0;
}

class Scanner {
public:
    explicit Scanner(std::string_view query) : query_(query) {}

    Result<std::vector<Piece>, Error> pieces() {
        for (skip_blanks(); at_ < query_.size(); skip_blanks()) {
            if (auto problem = piece()) return fail(std::move(*problem));
        }
        add(Kind::end, {}, at_);
        return std::move(pieces_);
    }

private:
    void skip_blanks() {
        while (at_ < query_.size()) {
            const std::size_t blank = blank_at(query_, at_);
            if (blank == 0) return;
            at_ += blank;
        }
    }

    void add(Kind kind, std::string_view text, std::size_t at, bool star = false) {
        pieces_.push_back({.kind = kind, .text = text, .at = at, .star = star});
    }

    std::optional<Error> piece() {
        const bool is_value = !pieces_.empty() && pieces_.back().kind == Kind::field;
        const char c = query_[at_];
        if (c == '(' || c == ')') {
            add(c == '(' ? Kind::open : Kind::close, query_.substr(at_, 1), at_);
            ++at_;
            return std::nullopt;
        }
        if (c == '"') return phrase();
        const bool stands_before =
            at_ + 1 < query_.size() && blank_at(query_, at_ + 1) == 0 && query_[at_ + 1] != ')';
        if (c == '-' && stands_before && !is_value) {
            add(Kind::negation, query_.substr(at_, 1), at_);
            ++at_;
            return std::nullopt;
        }
        return is_value ? word() : field_or_word();
    }

    std::optional<Error> phrase() {
        const std::size_t close = query_.find('"', at_ + 1);
        if (close == std::string_view::npos) {
            return error_at(query_, at_, "this quotation mark has no partner");
        }
        const bool star = query_.substr(close + 1).starts_with('*');
        add(Kind::phrase, query_.substr(at_ + 1, close - at_ - 1), at_, star);
        at_ = close + (star ? 2 : 1);
        return std::nullopt;
    }

    // "title:" with a value right behind it; "12:30", "c:\x" and "http://..." are words.
    std::optional<Error> field_or_word() {
        std::size_t colon = at_;
        while (colon < query_.size() && is_ascii_alpha(query_[colon])) ++colon;
        const bool named = colon >= at_ + 2 && query_.substr(colon).starts_with(':') &&
                           !query_.substr(colon).starts_with("://");
        if (!named) return word();
        const auto name = query_.substr(at_, colon - at_);
        add(Kind::field, name, at_);
        at_ = colon + 1;
        if (at_ == query_.size() || query_[at_] == ')' || blank_at(query_, at_) != 0) {
            return error_at(query_, at_,
                            "a value is missing right after '" + std::string(name) + ":'");
        }
        return std::nullopt;
    }

    std::optional<Error> word() {
        const std::size_t begin = at_;
        while (at_ < query_.size() && blank_at(query_, at_) == 0 &&
               std::string_view("()\"").find(query_[at_]) == std::string_view::npos) {
            ++at_;
        }
        auto text = query_.substr(begin, at_ - begin);
        const bool is_value = !pieces_.empty() && pieces_.back().kind == Kind::field;
        if (!is_value && text == "OR") {
            add(Kind::alternative, text, begin);
        } else if (!is_value && text == "AND") {
            add(Kind::conjunction, text, begin);
        } else if (!is_value && text == "NOT") {
            add(Kind::negation, text, begin);
        } else {
            const bool star = text.ends_with('*');
            if (star) text.remove_suffix(1);
            add(Kind::word, text, begin, star);
        }
        return std::nullopt;
    }

    std::string_view query_;
    std::size_t at_ = 0;
    std::vector<Piece> pieces_;
};

}  // namespace

Result<std::vector<Piece>, Error> scan(std::string_view query) {
    return Scanner(query).pieces();
}

Error error_at(std::string_view query, std::size_t at, std::string message) {
    return {.column = utf8::length(query.substr(0, at)) + 1, .message = std::move(message)};
}

}  // namespace weir::query
