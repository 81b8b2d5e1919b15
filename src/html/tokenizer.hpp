#pragma once

#include "html/element.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace weir::html {

/// As written: references are not decoded, case is kept, line ends are not normalised.
struct Attribute {
    std::string_view name;
    std::string_view value;
};

struct Token {
    enum class Kind : std::uint8_t { text, start_tag, end_tag, comment, doctype, end };

    Kind kind = Kind::end;
    Element element = Element::unknown;  ///< Of tags.
    bool self_closing = false;           ///< A start tag ending in "/>".
    bool literal = false;                ///< Text in which references mean nothing.
    std::string_view text;  ///< Text and comments: what they hold; tags: the name as written.
    /// Of tags. A name may occur again: the first one counts.
    std::vector<Attribute> attributes;
};

/// The tokenizer of the HTML Living Standard (section 13.2.5) over UTF-8, pull style. All views
/// point into the input, which must outlive them. Linear in time; memory only for the attributes
/// of one tag. The content of script, style, title and their like comes as one text token.
class Tokenizer {
public:
    explicit Tokenizer(std::string_view input) : input_(input) {}

    /// Reads the next token into `token`, whose memory is reused. False at the end.
    bool next(Token& token);

    /// In SVG and MathML <![CDATA[ ]]> is text, and no element has raw content.
    void set_foreign(bool foreign) { foreign_ = foreign; }

    /// Offset of the first byte that was not read.
    [[nodiscard]] std::size_t position() const { return at_; }

private:
    bool read_markup(Token& token);
    bool read_tag(Token& token, std::size_t name_begin, Token::Kind kind);
    bool read_attributes(Token& token);
    void read_attribute(Token& token);
    std::string_view read_value();
    void read_declaration(Token& token);
    void read_comment(Token& token);
    void read_bogus_comment(Token& token, std::size_t begin);
    bool read_raw(Token& token);
    void skip_space();
    [[nodiscard]] bool starts_markup(std::size_t at) const;
    [[nodiscard]] std::size_t raw_end() const;
    [[nodiscard]] std::size_t script_end() const;
    [[nodiscard]] bool is_tag_at(std::size_t name_begin, std::string_view name) const;

    std::string_view input_;
    std::size_t at_ = 0;
    Element raw_ = Element::unknown;  ///< The element whose raw content comes next.
    bool foreign_ = false;
};

}  // namespace weir::html
