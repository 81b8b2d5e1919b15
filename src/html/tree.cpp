#include "html/tree.hpp"

#include "base/text.hpp"
#include "html/foreign.hpp"

#include <algorithm>
#include <utility>

namespace weir::html {
namespace {

constexpr std::size_t deepest = 512;
constexpr std::size_t npos = static_cast<std::size_t>(-1);

bool is_any(Element element, std::initializer_list<Element> list) {
    return std::find(list.begin(), list.end(), element) != list.end();
}

bool is_json_ld(const Token& token) {
    return token.element == Element::script &&
           ifind(Attributes(token.attributes)[Name::type], "ld+json") != std::string_view::npos;
}

bool is_item(Element element) {
    return is_any(element, {Element::li, Element::dt, Element::dd});
}
bool is_row_group(Element element) {
    return is_any(element, {Element::tbody, Element::thead, Element::tfoot});
}

// True when the start tag of `starting` ends an open `open`.
bool ends(Element starting, Element open) {
    using enum Element;
    if (starting == li || starting == tr || starting == option) return open == starting;
    if (starting == dt || starting == dd) return open == dt || open == dd;
    if (starting == td || starting == th) return open == td || open == th;
    if (is_row_group(starting)) return is_row_group(open);
    return has(starting, Trait::block) && open == p;
}

// True when the search for such an element does not look past `open`.
bool shields(Element starting, Element open) {
    using enum Element;
    if (starting == li) return is_any(open, {ul, ol, table, td, th});
    if (starting == dt || starting == dd) return is_any(open, {dl, table, td, th});
    if (starting == td || starting == th) return open == tr || open == table;
    if (starting == option) return open == select;
    if (starting == tr || is_row_group(starting)) return open == table;
    return has(open, Trait::barrier) || open == button || open == object;
}

}  // namespace

Tree::Tree(std::string_view page) {
    nodes_.push_back({});
    open_.push_back(0);
    Tokenizer tokenizer(page);
    Token token;
    while (std::exchange(again_, false) || tokenizer.next(token)) {
        if (token.kind == Token::Kind::text)
            add({.text = token.text});
        else if (token.kind == Token::Kind::start_tag)
            start(tokenizer, token);
        else if (token.kind == Token::Kind::end_tag)
            end(token);
    }
    close_to(0);
}

NodeId Tree::add(Node node) {
    const auto id = static_cast<NodeId>(nodes_.size());
    node.parent = open_.back();
    node.end = id + 1;
    nodes_.push_back(node);
    return id;
}

void Tree::start(Tokenizer& tokenizer, Token& token) {
    using enum Element;
    const Element element = token.element;
    if (element == html && language_.empty()) language_ = Attributes(token.attributes)[Name::lang];
    if (is_any(element, {html, head, body}) || skip(tokenizer, token)) return;
    close_implied(element);
    const NodeId id =
        add({.element = element,
             .name = token.text,
             .attributes_begin = static_cast<std::uint32_t>(attributes_.size()),
             .attributes_count = static_cast<std::uint32_t>(token.attributes.size())});
    attributes_.insert(attributes_.end(), token.attributes.begin(), token.attributes.end());
    if (has(element, Trait::empty) || open_.size() >= deepest) return;
    open_.push_back(id);
    ++counts_[static_cast<std::size_t>(element)];
}

// Reads over an element that says nothing of an article.
bool Tree::skip(Tokenizer& tokenizer, Token& token) {
    using enum Element;
    const Element element = token.element;
    if (element == svg || element == math) {
        again_ = skip_foreign(tokenizer, token, [](Element) { return false; });
        return true;
    }
    if (is_json_ld(token) || !is_any(element, {script, style, template_, noembed, noframes, xmp}))
        return false;
    for (std::size_t depth = 1; depth > 0 && tokenizer.next(token);) {
        if (token.element != element) continue;
        if (token.kind == Token::Kind::start_tag) ++depth;
        if (token.kind == Token::Kind::end_tag) --depth;
    }
    return true;
}

void Tree::close_implied(Element element) {
    if (!has(element, Trait::block | Trait::table_part) && element != Element::option) return;
    const bool only_paragraph = has(element, Trait::block) && !is_item(element);
    if (only_paragraph && !is_open(Element::p)) return;
    for (std::size_t depth = open_.size(); depth-- > 1;) {
        const Element open = nodes_[open_[depth]].element;
        if (ends(element, open)) {
            close_to(depth);
            break;
        }
        if (shields(element, open)) break;
    }
    // An item is a block too: it ends a paragraph.
    if (is_item(element) && nodes_[open_.back()].element == Element::p) close_to(open_.size() - 1);
}

void Tree::end(const Token& token) {
    const std::size_t depth = find_open(token);
    if (depth != npos) close_to(depth);
}

std::size_t Tree::find_open(const Token& token) const {
    if (!is_open(token.element)) return npos;
    const bool structure = has(token.element, Trait::block | Trait::table_part);
    for (std::size_t depth = open_.size(); depth-- > 1;) {
        const Node& open = nodes_[open_[depth]];
        if (token.element != Element::unknown ? open.element == token.element
                                              : iequals(open.name, token.text))
            return depth;
        // Inline end tags do not end blocks, and nothing but a table's own ends a cell.
        const std::uint16_t stop =
            has(token.element, Trait::table_part) || token.element == Element::table ? 0
            : structure ? Trait::barrier
                        : Trait::special;
        if (has(open.element, stop)) return npos;
    }
    return npos;
}

// Closes the open elements from `depth` on.
void Tree::close_to(std::size_t depth) {
    const auto end = static_cast<NodeId>(nodes_.size());
    for (; open_.size() > depth; open_.pop_back()) {
        Node& node = nodes_[open_.back()];
        node.end = end;
        if (!node.is_text()) --counts_[static_cast<std::size_t>(node.element)];
    }
}

std::span<const Attribute> Tree::raw_attributes(NodeId id) const {
    const Node& node = nodes_[id];
    return std::span(attributes_).subspan(node.attributes_begin, node.attributes_count);
}

std::string Tree::markup(NodeId id, const std::vector<bool>& removed) const {
    std::string out;
    std::vector<NodeId> open;
    const auto close_before = [&](NodeId next) {
        for (; !open.empty() && nodes_[open.back()].end <= next; open.pop_back())
            out.append("</").append(nodes_[open.back()].name).append(">");
    };
    const NodeId end = nodes_[id].end;
    for (NodeId at = id; at < end;) {
        close_before(at);
        const Node& node = nodes_[at];
        if (!removed.empty() && removed[at]) {
            at = node.end;
            continue;
        }
        ++at;
        if (node.is_text()) {
            out += node.text;
            continue;
        }
        out.append("<").append(node.name);
        for (const Attribute& one :
             std::span(attributes_).subspan(node.attributes_begin, node.attributes_count)) {
            // A value holds one kind of quote at most, unless it stood unquoted with both.
            const char quote = one.value.find('"') == std::string_view::npos ? '"' : '\'';
            if (quote == '\'' && one.value.find('\'') != std::string_view::npos) continue;
            out.append(" ").append(one.name).append("=");
            out.append(1, quote).append(one.value).append(1, quote);
        }
        out += '>';
        if (!has(node.element, Trait::empty)) open.push_back(static_cast<NodeId>(at - 1));
    }
    close_before(end);
    return out;
}

}  // namespace weir::html
