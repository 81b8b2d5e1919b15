#include "parse/language.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace weir::parse {

std::string language_tag(std::string_view text) {
    std::string tag{trim(text)};
    std::replace(tag.begin(), tag.end(), '_', '-');
    constexpr std::size_t longest_part = 8;
    std::size_t part = 0;
    bool first = true;
    for (const char c : tag) {
        if (c == '-') {
            if (part == 0) return {};
            part = 0;
            first = false;
        } else if (is_ascii_alpha(c) || (!first && is_ascii_digit(c))) {
            if (++part > longest_part) return {};
        } else {
            return {};
        }
    }
    return part == 0 ? std::string{} : tag;
}

}  // namespace weir::parse
