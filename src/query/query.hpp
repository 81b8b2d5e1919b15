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

/// At most 4000 characters, 500 terms and 10 parentheses inside each other. `now` anchors since:7d
/// and before:2d. The language: docs/reference/query.md.
[[nodiscard]] Result<Query, Error> parse(std::string_view text, Instant now);

/// What a query can ask of an item that is not stored yet (rules). An entry's language and tags are
/// those that would be stored with it.
struct Subject {
    const Entry* entry = nullptr;
    std::string_view text;  ///< Plain text of the content.
    std::string_view feed_name;
    std::string_view feed_title;
    std::string_view feed_url;
    const std::vector<std::string>* tags = nullptr;  ///< Of the feed and of the item.
    Instant date{};                                  ///< By which it is sorted.
    bool read = false;
    bool starred = false;
    std::int64_t id = 0;
};
[[nodiscard]] bool matches(const Query& query, const Subject& subject);

/// A condition over the store's schema: `where` holds `?` for each of `values`, in order. It may be
/// put into any statement that has these tables at hand, no column of which may be NULL:
///
///   item AS i       id, title, url, feed_id, date (Unix seconds), is_read, is_starred,
///                   has_enclosure (0 or 1), language (BCP 47 as given), site (lower-case ASCII
///                   host of url without "www."; see site_of), item_tags (tag_list of the rules'
///                   tags)
///   feed AS f       name, title, tags (tag_list)
///   item_fts        FTS5(title, author, text) with tokenize = 'unicode61 remove_diacritics 2',
///                   rowid = item.id, each column holding index_text() of the plain text; the
///                   author is author_line(). Needs no text of its own (content='' will do).
///
/// Rows whose text is not in item_fts yet match no words, and match their absence.
struct Sql {
    std::string where;
    std::vector<std::variant<std::int64_t, std::string>> values;
    /// The FTS5 expression to rank by: the query's words without those it excludes. Empty when it
    /// has none.
    std::string fts;
    /// Every row of `where` is found by `fts` too, so that an inner join with it loses none
    /// ("words is:read", but not "words OR is:read").
    bool fts_finds_all = false;
};
[[nodiscard]] Sql to_sql(const Query& query);

/// Case and accents folded as both sides of a comparison fold them.
[[nodiscard]] std::string fold(std::string_view text);

/// Plain text as the full-text index stores it: its words, folded, joined by blanks; characters of
/// scripts that are written without blanks are words of their own, so that any part is found.
[[nodiscard]] std::string index_text(std::string_view text);

/// The names of the entry's authors, joined by ", ".
[[nodiscard]] std::string author_line(const Entry& entry);

/// "\x1ftag\x1fother\x1f", each folded; empty for no tags.
[[nodiscard]] std::string tag_list(const std::vector<std::string>& tags);

/// Host of a URL as site: compares it, without "www."; empty for no http(s) URL.
[[nodiscard]] std::string site_of(std::string_view url);

/// The part of `text` that shows best why it matches, at most `characters` long, on one line, with
/// "…" where it was cut and hits between \x02 and \x03; the beginning where no words match.
[[nodiscard]] std::string passage(std::string_view text, const Query& query,
                                  std::size_t characters);

}  // namespace weir::query
