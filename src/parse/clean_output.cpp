#include "parse/clean_output.hpp"

#include <algorithm>
#include <cstring>

namespace weir::parse {
namespace {

// A document of a million lines is no feed that people read: there the map may be coarse, so that
// it never outgrows the text.
constexpr std::size_t many_lines = 1'000'000;
constexpr std::size_t coarse = 256;

const char* find(std::string_view text, char wanted) {
    return static_cast<const char*>(std::memchr(text.data(), wanted, text.size()));
}

}  // namespace

std::size_t XmlText::line_at(std::size_t offset) const {
    const auto after =
        std::upper_bound(lines.begin(), lines.end(), offset,
                         [](std::size_t wanted, const auto& mark) { return wanted < mark.first; });
    return after == lines.begin() ? 1 : std::prev(after)->second;
}

LineOutput::LineOutput(std::string_view original) {
    out_.text.reserve(original.size() + original.size() / 64 + 64);
    out_.lines.emplace_back(0, 1);
    const bool cr_only = !original.empty() && find(original, '\n') == nullptr;
    if (cr_only) line_end_ = '\r';
}

void LineOutput::mark(std::size_t offset) {
    auto& last = out_.lines.back();
    // Of several empty lines only the last needs a mark: nothing else stands in them.
    if (offset <= last.first + 1) {
        last.second = line_;
    } else if (offset - last.first >= spacing_) {
        out_.lines.emplace_back(offset, line_);
        if (out_.lines.size() == many_lines) spacing_ = coarse;
    }
}

void LineOutput::copy(std::string_view run) {
    const std::size_t start = out_.text.size();
    out_.text += run;
    std::size_t at = 0;
    while (at < run.size()) {
        const char* const end = find(run.substr(at), line_end_);
        if (end == nullptr) break;
        at = static_cast<std::size_t>(end - run.data()) + 1;
        ++line_;
        mark(start + at);
    }
}

void LineOutput::skip(std::string_view run) {
    const auto ends = static_cast<std::size_t>(std::count(run.begin(), run.end(), line_end_));
    if (ends == 0) return;
    line_ += ends;
    mark(out_.text.size());
}

}  // namespace weir::parse
