#pragma once

#include <cstdint>
#include <string_view>

namespace weir::parse {

/// What an element may hold, as far as the repair of tags needs to know.
enum class Role : std::uint8_t {
    none,       ///< Neither of a feed nor of HTML.
    html,       ///< HTML only.
    root,       ///< rss, feed, rdf:RDF.
    channel,    ///< channel, and what else may hold entries.
    entry,      ///< item, entry.
    person,     ///< Atom's author and contributor.
    container,  ///< Of a feed, and holds other elements.
    plain,      ///< Of a feed, and holds nothing but text.
    rich,       ///< Of a feed, and may hold HTML.
    empty,      ///< Of a feed, and holds nothing.
};

/// Roles from `root` on are those of a feed's own elements.
[[nodiscard]] constexpr bool of_feed(Role role) {
    return role >= Role::root;
}

/// The role of an element by its name as written: prefixes are those that feeds usually use, case
/// does not matter. `atom` says which of the two meanings "author" and "source" have.
[[nodiscard]] Role role_of(std::string_view name, bool atom);

/// title, link, source, summary, image: inside rich text these may be HTML as well.
[[nodiscard]] bool is_html_too(std::string_view name);

/// name, email, uri, url: what a person holds.
[[nodiscard]] bool of_person(std::string_view name);

/// "encoded" of "content:encoded".
[[nodiscard]] std::string_view local_name(std::string_view name);

}  // namespace weir::parse
