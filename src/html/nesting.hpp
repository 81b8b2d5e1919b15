#pragma once

#include "html/element.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::html {

/// Writes HTML so that every parser builds the same tree from it: elements are balanced and stand
/// only where the tree construction of the HTML Living Standard (section 13.2.6) neither moves nor
/// implies anything. Formatting elements (<b>, <a>, ...) are written only once something stands in
/// them, end with the block they are in and go on in the next one. Never deeper than 512 elements,
/// never longer than `limit` bytes: what passes either is left out. `expected` bytes are likely.
class Nesting {
public:
    Nesting(std::size_t expected, std::size_t limit) : limit_(limit) { out_.reserve(expected); }

    /// A start tag; `attributes` as they are to be written, each with its leading blank.
    /// `empty` and dropped elements are not for this function.
    void start(Element element, std::string_view attributes);
    /// An element without content, standing in the text: <br>, <img>.
    void add_void(Element element, std::string_view attributes);
    /// <source>: a child of its media element, not part of the text.
    void add_source(std::string_view attributes);
    void end(Element element);

    /// `text` as it stands in a document.
    void text(std::string_view text);
    /// Keeps the text before and after it apart, where an unwrapped block had done so.
    void separate();

    [[nodiscard]] bool is_open(Element element) const { return count(element) > 0; }
    [[nodiscard]] Element current() const {
        return open_.empty() ? Element::unknown : open_.back().element;
    }
    [[nodiscard]] bool is_full() const { return full_; }
    /// False where start tags are left out: too deep, or too long.
    [[nodiscard]] bool takes_elements() const;

    /// Ends what is open and gives the result away.
    [[nodiscard]] std::string finish();

private:
    struct Open {
        Element element;
        std::size_t attributes_begin;  ///< In out_: to write the same start tag again.
        std::size_t attributes_size;
        std::size_t outer_floor;  ///< Of cells and captions: floor_ outside.
    };
    /// A formatting element that is on, but not written at this place.
    struct Waiting {
        Element element;
        bool fresh;  ///< Not yet written anywhere.
        std::string attributes;
    };

    void start_block(Element element, std::string_view attributes);
    void start_formatting(Element element, std::string_view attributes);
    void start_inline(Element element, std::string_view attributes);
    void start_table_part(Element element, std::string_view attributes);
    void start_ruby_part(Element element, std::string_view attributes);
    void start_column(std::string_view attributes);
    void end_formatting(Element element);
    void end_inline(Element element);
    void close_previous_item(Element element);
    void close_formatting();
    void close_from(std::size_t index, bool carry_first);
    void close_top();
    void begin_content();
    void ensure_cell();
    void open_fresh_links();
    void write_waiting();
    void open(Element element, std::string_view attributes);
    void write_void(Element element, std::string_view attributes);
    [[nodiscard]] bool fits(std::size_t bytes);
    void cut_text(std::size_t begin);

    [[nodiscard]] std::size_t count(Element element) const {
        return counts_[static_cast<std::size_t>(element)];
    }
    /// Index of the innermost open `element`, not looking past one that has a trait of `stop`;
    /// npos when there is none.
    [[nodiscard]] std::size_t find(Element element, std::uint16_t stop) const;
    [[nodiscard]] std::size_t find_end(Element element) const;

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    std::string out_;
    std::size_t limit_;
    std::size_t closing_ = 0;  ///< Bytes of the end tags that are still to come.
    bool full_ = false;
    std::vector<Open> open_;
    std::vector<Waiting> waiting_;
    std::size_t floor_ = 0;  ///< Those of waiting_ from here on belong to this cell.
    std::array<std::uint16_t, element_count> counts_{};
    std::size_t apart_ = npos;  ///< Where in out_ text ended that the next one must not touch.
    std::size_t pre_content_ = npos;  ///< Where in out_ the content of a <pre> begins.
};

}  // namespace weir::html
