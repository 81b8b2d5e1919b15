#include "query/fts.hpp"

#include "base/text.hpp"

#include <iterator>
#include <utility>

namespace weir::query {
namespace {

using Node = Query::Node;

std::string phrase(const Node& node) {
    std::string out;
    switch (node.column) {
        case Column::any:
            break;
        case Column::title:
            out = "{title} : ";
            break;
        case Column::author:
            out = "{author} : ";
            break;
        case Column::text:
            out = "{text} : ";
            break;
    }
    // Words hold letters and digits only, so nothing needs escaping.
    out += '"' + node.value + '"';
    if (node.prefix) out += " *";
    return out;
}

}  // namespace

std::string fts_joined(const std::vector<std::string>& parts, std::string_view operation) {
    return parts.size() == 1 ? parts.front() : '(' + join(parts, operation) + ')';
}

std::optional<std::string> fts_expression(const Node& node) {
    std::vector<std::string> wanted;
    std::vector<std::string> unwanted;
    switch (node.kind) {
        case Node::Kind::words:
            return phrase(node);
        case Node::Kind::all:
        case Node::Kind::any:
            for (const Node& child : node.children) {
                const bool negative =
                    node.kind == Node::Kind::all && child.kind == Node::Kind::none;
                auto part = fts_expression(negative ? child.children.front() : child);
                if (!part) return std::nullopt;
                (negative ? unwanted : wanted).push_back(std::move(*part));
            }
            if (wanted.empty()) return std::nullopt;
            break;
        default:
            return std::nullopt;
    }
    auto expression = fts_joined(wanted, node.kind == Node::Kind::any ? " OR " : " AND ");
    if (unwanted.empty()) return expression;
    return '(' + expression + " NOT " + fts_joined(unwanted, " OR ") + ')';
}

std::optional<std::string> fts_cover(const Node& node) {
    std::vector<std::string> parts;
    switch (node.kind) {
        case Node::Kind::words:
            return phrase(node);
        case Node::Kind::all:
        case Node::Kind::any:
            for (const Node& child : node.children) {
                auto part = fts_cover(child);
                if (part) {
                    parts.push_back(std::move(*part));
                } else if (node.kind == Node::Kind::any) {
                    return std::nullopt;
                }
            }
            if (parts.empty()) return std::nullopt;
            return fts_joined(parts, node.kind == Node::Kind::any ? " OR " : " AND ");
        default:
            return std::nullopt;
    }
}

std::vector<std::string> fts_wanted(const Node& node) {
    if (node.kind == Node::Kind::words) return {phrase(node)};
    std::vector<std::string> out;
    if (node.kind == Node::Kind::none) return out;
    for (const Node& child : node.children) {
        auto part = fts_wanted(child);
        std::move(part.begin(), part.end(), std::back_inserter(out));
    }
    return out;
}

}  // namespace weir::query
