#pragma once

#include <string>
#include <string_view>

namespace weir::cli {

/// A manual page in the man(7) macros, which every system's `man` reads.
class Roff {
public:
    /// ".TH NAME SECTION"; `date` is "2026-11-25".
    Roff(std::string_view name, int section, std::string_view date);

    void heading(std::string_view text);
    void subheading(std::string_view text);
    void paragraph(std::string_view text);
    /// A tagged paragraph: the term in bold, its meaning indented below.
    void item(std::string_view term, std::string_view meaning);
    /// Lines as they are: examples.
    void verbatim(std::string_view lines);
    /// A line in bold, then in plain letters: a synopsis.
    void synopsis(std::string_view command, std::string_view arguments);

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    void macro(std::string_view line);
    void gap(std::string_view line);
    void body(std::string_view text);
    std::string text_;
    bool begun_ = false;  ///< A section has just begun.
};

/// `text` so that roff prints it as it is: nothing in it is an escape or a request, and a hyphen
/// can be copied to a command line.
[[nodiscard]] std::string roff_escaped(std::string_view text);

}  // namespace weir::cli
