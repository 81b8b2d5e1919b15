#include "base/utf8.hpp"
#include "query/fields.hpp"
#include "query/node.hpp"
#include "query/scan.hpp"

#include <fmt/core.h>

#include <memory>
#include <utility>

namespace weir::query {
namespace {

using Kind = Piece::Kind;
using Node = Query::Node;
using Parsed = Result<Node, Error>;

// Long enough for an output that names a hundred feeds. SQLite takes a thousand terms in one
// expression; 13 parentheses inside each other overflow its parser's stack.
constexpr std::size_t most_characters = 4000;
constexpr std::size_t most_terms = 500;
constexpr int deepest = 10;

//   alternatives = sequence { "OR" sequence }
//   sequence     = operand { [ "AND" ] operand }
//   operand      = { "-" } ( [ field ":" ] ( word | phrase | "(" alternatives ")" ) )
class Parser {
public:
    Parser(std::string_view query, std::vector<Piece> pieces, Instant now)
        : query_(query), pieces_(std::move(pieces)), now_(now) {}

    Parsed whole() {
        auto node = alternatives();
        if (node && next().kind == Kind::close) {
            return fail(error_at(query_, next().at, "this parenthesis was never opened"));
        }
        return node;
    }

private:
    [[nodiscard]] const Piece& next() const { return pieces_[at_]; }
    [[nodiscard]] auto wrong(std::string message) const {
        return fail(error_at(query_, next().at, std::move(message)));
    }
    [[nodiscard]] bool at_operand() const {
        return next().kind != Kind::alternative && next().kind != Kind::close &&
               next().kind != Kind::end;
    }

    static Node joined(Node::Kind kind, std::vector<Node> parts) {
        if (parts.size() == 1) return std::move(parts.front());
        return Node{.kind = kind, .children = std::move(parts)};
    }

    Parsed alternatives() {
        std::vector<Node> parts;
        while (true) {
            auto part = sequence();
            if (!part) return part;
            parts.push_back(std::move(*part));
            if (next().kind != Kind::alternative) break;
            ++at_;
        }
        return joined(Node::Kind::any, std::move(parts));
    }

    Parsed sequence() {
        std::vector<Node> parts;
        do {
            if (!parts.empty() && next().kind == Kind::conjunction) ++at_;
            auto part = operand();
            if (!part) return part;
            parts.push_back(std::move(*part));
        } while (at_operand());
        return joined(Node::Kind::all, std::move(parts));
    }

    Parsed operand() {
        bool negative = false;
        for (; next().kind == Kind::negation; ++at_) negative = !negative;
        const auto outer = field_;
        if (next().kind == Kind::field) {
            field_ = field_named(next().text);
            if (!field_) return wrong(unknown_field(next().text));
            ++at_;
        }
        auto node = value();
        field_ = outer;
        if (!node || !negative) return node;
        Node negation{.kind = Node::Kind::none};
        negation.children.push_back(std::move(*node));
        return negation;
    }

    Parsed value() {
        const Piece& piece = next();
        switch (piece.kind) {
            case Kind::open:
                return group();
            case Kind::word:
            case Kind::phrase:
                return term(piece);
            case Kind::end:
            case Kind::close:
                return wrong(missing());
            default:
                return wrong(fmt::format("'{}' has nothing before it", piece.text));
        }
    }

    // Where an operand should begin, the query or a group ends.
    [[nodiscard]] std::string missing() const {
        if (at_ == 0) return "this parenthesis was never opened";
        const Piece& before = pieces_[at_ - 1];
        if (before.kind == Kind::open) return "nothing stands inside these parentheses";
        return fmt::format("'{}' has nothing after it", before.text);
    }

    Parsed group() {
        const std::size_t opened = at_;
        if (++depth_ > deepest) return wrong("too many parentheses inside each other");
        ++at_;
        auto node = alternatives();
        if (!node) return node;
        if (next().kind != Kind::close) {
            return fail(error_at(query_, pieces_[opened].at, "this parenthesis is never closed"));
        }
        ++at_;
        --depth_;
        return node;
    }

    Parsed term(const Piece& piece) {
        if (++terms_ > most_terms) {
            return wrong(fmt::format("a query may have {} terms at most", most_terms));
        }
        auto node = condition(field_, piece.text, piece.star, now_);
        if (!node) return wrong(std::move(node.error()));
        ++at_;
        return std::move(*node);
    }

    std::string_view query_;
    std::vector<Piece> pieces_;
    Instant now_;
    std::size_t at_ = 0;
    std::size_t terms_ = 0;
    int depth_ = 0;
    std::optional<Field> field_;  ///< Holds for all words of a group: title:(a OR b).
};

}  // namespace

Result<Query, Error> parse(std::string_view text, Instant now) {
    if (utf8::length(text) > most_characters) {
        return fail(Error{
            .column = most_characters + 1,
            .message = fmt::format("a query may have {} characters at most", most_characters)});
    }
    auto pieces = scan(text);
    if (!pieces) return fail(std::move(pieces.error()));
    if (pieces->size() == 1) return Query{};  // Nothing but the end.
    auto node = Parser(text, std::move(*pieces), now).whole();
    if (!node) return fail(std::move(node.error()));
    return Query(std::make_shared<const Node>(std::move(*node)));
}

}  // namespace weir::query
