#pragma once

#include "html/attribute.hpp"
#include "html/element.hpp"
#include "html/tokenizer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir::html {

using NodeId = std::uint32_t;

/// An element or a text. Nodes stand in document order, so the descendants of node n are exactly
/// those from n + 1 to n.end: walks need neither pointers nor recursion.
struct Node {
    Element element = Element::unknown;
    std::string_view name;  ///< Of elements, as written; empty for texts.
    std::string_view text;  ///< Of texts, as written.
    NodeId parent = 0;
    NodeId end = 0;  ///< One past the last descendant.
    std::uint32_t attributes_begin = 0;
    std::uint32_t attributes_count = 0;

    [[nodiscard]] bool is_text() const { return name.empty(); }
};

/// A page as a tree, built by the tokenizer with the usual implied end tags: near enough to what
/// browsers build to find things in it, in linear time and never deeper than 512. Scripts (but for
/// JSON-LD), styles, templates, SVG and MathML are left out. Views point into the page.
class Tree {
public:
    explicit Tree(std::string_view page);

    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[id]; }
    [[nodiscard]] NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
    [[nodiscard]] std::span<const Attribute> raw_attributes(NodeId id) const;
    [[nodiscard]] Attributes attributes(NodeId id) const { return Attributes(raw_attributes(id)); }
    /// The lang attribute of <html>.
    [[nodiscard]] std::string_view language() const { return language_; }

    /// The markup of a node without the nodes that `removed` marks (one flag for each node).
    [[nodiscard]] std::string markup(NodeId id, const std::vector<bool>& removed) const;
    [[nodiscard]] std::string markup(NodeId id) const { return markup(id, {}); }

private:
    void start(Tokenizer& tokenizer, Token& token);
    void end(const Token& token);
    bool skip(Tokenizer& tokenizer, Token& token);
    void close_implied(Element element);
    void close_to(std::size_t depth);
    [[nodiscard]] std::size_t find_open(const Token& token) const;
    [[nodiscard]] bool is_open(Element element) const {
        return counts_[static_cast<std::size_t>(element)] != 0;
    }
    NodeId add(Node node);

    std::vector<Node> nodes_;  ///< The first one is the root and has no name.
    std::vector<Attribute> attributes_;
    std::vector<NodeId> open_;
    std::array<std::uint16_t, element_count> counts_{};  ///< How many of each are open.
    std::string_view language_;
    bool again_ = false;
};

}  // namespace weir::html
