#include "store/mark.hpp"

#include "store/connection.hpp"

#include <unordered_set>

namespace weir::store {
namespace {

void mark_read(Connection& db, ItemId item, bool read) {
    run(db, "UPDATE item SET is_read = ?1 WHERE id = ?2 AND is_read <> ?1", read, item);
    run(db,
        "UPDATE item SET is_read = ?1 WHERE is_read <> ?1 AND story_id = "
        "(SELECT story_id FROM item WHERE id = ?2 AND story_id IS NOT NULL)",
        read, item);
}

}  // namespace

std::size_t mark_items(Connection& db, const std::vector<ItemId>& items, Mark mark) {
    const std::unordered_set<ItemId> each(items.begin(), items.end());
    std::size_t found = 0;
    for (const auto item : each) {
        {
            Rows rows(db, "SELECT 1 FROM item WHERE id = ?", item);
            if (!rows.next()) continue;
        }
        ++found;
        switch (mark) {
            case Mark::read:
                mark_read(db, item, true);
                break;
            case Mark::unread:
                mark_read(db, item, false);
                break;
            case Mark::star:
                run(db, "UPDATE item SET is_starred = 1 WHERE id = ?", item);
                break;
            case Mark::unstar:
                run(db, "UPDATE item SET is_starred = 0 WHERE id = ?", item);
                break;
        }
    }
    return found;
}

void keep_rest(Connection& db, const HostRest& rest) {
    const bool says_nothing = rest.delay == Seconds{0} && rest.reason.empty();
    if (says_nothing && rest.until <= system_now()) {
        run(db, "DELETE FROM rest WHERE site = ?", rest.site);
        return;
    }
    run(db, "INSERT OR REPLACE INTO rest (site, until, delay, reason) VALUES (?, ?, ?, ?)",
        rest.site, rest.until, rest.delay.count(), rest.reason);
}

void postpone_poll(Connection& db, FeedId feed, Instant next, const std::string& reason) {
    run(db, "UPDATE poll_state SET next_fetch = ?, next_reason = ? WHERE feed_id = ?", next, reason,
        feed);
}

void keep_note(Connection& db, const std::string& key, const std::optional<std::string>& value) {
    if (!value) {
        run(db, "DELETE FROM note WHERE key = ?", key);
        return;
    }
    run(db, "INSERT OR REPLACE INTO note (key, value) VALUES (?, ?)", key, *value);
}

}  // namespace weir::store
