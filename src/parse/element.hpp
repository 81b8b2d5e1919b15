#pragma once

#include "parse/names.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pugi {
struct xml_node_struct;
class xml_node;
}  // namespace pugi

namespace weir::parse {

class NoticeList;
class Tree;

/// What xmlns, xml:base and xml:lang say for an element and all below it. Elements without such
/// attributes share the scope of their parent.
struct Scope {
    struct Binding {
        std::string_view prefix;
        Ns ns;
    };
    const Scope* outer = nullptr;
    std::string base;       ///< Absolute where an absolute one is known; else may be empty.
    bool has_base = false;  ///< It comes from xml:base, as the author wished.
    std::string language;   ///< As written, with "-" for "_"; empty when none or reset.
    Ns default_ns = Ns::none;
    std::vector<Binding> bindings;
};

/// One element with its names resolved. Cheap to copy; valid as long as its Tree.
class Element {
public:
    Element() = default;
    Element(Tree& tree, const Scope& scope, pugi::xml_node node, Ns ns, KnownName name);

    explicit operator bool() const { return node_ != nullptr; }
    [[nodiscard]] Ns ns() const { return ns_; }
    [[nodiscard]] Name name() const { return name_.name; }
    [[nodiscard]] bool exact() const { return name_.exact; }
    [[nodiscard]] bool is(Ns ns, Name name) const { return ns_ == ns && name_.name == name; }
    [[nodiscard]] std::string_view qualified_name() const;
    [[nodiscard]] const std::string& base() const { return scope_->base; }
    [[nodiscard]] bool has_base() const { return scope_->has_base; }
    [[nodiscard]] const std::string& language() const { return scope_->language; }
    [[nodiscard]] pugi::xml_node node() const;

    /// Child elements in document order; those whose names have the wrong case come last, so that
    /// a well-written sibling wins over them.
    [[nodiscard]] std::vector<Element> children() const;
    /// The first child element of that name, or an empty Element.
    [[nodiscard]] Element child(Ns ns, Name name) const;
    [[nodiscard]] bool has_children() const;

    /// Its text and CDATA children joined and trimmed; comments and child elements are skipped.
    [[nodiscard]] std::string text() const;
    /// Value of an attribute without prefix, trimmed; the letter case of its name matters only when
    /// two attributes differ in nothing else.
    [[nodiscard]] std::string_view attribute(std::string_view name) const;
    /// Value of an attribute of that namespace, else that of the one without prefix.
    [[nodiscard]] std::string_view attribute(Ns ns, std::string_view name) const;

    void notice(std::string_view code, std::string message) const;

private:
    Tree* tree_ = nullptr;
    const Scope* scope_ = nullptr;
    pugi::xml_node_struct* node_ = nullptr;
    Ns ns_ = Ns::none;
    KnownName name_{};
};

}  // namespace weir::parse
