#include "html/element.hpp"

#include "base/text.hpp"

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
constexpr std::array<Row, 137> rows = {{
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
    {"picture", kept}, {"pre", kept | block | special}, {"q", kept}, {"rb", kept}, {"rp", kept},
    {"rt", kept}, {"ruby", kept}, {"s", kept | formatting}, {"samp", kept},
    {"section", kept | block | special}, {"small", kept | formatting},
    {"source", kept | empty | special}, {"span", kept}, {"strong", kept | formatting},
    {"sub", kept}, {"summary", kept | block | special}, {"sup", kept},
    {"table", kept | block | special | barrier}, {"tbody", kept | special | table_part},
    {"td", kept | special | barrier | table_part}, {"tfoot", kept | special | table_part},
    {"th", kept | special | barrier | table_part}, {"thead", kept | special | table_part},
    {"time", kept}, {"tr", kept | special | table_part}, {"tt", kept | formatting},
    {"u", kept | formatting}, {"ul", kept | block | special}, {"var", kept}, {"video", kept},
    {"wbr", kept | empty | special}, {"applet", special | dropped},
    {"base", empty | special | dropped}, {"canvas", dropped}, {"datalist", dropped},
    {"embed", empty | special | dropped}, {"frame", empty | special | dropped},
    {"frameset", special | dropped}, {"head", special | dropped},
    {"link", empty | special | dropped}, {"math", dropped}, {"meta", empty | special | dropped},
    {"noembed", special | dropped | raw_text}, {"noframes", special | dropped | raw_text},
    {"noscript", special | dropped}, {"object", special | dropped},
    {"plaintext", block | special | dropped | raw_text}, {"script", special | dropped | raw_text},
    {"select", special | dropped}, {"style", special | dropped | raw_text}, {"svg", dropped},
    {"template", special | dropped}, {"textarea", special | dropped | rcdata},
    {"title", special | dropped | rcdata}, {"xmp", block | special | dropped | raw_text},
    {"acronym", 0}, {"area", empty | special}, {"basefont", empty | special},
    {"bgsound", empty | special}, {"big", 0}, {"body", special}, {"button", special},
    {"center", block | special}, {"dialog", block}, {"dir", block | special},
    {"fieldset", block | special}, {"font", 0}, {"form", block | special},
    {"hgroup", block | special}, {"html", special}, {"image", empty}, {"input", empty | special},
    {"keygen", empty | special}, {"label", 0}, {"legend", 0}, {"listing", block | special},
    {"map", 0}, {"marquee", special}, {"menu", block | special}, {"meter", 0},
    {"nav", block | special}, {"nobr", 0}, {"optgroup", 0}, {"option", 0}, {"output", 0},
    {"param", empty | special}, {"progress", 0}, {"rtc", 0}, {"search", block | special},
    {"strike", 0}, {"track", empty | special}}};
// clang-format on
static_assert(rows.size() == static_cast<std::size_t>(Element::track) + 1);

constexpr std::size_t slot_count = 512;  // Four times the names: nearly every search ends at once.
constexpr std::size_t longest = 10;      // blockquote, figcaption

constexpr std::size_t slot_of(std::string_view name) {
    std::size_t hash = name.size();
    for (const char c : name) hash = hash * 37 + static_cast<unsigned char>(ascii_lower(c));
    return (hash ^ (hash >> 9)) % slot_count;
}

constexpr std::array<std::uint8_t, slot_count> build_slots() {
    std::array<std::uint8_t, slot_count> slots{};
    for (std::size_t i = 1; i < rows.size(); ++i) {
        std::size_t slot = slot_of(rows[i].name);
        while (slots[slot] != 0) slot = (slot + 1) % slot_count;
        slots[slot] = static_cast<std::uint8_t>(i);
    }
    return slots;
}
constexpr std::array<std::uint8_t, slot_count> slots = build_slots();

bool equals_lower(std::string_view name, std::string_view lower_name) {
    if (name.size() != lower_name.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i)
        if (ascii_lower(name[i]) != lower_name[i]) return false;
    return true;
}

}  // namespace

Element element_named(std::string_view name) {
    if (name.empty() || name.size() > longest) return Element::unknown;
    for (std::size_t slot = slot_of(name); slots[slot] != 0; slot = (slot + 1) % slot_count)
        if (equals_lower(name, rows[slots[slot]].name)) return static_cast<Element>(slots[slot]);
    return Element::unknown;
}

std::string_view name_of(Element element) {
    return rows[static_cast<std::size_t>(element)].name;
}

std::uint16_t traits_of(Element element) {
    return rows[static_cast<std::size_t>(element)].traits;
}

}  // namespace weir::html
