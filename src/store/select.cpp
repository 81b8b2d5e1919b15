#include "store/plan.hpp"
#include "store/reader_impl.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <variant>

namespace weir::store {
namespace {

struct Hit {
    ItemId id;
    std::int64_t date;
    std::int64_t story;  ///< 0: alone in it.
    bool lead;
};

Hit read_hit(const Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.flag(3)};
}

constexpr const char* hit_columns = "i.id, i.date, coalesce(i.story_id, 0), i.is_lead";

void bind_values(Rows& rows, const query::Sql& condition) {
    for (const auto& value : condition.values)
        std::visit([&](const auto& one) { rows.bind(one); }, value);
}

class Selecting {
public:
    Selecting(Connection& db, const Selection& selection, const query::Sql& condition)
        : db_(db),
          selection_(selection),
          condition_(condition),
          dated_(condition_by_date(db, selection.query, condition)) {}

    std::vector<ItemId> by_date() {
        const bool upward = selection_.after.has_value();
        auto cursor = upward ? selection_.after : selection_.before;
        std::vector<ItemId> ids;
        // Without a condition a story is stood for by its lead, and an index knows those.
        const bool leads_only = selection_.stories && selection_.query.empty();
        const bool collapses = selection_.stories && !leads_only;
        while (ids.size() < selection_.limit) {
            const auto wanted = selection_.limit - ids.size();
            const auto hits = chunk(cursor, upward, leads_only, wanted);
            const auto shown = collapses ? leading_of(hits, false) : Leading{};
            for (const auto& hit : hits) {
                const auto found = shown.find(hit.story);
                if (found == shown.end() || found->second == hit.id) ids.push_back(hit.id);
            }
            if (hits.size() < wanted) break;
            cursor = Cursor{Instant{Seconds{hits.back().date}}, hits.back().id};
        }
        if (upward) std::reverse(ids.begin(), ids.end());
        return ids;
    }

    std::vector<ItemId> by_rank() {
        const auto hits = ranked();
        const auto shown = selection_.stories ? leading_of(hits, true) : Leading{};
        std::vector<ItemId> ids;
        std::unordered_set<ItemId> seen;
        for (const auto& hit : hits) {
            const auto found = shown.find(hit.story);
            const auto id = found == shown.end() ? hit.id : found->second;
            if (ids.size() < selection_.limit && seen.insert(id).second) ids.push_back(id);
        }
        if (condition_.fts_finds_all) return ids;
        // What matches by other means than words ("rust OR is:starred") follows, newest first.
        for (const auto id : by_date()) {
            if (ids.size() < selection_.limit && seen.insert(id).second) ids.push_back(id);
        }
        return ids;
    }

private:
    using Leading = std::unordered_map<std::int64_t, ItemId>;

    /// The next rows in the order of dates beyond the cursor.
    std::vector<Hit> chunk(const std::optional<Cursor>& cursor, bool upward, bool leads_only,
                           std::size_t limit) {
        const auto sql = fmt::format(
            "SELECT {} FROM item i JOIN feed f ON f.id = i.feed_id WHERE {}({}){} "
            "ORDER BY i.date {}, i.id {} LIMIT ?",
            hit_columns, leads_only ? "i.is_lead = 1 AND " : "", dated_,
            cursor ? (upward ? " AND (i.date, i.id) > (?, ?)" : " AND (i.date, i.id) < (?, ?)")
                   : "",
            upward ? "ASC" : "DESC", upward ? "ASC" : "DESC");
        Rows rows(db_, Rows::Once{sql});
        bind_values(rows, condition_);
        if (cursor) {
            rows.bind(cursor->date);
            rows.bind(cursor->id);
        }
        rows.bind(limit);
        std::vector<Hit> hits;
        while (rows.next()) hits.push_back(read_hit(rows));
        return hits;
    }

    std::vector<Hit> ranked() {
        // A story may be hit through several of its items; some more rows make up for those.
        const auto limit =
            selection_.stories ? selection_.limit + selection_.limit / 2 + 16 : selection_.limit;
        const auto sql = fmt::format(
            "SELECT {} FROM ({}) r JOIN item i ON i.id = r.id JOIN feed f ON f.id = i.feed_id "
            "WHERE {} ORDER BY r.score, i.date DESC, i.id DESC LIMIT ?",
            hit_columns, ranked_rows(db_, condition_.fts), condition_by_rank(condition_));
        Rows rows(db_, Rows::Once{sql}, condition_.fts);
        bind_values(rows, condition_);
        rows.bind(limit);
        std::vector<Hit> hits;
        while (rows.next()) hits.push_back(read_hit(rows));
        return hits;
    }

    /// For each story among the hits its leading item of those that match. In the order of dates
    /// (`every` false) a hit that leads its story needs no question.
    Leading leading_of(const std::vector<Hit>& hits, bool every) {
        Leading leading;
        std::vector<std::int64_t> stories;
        for (const auto& hit : hits) {
            if (hit.story != 0 && (every || !hit.lead)) stories.push_back(hit.story);
        }
        if (stories.empty()) return leading;
        const auto sql = fmt::format(
            "SELECT i.story_id, i.id FROM item i JOIN feed f ON f.id = i.feed_id "
            "WHERE i.story_id IN ({}) AND ({}) ORDER BY i.is_lead DESC, f.weight DESC, i.id",
            fmt::join(stories, ","), condition_.where);
        Rows rows(db_, Rows::Once{sql});
        bind_values(rows, condition_);
        while (rows.next()) leading.emplace(rows.integer(0), rows.integer(1));
        return leading;
    }

    Connection& db_;
    const Selection& selection_;
    const query::Sql& condition_;
    std::string dated_;  ///< The condition in the form that suits the order of dates.
};

}  // namespace

std::vector<ItemId> select_ids(Connection& db, const Selection& selection,
                               const query::Sql& condition) {
    Selecting selecting(db, selection, condition);
    return selection.by_rank && !condition.fts.empty() ? selecting.by_rank() : selecting.by_date();
}

}  // namespace weir::store
