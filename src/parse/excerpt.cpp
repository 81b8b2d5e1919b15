#include "parse/excerpt.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace weir::parse {

std::string excerpt(std::string_view text) {
    constexpr std::size_t longest = 80;
    const std::string_view start = utf8::prefix(text, longest);
    std::string line = squeeze(start);
    if (start.size() < text.size()) line += "…";
    return line;
}

}  // namespace weir::parse
