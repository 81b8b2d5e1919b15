#pragma once

#include "parse/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace weir::parse {

/// Builds a text out of runs of the original, and knows for each of its lines the original one.
class LineOutput {
public:
    /// Line ends are LF, or CR in a text that has no LF.
    explicit LineOutput(std::string_view original);

    /// The original's next bytes, kept.
    void copy(std::string_view run);
    /// The original's next bytes, left out.
    void skip(std::string_view run);
    /// Something that is not in the original.
    void write(std::string_view added) { out_.text += added; }

    /// Where the next byte of the original stands; counts from 1.
    [[nodiscard]] std::size_t line() const { return line_; }
    [[nodiscard]] std::string& text() { return out_.text; }
    [[nodiscard]] XmlText take() { return std::move(out_); }

private:
    void mark(std::size_t offset);

    XmlText out_;
    std::size_t line_ = 1;
    std::size_t spacing_ = 0;  ///< Least distance of two marks.
    char line_end_ = '\n';
};

}  // namespace weir::parse
