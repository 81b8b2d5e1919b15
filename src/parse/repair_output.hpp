#pragma once

#include "parse/repair_tag.hpp"
#include "parse/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace weir::parse {

/// Builds the repaired text. Positions in the cleaned text must come in ascending order; then
/// finding their lines costs next to nothing.
class RepairOutput {
public:
    explicit RepairOutput(const XmlText& cleaned) : cleaned_(cleaned) {
        out_.text.reserve(cleaned.text.size() + cleaned.text.size() / 8);
        out_.lines.emplace_back(0, 1);
    }

    /// What is written next stems from `position` of the cleaned text.
    void move_to(std::size_t position);
    /// Writes text that stands at `position`, line by line.
    void copy(std::size_t position, std::string_view text);
    void write(std::string_view added) { out_.text += added; }
    /// The tag in XML's own style; `closed` by "/>".
    void write_tag(const StartTag& tag, bool closed);

    /// The original's line at the last position.
    [[nodiscard]] std::size_t line() const { return line_; }
    [[nodiscard]] XmlText take() { return std::move(out_); }

private:
    /// Goes on to the next line if it begins before `end`.
    bool next_line_before(std::size_t end);

    const XmlText& cleaned_;
    XmlText out_;
    std::size_t place_ = 0;  ///< Of the next line in the cleaned text's map.
    std::size_t line_ = 1;
};

}  // namespace weir::parse
