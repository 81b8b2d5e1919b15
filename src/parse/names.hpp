#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::parse {

/// The vocabularies that feeds use. Several URIs may stand for one (names.cpp lists them).
enum class Ns : std::uint8_t {
    none,   ///< No namespace.
    other,  ///< One that means nothing here.
    rss,    ///< All RSS versions; in RSS documents also elements without a namespace.
    atom,   ///< RFC 4287 and Atom 0.3.
    rdf,
    dublin_core,  ///< Elements and terms alike.
    content,
    slash,
    wfw,
    thread,
    syndication,
    history,  ///< RFC 5005.
    admin,
    georss,
    gml,
    geo,  ///< W3C Basic Geo.
    itunes,
    media,
    podcast,
    chapters,  ///< Podlove Simple Chapters.
    googleplay,
    feedburner,
    pheedo,
    xhtml,
    licence,  ///< Creative Commons, in either of its RSS modules.
    yandex,
    xml,
};

/// The namespace of a URI: case, scheme, "www." and a "/" or "#" at the end do not matter.
[[nodiscard]] Ns ns_of_uri(std::string_view uri);

/// The namespace for which feeds use `prefix` when they forget to declare it; Ns::none if none.
[[nodiscard]] Ns ns_of_prefix(std::string_view prefix);

/// A local name as a number, so that code can `switch` on names: the FNV-1a hash of its canonical
/// spelling. Two names of one switch cannot collide (the compiler would refuse the labels); a
/// forged collision only makes a foreign element count as a known one.
enum class Name : std::uint64_t {};

[[nodiscard]] constexpr Name hash_name(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return Name{hash};
}

inline namespace literals {
constexpr Name operator""_name(const char* text, std::size_t size) {
    return hash_name({text, size});
}
}  // namespace literals

/// A name as found: `exact` is false when only its letters match a known name, not their case
/// ("pubdate", "GUID").
struct KnownName {
    Name name;
    bool exact;
};
[[nodiscard]] KnownName known_name(std::string_view local);

}  // namespace weir::parse
