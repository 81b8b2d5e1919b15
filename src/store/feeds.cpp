#include "store/feeds.hpp"

#include "query/query.hpp"
#include "store/codec.hpp"
#include "store/connection.hpp"
#include "store/poll_state.hpp"
#include "store/stories.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace weir::store {
namespace {

/// What of a subscription stands in table `feed`.
struct Row {
    std::string url;
    std::string name;
    std::string given_title;
    std::string tags;
    std::string shown_tags;
    Dedup dedup = Dedup::story;
    std::int64_t weight = 0;
    std::optional<std::int64_t> keep;
    std::int64_t keep_max = 0;
    bool subscribed = true;
    bool disabled = false;

    bool operator==(const Row&) const = default;
};

Row row_of(const Subscription& subscription) {
    Row row;
    row.url = subscription.url;
    row.name = subscription.name;
    row.given_title = subscription.title;
    row.tags = query::tag_list(subscription.tags);
    row.shown_tags = pack_tags(subscription.tags);
    row.dedup = subscription.dedup;
    row.weight = subscription.weight;
    if (subscription.keep) row.keep = subscription.keep->count();
    row.keep_max = static_cast<std::int64_t>(subscription.keep_max);
    row.disabled = subscription.disabled;
    return row;
}

class Follower {
public:
    explicit Follower(Connection& db) : db_(db) {
        Rows rows(db_,
                  "SELECT f.id, f.url, f.name, f.given_title, f.tags, f.shown_tags, f.dedup, "
                  "f.weight, f.keep, f.keep_max, f.subscribed, f.disabled, p.moved_to FROM feed f "
                  "JOIN poll_state p ON p.feed_id = f.id");
        while (rows.next()) {
            const auto id = rows.integer(0);
            Row row;
            row.url = rows.string(1);
            row.name = rows.string(2);
            row.given_title = rows.string(3);
            row.tags = rows.string(4);
            row.shown_tags = rows.string(5);
            row.dedup = static_cast<Dedup>(rows.integer(6));
            row.weight = rows.integer(7);
            if (!rows.null(8)) row.keep = rows.integer(8);
            row.keep_max = rows.integer(9);
            row.subscribed = rows.flag(10);
            row.disabled = rows.flag(11);
            by_url_.emplace(row.url, id);
            if (!rows.text(12).empty()) by_target_.emplace(rows.string(12), id);
            stored_.emplace(id, std::move(row));
        }
    }

    std::vector<FeedId> follow(const std::vector<Subscription>& subscriptions) {
        std::unordered_set<std::string> wanted;
        for (const auto& one : subscriptions) wanted.insert(one.url);
        std::vector<FeedId> ids;
        ids.reserve(subscriptions.size());
        std::unordered_set<FeedId> followed;
        for (const auto& one : subscriptions) {
            const auto row = row_of(one);
            auto id = find(row.url, wanted);
            if (!id) {
                id = add(row);
            } else if (const auto& before = stored_.at(*id); before != row) {
                change(*id, before, row);
            }
            followed.insert(*id);
            ids.push_back(*id);
        }
        for (const auto& [id, row] : stored_) {
            if (row.subscribed && followed.count(id) == 0) part(id);
        }
        return ids;
    }

private:
    /// By URL; else the feed that moved there, when the configuration has learned of its move.
    std::optional<FeedId> find(const std::string& url,
                               const std::unordered_set<std::string>& wanted) const {
        if (const auto found = by_url_.find(url); found != by_url_.end()) return found->second;
        const auto moved = by_target_.find(url);
        if (moved == by_target_.end() || wanted.count(stored_.at(moved->second).url) != 0)
            return std::nullopt;
        return moved->second;
    }

    FeedId add(const Row& row) {
        run(db_,
            "INSERT INTO feed (url, name, title, given_title, tags, shown_tags, dedup, weight, "
            "keep, keep_max, subscribed, disabled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
            row.url, row.name, row.given_title.empty() ? row.name : row.given_title,
            row.given_title, row.tags, row.shown_tags, static_cast<int>(row.dedup), row.weight,
            row.keep, row.keep_max, row.disabled);
        FeedId id = 0;
        {
            Rows rows(db_, "SELECT last_insert_rowid()");
            rows.next();
            id = rows.integer(0);
        }
        run(db_, "INSERT INTO poll_state (feed_id, state) VALUES (?, ?)", id,
            row.disabled ? "disabled" : "new");
        by_url_.emplace(row.url, id);
        stored_.emplace(id, row);
        return id;
    }

    void change(FeedId id, const Row& before, const Row& after) {
        run(db_,
            "UPDATE feed SET url = ?, name = ?, given_title = ?, tags = ?, shown_tags = ?, "
            "dedup = ?, weight = ?, keep = ?, keep_max = ?, subscribed = 1, disabled = ? "
            "WHERE id = ?",
            after.url, after.name, after.given_title, after.tags, after.shown_tags,
            static_cast<int>(after.dedup), after.weight, after.keep, after.keep_max, after.disabled,
            id);
        refresh_title(db_, id);
        if (after.url != before.url)
            run(db_, "UPDATE poll_state SET moved_to = '' WHERE feed_id = ?", id);
        if (after.disabled) {
            run(db_, "UPDATE poll_state SET state = 'disabled' WHERE feed_id = ?", id);
        } else {
            run(db_,
                "UPDATE poll_state SET state = CASE WHEN error <> '' THEN 'failing' "
                "WHEN last_success IS NULL THEN 'new' ELSE 'ok' END "
                "WHERE feed_id = ? AND state = 'disabled'",
                id);
        }
        if (after.weight != before.weight) reweigh(id);
    }

    /// Removed from the configuration: its items stay until they are pruned.
    void part(FeedId id) {
        run(db_, "UPDATE feed SET subscribed = 0 WHERE id = ?", id);
        run(db_, "UPDATE poll_state SET state = 'disabled', next_fetch = NULL WHERE feed_id = ?",
            id);
    }

    void reweigh(FeedId id) {
        std::vector<std::int64_t> stories;
        {
            Rows rows(
                db_,
                "SELECT DISTINCT story_id FROM item WHERE feed_id = ? AND story_id IS NOT NULL",
                id);
            while (rows.next()) stories.push_back(rows.integer(0));
        }
        for (const auto story : stories) choose_lead(db_, story);
    }

    Connection& db_;
    std::unordered_map<FeedId, Row> stored_;
    std::unordered_map<std::string, FeedId> by_url_;
    std::unordered_map<std::string, FeedId> by_target_;  ///< Where a feed's permanent redirect led.
};

}  // namespace

std::vector<FeedId> follow_subscriptions(Connection& db,
                                         const std::vector<Subscription>& subscriptions) {
    return Follower(db).follow(subscriptions);
}

}  // namespace weir::store
