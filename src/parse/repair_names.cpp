#include "parse/repair_names.hpp"

#include "base/text.hpp"
#include "html/element.hpp"
#include "html/name_table.hpp"
#include "parse/names.hpp"

#include <algorithm>
#include <array>

namespace weir::parse {
namespace {

struct Row {
    std::string_view name;
    Role role;
};

// Elements without prefix, or with one of Atom or RSS itself.
constexpr std::array<Row, 48> core = {{
    {"rss", Role::root},
    {"feed", Role::root},
    {"rdf", Role::root},
    {"channel", Role::channel},
    {"items", Role::channel},
    {"item", Role::entry},
    {"entry", Role::entry},
    {"image", Role::container},
    {"textinput", Role::container},
    {"skiphours", Role::container},
    {"skipdays", Role::container},
    {"contributor", Role::person},
    {"title", Role::plain},
    {"link", Role::plain},
    {"guid", Role::plain},
    {"id", Role::plain},
    {"pubdate", Role::plain},
    {"lastbuilddate", Role::plain},
    {"updated", Role::plain},
    {"published", Role::plain},
    {"issued", Role::plain},
    {"modified", Role::plain},
    {"created", Role::plain},
    {"category", Role::plain},
    {"comments", Role::plain},
    {"language", Role::plain},
    {"copyright", Role::plain},
    {"rights", Role::rich},
    {"managingeditor", Role::plain},
    {"webmaster", Role::plain},
    {"generator", Role::plain},
    {"docs", Role::plain},
    {"ttl", Role::plain},
    {"rating", Role::plain},
    {"icon", Role::plain},
    {"logo", Role::plain},
    {"name", Role::plain},
    {"email", Role::plain},
    {"uri", Role::plain},
    {"url", Role::plain},
    {"hour", Role::plain},
    {"day", Role::plain},
    {"description", Role::rich},
    {"summary", Role::rich},
    {"content", Role::rich},
    {"subtitle", Role::rich},
    {"tagline", Role::rich},
    {"enclosure", Role::empty},
}};

// Elements of modules that are not what their namespace's usual element is.
constexpr std::array<Row, 22> of_modules = {{
    {"encoded", Role::rich},      {"description", Role::rich}, {"summary", Role::rich},
    {"image", Role::empty},       {"thumbnail", Role::empty},  {"player", Role::empty},
    {"in-reply-to", Role::empty}, {"info", Role::empty},       {"title", Role::plain},
    {"subtitle", Role::plain},    {"author", Role::plain},     {"name", Role::plain},
    {"email", Role::plain},       {"duration", Role::plain},   {"explicit", Role::plain},
    {"keywords", Role::plain},    {"block", Role::plain},      {"episode", Role::plain},
    {"season", Role::plain},      {"credit", Role::plain},     {"rating", Role::plain},
    {"copyright", Role::plain},
}};

template <std::size_t Count>
constexpr html::NameTable<Count> table_of(const std::array<Row, Count>& rows) {
    std::array<std::string_view, Count> names{};
    for (std::size_t i = 0; i < Count; ++i) names[i] = rows[i].name;
    return html::NameTable<Count>(names);
}
constexpr auto core_names = table_of(core);
constexpr auto module_names = table_of(of_modules);

Role core_role(std::string_view name, bool atom) {
    if (iequals(name, "author")) return atom ? Role::person : Role::plain;
    if (iequals(name, "source")) return atom ? Role::container : Role::plain;
    if (const std::size_t place = core_names.find(name); place < core.size()) {
        return core[place].role;
    }
    return html::element_named(name) == html::Element::unknown ? Role::none : Role::html;
}

Role module_role(Ns ns, std::string_view local) {
    switch (ns) {
        case Ns::dublin_core:
        case Ns::slash:
        case Ns::wfw:
        case Ns::syndication:
        case Ns::geo:
            return iequals(local, "description") ? Role::rich : Role::plain;
        default:
            break;
    }
    const std::size_t place = module_names.find(local);
    return place < of_modules.size() ? of_modules[place].role : Role::container;
}

}  // namespace

std::string_view local_name(std::string_view name) {
    return name.substr(name.rfind(':') + 1);
}

Role role_of(std::string_view name, bool atom) {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return core_role(name, atom);
    const std::string_view local = name.substr(colon + 1);
    if (iequals(local, "rdf") || iequals(local, "feed")) return Role::root;
    const Ns ns = ns_of_prefix(name.substr(0, colon));
    switch (ns) {
        case Ns::none:
        case Ns::other:
            return Role::none;
        case Ns::xhtml:
            return Role::html;
        case Ns::atom:
            return core_role(local, true);
        case Ns::rss:
            return core_role(local, atom);
        default:
            return module_role(ns, local);
    }
}

bool is_html_too(std::string_view name) {
    constexpr std::array<std::string_view, 5> names = {"title", "link", "source", "summary",
                                                       "image"};
    return std::any_of(names.begin(), names.end(),
                       [name](std::string_view known) { return iequals(name, known); });
}

bool of_person(std::string_view name) {
    constexpr std::array<std::string_view, 4> names = {"name", "email", "uri", "url"};
    return std::any_of(names.begin(), names.end(),
                       [name](std::string_view known) { return iequals(name, known); });
}

}  // namespace weir::parse
