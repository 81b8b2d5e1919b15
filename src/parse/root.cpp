#include "parse/root.hpp"

#include "base/text.hpp"
#include "parse/excerpt.hpp"
#include "parse/formats.hpp"
#include "parse/notices_feed.hpp"

#include <fmt/core.h>
#include <pugixml.hpp>

#include <string>
#include <string_view>

namespace weir::parse {
namespace {

// A document with so many false feed elements is none; each test looks at its children.
constexpr int most_candidates = 32;

std::string_view local_name(pugi::xml_node node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view prefix_of(pugi::xml_node node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

/// The URI that `prefix` (empty: the default) is bound to at `node`; empty when it is not.
std::string_view uri_at(pugi::xml_node node, std::string_view prefix) {
    const std::string name = prefix.empty() ? "xmlns" : fmt::format("xmlns:{}", prefix);
    for (; node && node.type() == pugi::node_element; node = node.parent()) {
        if (const auto attribute = node.attribute(name.c_str())) return trim(attribute.value());
    }
    return {};
}

bool has_child(pugi::xml_node node, std::string_view local) {
    for (auto child = node.first_child(); child; child = child.next_sibling()) {
        if (iequals(local_name(child), local)) return true;
    }
    return false;
}

bool has_attribute(pugi::xml_node node, std::string_view name) {
    for (const auto attribute : node.attributes()) {
        if (iequals(attribute.name(), name)) return true;
    }
    return false;
}

struct Candidate {
    pugi::xml_node node;
    Root::Family family;
};

/// Whether `node` is a feed element. `certain` is true at the top level; further down, where other
/// vocabularies may use the same words, its content must agree.
std::optional<Root::Family> family_of(pugi::xml_node node, bool certain) {
    const std::string_view name = local_name(node);
    const auto ns = [&] { return ns_of_uri(uri_at(node, prefix_of(node))); };
    if (iequals(name, "rss")) {
        if (certain || has_child(node, "channel")) return Root::Family::rss;
    } else if (iequals(name, "rdf")) {
        if (has_child(node, "channel") || has_child(node, "item")) return Root::Family::rss;
    } else if (iequals(name, "feed")) {
        if (certain || ns() == Ns::atom) return Root::Family::atom;
    } else if (iequals(name, "entry")) {
        if (ns() == Ns::atom) return Root::Family::atom;
    } else if (iequals(name, "channel")) {
        if (has_attribute(node, "href") || name == "CHANNEL") return Root::Family::cdf;
        if (has_child(node, "item") || (certain && has_child(node, "title"))) {
            return Root::Family::rss;
        }
    }
    return std::nullopt;
}

std::optional<Candidate> top_level(pugi::xml_node document) {
    for (auto node = document.first_child(); node; node = node.next_sibling()) {
        if (node.type() != pugi::node_element) continue;
        const auto family = family_of(node, true);
        if (family) return Candidate{node, *family};
    }
    return std::nullopt;
}

std::optional<Candidate> further_down(pugi::xml_node document) {
    int tried = 0;
    auto node = document.first_child();
    while (node && tried < most_candidates) {
        const std::string_view name = local_name(node);
        if (node.type() == pugi::node_element && name.size() >= 3 && name.size() <= 7) {
            if (const auto family = family_of(node, false)) return Candidate{node, *family};
            if (iequals(name, "rss") || iequals(name, "feed") || iequals(name, "channel")) ++tried;
        }
        if (node.first_child()) {
            node = node.first_child();
            continue;
        }
        while (node && !node.next_sibling()) node = node.parent();
        if (node) node = node.next_sibling();
    }
    return std::nullopt;
}

Format rss_format(std::string_view version) {
    struct Row {
        std::string_view start;
        Format format;
    };
    static constexpr Row rows[] = {{"0.91", Format::rss_091}, {"0.92", Format::rss_092},
                                   {"0.93", Format::rss_093}, {"0.94", Format::rss_094},
                                   {"0.90", Format::rss_090}, {"1.0", Format::rss_10},
                                   {"2", Format::rss_20}};
    if (version == "0.9") return Format::rss_090;
    for (const Row& row : rows) {
        if (version.starts_with(row.start)) return row.format;
    }
    return Format::rss;
}

pugi::xml_node first_rss_child(pugi::xml_node rdf) {
    for (auto child = rdf.first_child(); child; child = child.next_sibling()) {
        const std::string_view name = local_name(child);
        if (iequals(name, "channel") || iequals(name, "item")) return child;
    }
    return rdf;
}

/// RSS 0.90 and 1.0 look alike but for their namespace.
Format rdf_format(std::string_view uri) {
    return ifind(uri, "netscape.com/rdf/simple/0.9") == std::string_view::npos ? Format::rss_10
                                                                               : Format::rss_090;
}

Format format_of(const Candidate& candidate, std::string_view uri, const Element& element) {
    if (candidate.family == Root::Family::cdf) return Format::cdf;
    const auto version = element.attribute("version");
    if (candidate.family == Root::Family::atom) {
        const bool early =
            version.starts_with("0.") || (ns_of_uri(uri) == Ns::atom &&
                                          ifind(uri, "w3.org/2005/atom") == std::string_view::npos);
        return early ? Format::atom_03 : Format::atom_10;
    }
    if (iequals(local_name(candidate.node), "rdf")) return rdf_format(uri);
    const Format format = rss_format(version);
    if (format == Format::rss) {
        element.notice(code::unknown_version,
                       version.empty()
                           ? std::string{"<rss> has no version."}
                           : fmt::format("RSS version '{}' is not known.", excerpt(version)));
    }
    return format;
}

/// Tells the tree how this document names the elements of its own format.
std::string_view set_vocabulary(Tree& tree, const Candidate& candidate) {
    const std::string_view prefix = prefix_of(candidate.node);
    std::string_view uri = uri_at(candidate.node, prefix);
    if (candidate.family == Root::Family::atom) {
        tree.set_vocabulary(Ns::atom, uri, uri.empty());
        return uri;
    }
    // RDF's wrapper has a vocabulary of its own; the channel below it says which RSS it is.
    const bool rdf = iequals(local_name(candidate.node), "rdf");
    const auto named = rdf ? first_rss_child(candidate.node) : candidate.node;
    uri = uri_at(named, prefix_of(named));
    tree.set_vocabulary(Ns::rss, uri, prefix_of(named).empty() || uri.empty());
    return uri;
}

}  // namespace

std::optional<Root> find_root(Tree& tree, NoticeList& notices) {
    const auto document = tree.document();
    auto candidate = top_level(document);
    if (!candidate) {
        candidate = further_down(document);
        if (!candidate) return std::nullopt;
        notices.add(code::misplaced_feed, 0,
                    fmt::format("The feed stands inside other elements (<{}>).",
                                excerpt(candidate->node.parent().name())));
    }
    const std::string_view uri = set_vocabulary(tree, *candidate);
    Root root;
    root.family = candidate->family;
    root.element = tree.element_at(candidate->node);
    root.format = format_of(*candidate, uri, root.element);
    tree.set_quiet(true);
    if (tree.base().empty() && root.family != Root::Family::cdf) {
        const std::string site =
            root.family == Root::Family::atom ? atom_site(root.element) : rss_site(root.element);
        tree.set_base(site);
        root.element = tree.element_at(candidate->node);
    }
    tree.set_quiet(false);
    return root;
}

}  // namespace weir::parse
