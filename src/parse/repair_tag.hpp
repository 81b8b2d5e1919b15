#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace weir::parse {

/// One attribute of a tag in any style; views into the text.
struct Attribute {
    enum class Style { quoted, unquoted, odd_quotes, unclosed, no_value };
    std::string_view name;
    std::string_view value;
    Style style = Style::quoted;
};

/// A start tag as it was written.
struct StartTag {
    enum class End {
        closed,      ///< By ">".
        incomplete,  ///< By the next "<".
        cut,         ///< By the end of the text.
        no_tag,      ///< It is none: "<john@example.org>".
    };
    std::string_view name;
    std::vector<Attribute> attributes;  ///< At most 256; each name once.
    bool self_closed = false;
    bool has_duplicates = false;
    bool has_junk = false;  ///< Something in it is no attribute.
    End end = End::no_tag;
    std::size_t size = 0;  ///< Bytes from "<" to the end of the tag.

    [[nodiscard]] bool has(std::string_view attribute) const;
    /// A value was read, and may reach far: such a tag must not be taken back to be read again as
    /// text, or reading all would not be linear.
    [[nodiscard]] bool has_values() const;
    [[nodiscard]] std::string_view get(std::string_view attribute) const;
};

/// Reads start tags of one text. Remembers which quotes do not occur any more, so that reading all
/// tags of a text is linear.
class TagReader {
public:
    explicit TagReader(std::string_view text) : text_(text) {}

    /// The tag whose "<" stands at `at`, followed by a name.
    [[nodiscard]] StartTag read(std::size_t at);

private:
    void read_attribute(StartTag& tag);
    void read_value(Attribute& attribute, const StartTag& tag);
    bool read_quoted(Attribute& attribute);
    bool read_odd_quotes(Attribute& attribute);
    void keep(StartTag& tag, const Attribute& attribute);
    void skip_blanks();
    [[nodiscard]] std::size_t find_quote(char quote, std::size_t from);

    std::string_view text_;
    std::size_t at_ = 0;
    bool no_more_double_ = false;
    bool no_more_single_ = false;
};

}  // namespace weir::parse
