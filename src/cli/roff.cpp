#include "cli/roff.hpp"

#include "base/text.hpp"
#include "base/version.hpp"

#include <fmt/format.h>

namespace weir::cli {

std::string roff_escaped(std::string_view text) {
    std::string out;
    bool at_line_start = true;
    for (const char c : text) {
        if (at_line_start && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if (c == '\'')
            out += "\\(aq";
        else if (c == '`')
            out += "\\(ga";
        else if (c == '"')
            out += "\\(dq";  // Would end the argument of a macro.
        else if (c == '^')
            out += "\\(ha";
        else if (c == '~')
            out += "\\(ti";
        else
            out += c;
        at_line_start = c == '\n';
    }
    return out;
}

Roff::Roff(std::string_view name, int section, std::string_view date) {
    macro(fmt::format("TH \"{}\" {} {} \"weir {}\" \"weir manual\"", roff_escaped(name), section,
                      date, version));
}

void Roff::macro(std::string_view line) {
    text_ += fmt::format(".{}\n", line);
}

/// A break between two texts; a section's first needs none.
void Roff::gap(std::string_view line) {
    if (!begun_) macro(line);
    begun_ = false;
}

/// A sentence a line: what roff expects, and what a comparison of versions shows best.
void Roff::body(std::string_view text) {
    auto lines = roff_escaped(text);
    replace_all(lines, ". ", ".\n");
    text_ += lines;
    if (!lines.ends_with('\n')) text_ += '\n';
}

void Roff::heading(std::string_view text) {
    macro(fmt::format("SH \"{}\"", roff_escaped(text)));
    begun_ = true;
}

void Roff::subheading(std::string_view text) {
    macro(fmt::format("SS \"{}\"", roff_escaped(text)));
    begun_ = true;
}

void Roff::paragraph(std::string_view text) {
    gap("PP");
    body(text);
}

void Roff::item(std::string_view term, std::string_view meaning) {
    begun_ = false;
    macro("TP");
    text_ += fmt::format("\\fB{}\\fR\n", roff_escaped(term));
    body(meaning);
}

void Roff::verbatim(std::string_view lines) {
    gap("PP");
    macro("nf");
    macro("RS 4");
    text_ += roff_escaped(lines);
    if (!lines.ends_with('\n')) text_ += '\n';
    macro("RE");
    macro("fi");
}

void Roff::synopsis(std::string_view command, std::string_view arguments) {
    gap("br");
    text_ += fmt::format("\\fB{}\\fR{}{}\n", roff_escaped(command), arguments.empty() ? "" : " ",
                         roff_escaped(arguments));
}

}  // namespace weir::cli
