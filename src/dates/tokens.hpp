#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::dates {

/// A number, a word or a sign of a date text.
struct Token {
    enum class Kind { number, word, mark };
    Kind kind = Kind::mark;
    bool spaced = false;      ///< White space or a comment stands before it.
    std::string_view text;    ///< Folded; a mark is one character.
    std::uint64_t value = 0;  ///< Of a number; its text is never longer than 18 digits.

    [[nodiscard]] bool is(char mark) const { return kind == Kind::mark && text.front() == mark; }
    [[nodiscard]] std::size_t digits() const { return kind == Kind::number ? text.size() : 0; }
};

/// A date text folded and cut into tokens. Folding: lower case (ASCII, Latin-1, Cyrillic), Latin
/// letters without accents, dashes as "-", no-break spaces as blanks. Comments in parentheses are
/// left out.
class Tokens {
public:
    explicit Tokens(std::string_view text);
    Tokens(const Tokens&) = delete;  // Tokens look into text_.
    Tokens& operator=(const Tokens&) = delete;

    /// False when the text is longer than any date, or in a number without measure.
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] std::size_t size() const { return count_; }
    /// An empty mark that matches nothing stands behind the last token.
    [[nodiscard]] const Token& operator[](std::size_t at) const {
        return at < count_ ? tokens_[at] : end_;
    }
    /// Text of the last comment, folded: "(EST)".
    [[nodiscard]] std::string_view comment() const { return comment_; }

private:
    void fold(std::string_view text);
    void cut();
    std::size_t skip_comment(std::size_t at);
    void add(Token::Kind kind, std::size_t begin, std::size_t end, bool spaced);

    // "Thu Jan 01 2004 19:48:21 GMT+0000 (Coordinated Universal Time)" has 62 bytes and 16 tokens.
    std::array<char, 100> text_{};
    std::array<Token, 40> tokens_{};
    Token end_{Token::Kind::mark, true, std::string_view("\0", 1), 0};
    std::string_view comment_;
    std::size_t length_ = 0;
    std::size_t count_ = 0;
    bool ok_ = true;
};

}  // namespace weir::dates
