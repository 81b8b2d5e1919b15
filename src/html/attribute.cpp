#include "html/attribute.hpp"

#include "html/name_table.hpp"

namespace weir::html {
namespace {

// In the order of the enumeration.
constexpr NameTable<name_count> names{std::array<std::string_view, name_count>{"title",
                                                                               "lang",
                                                                               "dir",
                                                                               "class",
                                                                               "id",
                                                                               "name",
                                                                               "href",
                                                                               "hreflang",
                                                                               "src",
                                                                               "srcset",
                                                                               "sizes",
                                                                               "alt",
                                                                               "width",
                                                                               "height",
                                                                               "type",
                                                                               "media",
                                                                               "poster",
                                                                               "colspan",
                                                                               "rowspan",
                                                                               "scope",
                                                                               "span",
                                                                               "start",
                                                                               "reversed",
                                                                               "value",
                                                                               "datetime",
                                                                               "open",
                                                                               "cite",
                                                                               "style",
                                                                               "rel",
                                                                               "content",
                                                                               "property",
                                                                               "itemprop",
                                                                               "charset",
                                                                               "http-equiv",
                                                                               "role",
                                                                               "hidden",
                                                                               "aria-hidden",
                                                                               "data-src",
                                                                               "data-original",
                                                                               "data-lazy-src",
                                                                               "data-orig-file",
                                                                               "data-large-file",
                                                                               "data-url",
                                                                               "data-orig",
                                                                               "data-srcset",
                                                                               "data-lazy-srcset"}};
static_assert(names[static_cast<std::size_t>(Name::data_src)] == "data-src");
static_assert(names[name_count - 1] == "data-lazy-srcset");

}  // namespace

Attributes::Attributes(std::span<const Attribute> attributes) {
    for (const Attribute& attribute : attributes) {
        const std::size_t place = names.find(attribute.name);
        if (place == name_count || (present_ >> place & 1U) != 0) continue;
        present_ |= std::uint64_t{1} << place;
        values_[place] = {attribute.value.data(), attribute.value.size()};
    }
}

}  // namespace weir::html
