#include "parse/element.hpp"

#include "base/text.hpp"
#include "parse/tree.hpp"

#include <pugixml.hpp>

#include <algorithm>

namespace weir::parse {
namespace {

bool is_text(pugi::xml_node node) {
    return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

}  // namespace

Element::Element(Tree& tree, const Scope& scope, pugi::xml_node node, Ns ns, KnownName name)
    : tree_(&tree), scope_(&scope), node_(node.internal_object()), ns_(ns), name_(name) {}

pugi::xml_node Element::node() const {
    return pugi::xml_node{node_};
}

std::string_view Element::qualified_name() const {
    return node().name();
}

std::vector<Element> Element::children() const {
    std::vector<Element> all;
    bool in_order = true;
    for (auto child = node().first_child(); child; child = child.next_sibling()) {
        if (child.type() != pugi::node_element) continue;
        if (all.empty()) all.reserve(16);
        all.push_back(tree_->enter(*scope_, child));
        in_order = in_order && all.back().exact();
    }
    if (in_order) return all;
    // Entries keep their places among each other however they are written.
    std::stable_partition(all.begin(), all.end(), [](const Element& e) {
        return e.exact() || e.name() == "item"_name || e.name() == "entry"_name;
    });
    return all;
}

Element Element::child(Ns ns, Name name) const {
    Element found;
    for (auto child = node().first_child(); child; child = child.next_sibling()) {
        if (child.type() != pugi::node_element) continue;
        const Element element = tree_->enter(*scope_, child);
        if (!element.is(ns, name)) continue;
        if (element.exact()) return element;
        if (!found) found = element;
    }
    return found;
}

bool Element::has_children() const {
    for (auto child = node().first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_element) return true;
    }
    return false;
}

std::string Element::text() const {
    std::string joined;
    for (auto child = node().first_child(); child; child = child.next_sibling()) {
        if (is_text(child)) joined += child.value();
    }
    const std::string_view trimmed = trim(joined);
    if (trimmed.size() == joined.size()) return joined;
    return std::string{trimmed};
}

std::string_view Element::attribute(std::string_view name) const {
    std::string_view folded;
    bool found = false;
    for (const auto attribute : node().attributes()) {
        const std::string_view candidate = attribute.name();
        if (candidate.size() != name.size()) continue;
        if (candidate == name) return trim(attribute.value());
        if (!found && iequals(candidate, name)) {
            folded = trim(attribute.value());
            found = true;
        }
    }
    return folded;
}

std::string_view Element::attribute(Ns ns, std::string_view name) const {
    for (const auto attribute : node().attributes()) {
        const std::string_view candidate = attribute.name();
        if (candidate.size() <= name.size() + 1 || !candidate.ends_with(name)) continue;
        const std::string_view prefix = candidate.substr(0, candidate.size() - name.size());
        if (prefix.back() != ':') continue;
        if (tree_->attribute_ns(*scope_, prefix.substr(0, prefix.size() - 1)) == ns) {
            return trim(attribute.value());
        }
    }
    return attribute(name);
}

void Element::notice(std::string_view code, std::string message) const {
    tree_->notice(node(), code, std::move(message));
}

}  // namespace weir::parse
