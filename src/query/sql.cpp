#include "base/text.hpp"
#include "base/utf8.hpp"
#include "query/fts.hpp"
#include "query/node.hpp"

#include <fmt/core.h>

#include <utility>

namespace weir::query {
namespace {

using Node = Query::Node;

// Writes conditions and gathers their values in the same order.
class Writer {
public:
    explicit Writer(Sql& sql) : sql_(sql) {}

    std::string condition(const Node& node) {
        if (const auto expression = fts_expression(node)) return match(*expression, false);
        switch (node.kind) {
            case Node::Kind::all:
                return all(node);
            case Node::Kind::any:
                return any(node);
            case Node::Kind::none:
                return none(node.children.front());
            default:
                return single(node);
        }
    }

private:
    std::string match(std::string expression, bool negative) {
        bind(std::move(expression));
        return fmt::format("i.id {}IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)",
                           negative ? "NOT " : "");
    }

    // The words of the conjunction make one look-up in the index, however many they are.
    std::string all(const Node& node) {
        std::vector<std::string> wanted;
        std::vector<std::string> unwanted;
        std::vector<const Node*> others;
        for (const Node& child : node.children) {
            const bool negative = child.kind == Node::Kind::none;
            if (auto part = fts_expression(negative ? child.children.front() : child)) {
                (negative ? unwanted : wanted).push_back(std::move(*part));
            } else {
                others.push_back(&child);
            }
        }
        std::vector<std::string> parts;
        if (!wanted.empty()) {
            std::string expression = fts_joined(wanted, " AND ");
            if (!unwanted.empty()) expression += " NOT " + fts_joined(unwanted, " OR ");
            parts.push_back(match(std::move(expression), false));
        } else if (!unwanted.empty()) {
            parts.push_back(match(fts_joined(unwanted, " OR "), true));
        }
        for (const Node* other : others) parts.push_back(condition(*other));
        return '(' + join(parts, " AND ") + ')';
    }

    std::string any(const Node& node) {
        std::vector<std::string> wanted;
        std::vector<const Node*> others;
        for (const Node& child : node.children) {
            if (auto part = fts_expression(child)) {
                wanted.push_back(std::move(*part));
            } else {
                others.push_back(&child);
            }
        }
        std::vector<std::string> parts;
        if (!wanted.empty()) parts.push_back(match(fts_joined(wanted, " OR "), false));
        for (const Node* other : others) parts.push_back(condition(*other));
        return '(' + join(parts, " OR ") + ')';
    }

    std::string none(const Node& child) {
        if (auto expression = fts_expression(child)) return match(std::move(*expression), true);
        return "NOT " + condition(child);
    }

    std::string single(const Node& node) {
        switch (node.kind) {
            case Node::Kind::feed:
                return feed(node);
            case Node::Kind::site:
                return prefixed("i.site", node.value, true);
            case Node::Kind::tag:
                return tag(node);
            case Node::Kind::language:
                return prefixed("replace(lower(i.language), '_', '-')", node.value, false);
            case Node::Kind::read:
                return compared("i.is_read = ?", node.number);
            case Node::Kind::starred:
                return compared("i.is_starred = ?", node.number);
            case Node::Kind::enclosure:
                return compared("i.has_enclosure = ?", node.number);
            case Node::Kind::since:
                return compared("i.date >= ?", node.number);
            case Node::Kind::before:
                return compared("i.date < ?", node.number);
            default:
                return compared("i.id = ?", node.number);
        }
    }

    std::string compared(std::string condition, std::int64_t value) {
        bind(value);
        return condition;
    }

    std::string feed(const Node& node) {
        bind(node.value);
        bind(' ' + node.value);
        return fmt::format("({} OR instr(' ' || lower(f.title), ?) > 0)",
                           node.prefix ? "instr(lower(f.name), ?) = 1" : "lower(f.name) = ?");
    }

    std::string tag(const Node& node) {
        const std::string sought = '\x1f' + node.value + (node.prefix ? "" : "\x1f");
        bind(sought);
        bind(sought);
        return "(instr(f.tags, ?) > 0 OR instr(i.item_tags, ?) > 0)";
    }

    // Equal, or more specific: "sub.VALUE" for hosts, "VALUE-sub" for languages.
    std::string prefixed(std::string_view what, const std::string& value, bool host) {
        const auto length = static_cast<std::int64_t>(utf8::length(value)) + 1;
        bind(value);
        bind(host ? -length : length);
        bind(host ? '.' + value : value + '-');
        return host ? fmt::format("({0} = ? OR substr({0}, ?) = ?)", what)
                    : fmt::format("({0} = ? OR substr({0}, 1, ?) = ?)", what);
    }

    template <class Value>
    void bind(Value value) {
        sql_.values.emplace_back(std::move(value));
    }

    Sql& sql_;
};

}  // namespace

Sql to_sql(const Query& query) {
    Sql sql;
    if (query.empty()) {
        sql.where = "1";
        return sql;
    }
    sql.where = Writer(sql).condition(*query.root());
    if (auto cover = fts_cover(*query.root())) {
        sql.fts = std::move(*cover);
        sql.fts_finds_all = true;
    } else if (const auto wanted = fts_wanted(*query.root()); !wanted.empty()) {
        sql.fts = fts_joined(wanted, " OR ");
    }
    return sql;
}

}  // namespace weir::query
