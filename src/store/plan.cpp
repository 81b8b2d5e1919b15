#include "store/plan.hpp"

#include "base/text.hpp"
#include "query/node.hpp"
#include "store/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace weir::store {
namespace {

using Node = query::Query::Node;

// The form in which query::to_sql asks for words: first all items that have them.
constexpr std::string_view gathered = "i.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)";
// The same, asked about one item after the other.
constexpr std::string_view probed =
    "EXISTS (SELECT 1 FROM item_fts WHERE item_fts MATCH ? AND rowid = i.id)";

// Gathering costs about 2 us for each match, probing 30 us for each item looked at until the page
// is full; with a million items they break even at about this many matches.
constexpr int many_matches = 40'000;
// Scores of so many rows take about 30 ms.
constexpr int ranked_at_most = 10'000;
// Beyond these an index by feed saves nothing over one by date.
constexpr std::size_t few_feeds = 16;

/// How much a word weighs in title, author and text.
constexpr std::string_view score = "bm25(item_fts, 8.0, 2.0, 1.0)";

bool matches_many(Connection& db, const std::string& fts) {
    Rows rows(db, "SELECT count(*) FROM (SELECT 1 FROM item_fts WHERE item_fts MATCH ? LIMIT ?)",
              fts, many_matches);
    return rows.next() && rows.integer(0) == many_matches;
}

/// The condition on feeds that every match has to meet, if there is one.
const Node* feed_condition(const query::Query& query) {
    const Node* root = query.root();
    if (root == nullptr || root->kind == Node::Kind::feed) return root;
    if (root->kind != Node::Kind::all) return nullptr;
    const auto found =
        std::find_if(root->children.begin(), root->children.end(),
                     [](const Node& child) { return child.kind == Node::Kind::feed; });
    return found == root->children.end() ? nullptr : &*found;
}

/// The feeds that meet it; absent when they are many.
std::optional<std::vector<std::int64_t>> feeds_meeting(Connection& db, const Node& node) {
    const auto condition = query::to_sql(query::Query(std::make_shared<Node>(node)));
    const auto sql =
        fmt::format("SELECT f.id FROM feed f WHERE {} LIMIT {}", condition.where, few_feeds + 1);
    Rows rows(db, Rows::Once{sql});
    for (const auto& value : condition.values)
        std::visit([&](const auto& one) { rows.bind(one); }, value);
    std::vector<std::int64_t> feeds;
    while (rows.next()) feeds.push_back(rows.integer(0));
    if (feeds.size() > few_feeds) return std::nullopt;
    return feeds;
}

}  // namespace

std::string condition_by_date(Connection& db, const query::Query& query,
                              const query::Sql& condition) {
    auto where = condition.where;
    if (const auto* node = feed_condition(query)) {
        if (const auto feeds = feeds_meeting(db, *node))
            return fmt::format("i.feed_id IN ({}) AND {}", fmt::join(*feeds, ","), where);
    }
    if (condition.fts_finds_all && matches_many(db, condition.fts))
        replace_all(where, gathered, probed);
    return where;
}

std::string condition_by_rank(const query::Sql& condition) {
    auto where = condition.where;
    const auto is_ranked = [&](const auto& value) {
        const auto* text = std::get_if<std::string>(&value);
        return text != nullptr && *text == condition.fts;
    };
    const auto& values = condition.values;
    const auto at = where.find(gathered);
    const bool once = at != std::string::npos && where.find(gathered, at + 1) == std::string::npos;
    // What was found by just this expression need not be asked for it again.
    if (once && std::any_of(values.begin(), values.end(), is_ranked))
        where.replace(at, gathered.size(), "(? IS NOT NULL)");
    return where;
}

std::string ranked_rows(Connection& db, const std::string& fts) {
    const auto newest =
        matches_many(db, fts) ? fmt::format(" ORDER BY rowid DESC LIMIT {}", ranked_at_most) : "";
    return fmt::format("SELECT rowid AS id, {} AS score FROM item_fts WHERE item_fts MATCH ?{}",
                       score, newest);
}

}  // namespace weir::store
