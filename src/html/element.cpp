#include "html/element.hpp"

#include "html/name_table.hpp"

#include <array>
#include <cstddef>

namespace weir::html {
namespace {

struct Row {
    std::string_view name;
    std::uint16_t traits;
};

// In the order of the enumeration.
// clang-format off
constexpr std::array<Row, element_count> rows = {{
    {"", 0}, {"a", kept | formatting}, {"abbr", kept}, {"address", kept | block | special},
    {"article", kept | block | special}, {"aside", kept | block | special}, {"audio", kept},
    {"b", kept | formatting}, {"bdi", kept}, {"bdo", kept}, {"blockquote", kept | block | special},
    {"br", kept | empty | special}, {"caption", kept | special | barrier | table_part},
    {"cite", kept}, {"code", kept | formatting}, {"col", kept | empty | special | table_part},
    {"colgroup", kept | special | table_part}, {"dd", kept | block | special}, {"del", kept},
    {"details", kept | block | special}, {"dfn", kept}, {"div", kept | block | special},
    {"dl", kept | block | special}, {"dt", kept | block | special}, {"em", kept | formatting},
    {"figcaption", kept | block | special}, {"figure", kept | block | special},
    {"footer", kept | block | special}, {"h1", kept | block | special | heading},
    {"h2", kept | block | special | heading}, {"h3", kept | block | special | heading},
    {"h4", kept | block | special | heading}, {"h5", kept | block | special | heading},
    {"h6", kept | block | special | heading}, {"header", kept | block | special},
    {"hr", kept | empty | block | special}, {"i", kept | formatting},
    {"iframe", kept | special | raw_text}, {"img", kept | empty | special}, {"ins", kept},
    {"kbd", kept}, {"li", kept | block | special}, {"main", kept | block | special},
    {"mark", kept}, {"ol", kept | block | special}, {"p", kept | block | special},
    {"picture", kept}, {"pre", kept | block | special}, {"q", kept}, {"rp", kept}, {"rt", kept},
    {"ruby", kept}, {"s", kept | formatting}, {"samp", kept}, {"section", kept | block | special},
    {"small", kept | formatting}, {"source", kept | empty | special}, {"span", kept},
    {"strong", kept | formatting}, {"sub", kept}, {"summary", kept | block | special},
    {"sup", kept}, {"table", kept | block | special | barrier},
    {"tbody", kept | special | table_part}, {"td", kept | special | barrier | table_part},
    {"tfoot", kept | special | table_part}, {"th", kept | special | barrier | table_part},
    {"thead", kept | special | table_part}, {"time", kept}, {"tr", kept | special | table_part},
    {"tt", kept | formatting}, {"u", kept | formatting}, {"ul", kept | block | special},
    {"var", kept}, {"video", kept}, {"wbr", kept | empty | special}, {"applet", special | dropped},
    {"base", empty | special | dropped}, {"button", special | dropped}, {"canvas", dropped},
    {"datalist", dropped}, {"embed", empty | special | dropped},
    {"frame", empty | special | dropped}, {"frameset", special | dropped},
    {"link", empty | special | dropped}, {"math", dropped}, {"meta", empty | special | dropped},
    {"noembed", special | dropped | raw_text}, {"noframes", special | dropped | raw_text},
    {"noscript", special | dropped}, {"object", special | dropped},
    {"plaintext", block | special | dropped | raw_text}, {"script", special | dropped | raw_text},
    {"select", special | dropped}, {"style", special | dropped | raw_text}, {"svg", dropped},
    {"template", special | dropped}, {"textarea", special | dropped | rcdata},
    {"title", special | dropped | rcdata}, {"xmp", block | special | dropped | raw_text},
    {"acronym", 0}, {"area", empty | special}, {"basefont", empty | special},
    {"bgsound", empty | special}, {"big", 0}, {"body", special}, {"center", block | special},
    {"dialog", block}, {"dir", block | special}, {"fieldset", block | special}, {"font", 0},
    {"form", block | special}, {"head", special}, {"hgroup", block | special}, {"html", special},
    {"image", empty}, {"input", empty | special}, {"keygen", empty | special}, {"label", 0},
    {"legend", 0}, {"listing", block | special}, {"map", 0}, {"marquee", special},
    {"menu", block | special}, {"meter", 0}, {"nav", block | special}, {"nobr", 0},
    {"optgroup", 0}, {"option", 0}, {"output", 0}, {"param", empty | special}, {"progress", 0},
    {"rb", 0}, {"rtc", 0}, {"search", block | special}, {"strike", 0}, {"track", empty | special}}};
// clang-format on

constexpr std::array<std::string_view, rows.size()> names_of_rows() {
    std::array<std::string_view, rows.size()> names;
    for (std::size_t i = 0; i < rows.size(); ++i) names[i] = rows[i].name;
    return names;
}
constexpr NameTable table{names_of_rows()};

}  // namespace

Element element_named(std::string_view name) {
    const std::size_t place = table.find(name);
    return place < rows.size() ? static_cast<Element>(place) : Element::unknown;
}

std::string_view name_of(Element element) {
    return rows[static_cast<std::size_t>(element)].name;
}

std::uint16_t traits_of(Element element) {
    return rows[static_cast<std::size_t>(element)].traits;
}

}  // namespace weir::html
