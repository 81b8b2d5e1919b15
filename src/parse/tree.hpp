#pragma once

#include "parse/element.hpp"
#include "parse/text.hpp"

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pugi {
class xml_document;
}

namespace weir::parse {

/// An XML document with namespaces: pugixml's tree (which knows none) and the scopes seen so far.
/// Nothing here recurses, so any depth passes.
class Tree {
public:
    /// `text` must outlive the Tree: its line map gives notices their lines.
    Tree(const XmlText& text, NoticeList& notices);
    ~Tree();
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;

    [[nodiscard]] bool well_formed() const { return well_formed_; }
    [[nodiscard]] pugi::xml_node document() const;

    /// Where relative URLs start when no xml:base says otherwise. Forgets all scopes.
    void set_base(std::string base);
    [[nodiscard]] const std::string& base() const { return outermost_.base; }

    /// The vocabulary of the document's own elements (Ns::rss or Ns::atom), and the URI that the
    /// document calls it by when it is none of the known ones. `plain` says whether elements
    /// without any namespace belong to it, too. Forgets all scopes.
    void set_vocabulary(Ns core, std::string_view uri, bool plain);

    /// `node` as an Element, its scope gathered from its ancestors.
    [[nodiscard]] Element element_at(pugi::xml_node node);
    /// A child of an element whose scope is `outer`.
    [[nodiscard]] Element enter(const Scope& outer, pugi::xml_node node);
    /// The namespace of an attribute name's prefix; Ns::none without one.
    [[nodiscard]] Ns attribute_ns(const Scope& scope, std::string_view prefix) const;

    void notice(pugi::xml_node node, std::string_view code, std::string message);
    /// While looking around before the reading proper: what is odd will be met again.
    void set_quiet(bool quiet) { quiet_ = quiet; }

private:
    const Scope& scope_of(const Scope& outer, pugi::xml_node node);
    void bind(Scope& scope, std::string_view prefix, std::string_view uri, pugi::xml_node node);
    Ns find_prefix(const Scope& scope, std::string_view prefix) const;
    Ns prefix_ns(const Scope& scope, std::string_view prefix, pugi::xml_node node);
    void note_undeclared(std::string_view prefix, Ns usual, pugi::xml_node node);
    void forget_scopes();

    std::string buffer_;  ///< pugixml parses in place, so the document lives in here.
    std::unique_ptr<pugi::xml_document> document_;
    const XmlText& text_;
    NoticeList& notices_;
    bool well_formed_ = false;
    Scope outermost_;
    std::deque<Scope> scopes_;
    Ns core_ = Ns::none;
    std::string core_uri_;
    bool plain_is_core_ = false;
    bool quiet_ = false;
    std::vector<std::string> undeclared_;  ///< Prefixes that were noted.
};

}  // namespace weir::parse
