#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "model/entry.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The query language of items, search, rules, outputs and the web page: text -> tree;
/// tree -> SQL + FTS5; tree applied to one entry.
namespace weir::query {

struct Error {
    std::size_t column;   ///< Counts characters from 1.
    std::string message;  ///< "unknown field 'titel': did you mean 'title'?"
};

/// A parsed query; cheap to copy, immutable.
class Query {
public:
    Query();  ///< Matches everything.
    struct Node;
    explicit Query(std::shared_ptr<const Node> root);
    [[nodiscard]] const Node* root() const { return root_.get(); }
    [[nodiscard]] bool empty() const { return !root_; }
    /// True when words have to be looked up in the full-text index.
    [[nodiscard]] bool has_text() const;

private:
    std::shared_ptr<const Node> root_;
};

/// `now` anchors since:7d and before:2d.
[[nodiscard]] Result<Query, Error> parse(std::string_view text, Instant now);

/// What a query can ask of an item that is not stored yet (rules).
struct Subject {
    const Entry* entry = nullptr;
    std::string_view text;   ///< Plain text of the content.
    std::string_view feed_name;
    std::string_view feed_title;
    std::string_view feed_url;
    const std::vector<std::string>* tags = nullptr;  ///< Of the feed and of the item.
    Instant date{};          ///< By which it is sorted.
    bool read = false;
    bool starred = false;
    std::int64_t id = 0;
};
[[nodiscard]] bool matches(const Query& query, const Subject& subject);

/// A condition over the store's schema (tables `item` as i, `feed` as f): `where` holds `?` for each
/// of `values`, in order. `fts` is the FTS5 expression that ranking and passages use; empty when
/// the query has no positive words.
struct Sql {
    std::string where;
    std::vector<std::variant<std::int64_t, std::string>> values;
    std::string fts;
};
[[nodiscard]] Sql to_sql(const Query& query);

/// Case and accents folded as both sides of a comparison fold them.
[[nodiscard]] std::string fold(std::string_view text);

}  // namespace weir::query
