#include "store/poll_state.hpp"

#include "model/json.hpp"
#include "store/codec.hpp"
#include "store/connection.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weir::store {
namespace {

std::string_view state_of(const PollRecord& record) {
    if (!record.state.empty()) return record.state;
    switch (record.outcome) {
        case PollRecord::Outcome::failed:
            return "failing";
        case PollRecord::Outcome::gone:
            return "gone";
        default:
            return "ok";
    }
}

std::optional<std::string_view> unless_empty(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional{text};
}

void keep_validators(Connection& db, FeedId feed, const Validators& validators) {
    run(db,
        "UPDATE poll_state SET etag = ?, last_modified = ?, validators_url = ? WHERE feed_id = ?",
        validators.etag, validators.last_modified, validators.url, feed);
}

void count_poll(Connection& db, const PollRecord& record, const Applied& applied, bool failed) {
    run(db,
        "INSERT INTO history (day, feed_id, polls, fresh, errors, bytes) VALUES (?, ?, 1, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET polls = polls + 1, fresh = fresh + excluded.fresh, "
        "errors = errors + excluded.errors, bytes = bytes + excluded.bytes",
        history_day(record.at), record.feed, applied.fresh, failed, record.wire_bytes);
}

}  // namespace

void keep_poll(Connection& db, const PollRecord& record, const Applied& applied) {
    const bool failed = record.outcome == PollRecord::Outcome::failed ||
                        record.outcome == PollRecord::Outcome::gone;
    const bool document = record.outcome == PollRecord::Outcome::changed;
    std::optional<Instant> success;
    if (!failed) success = record.at;
    std::optional<Instant> last_new;
    if (applied.fresh > 0) last_new = record.at;
    std::optional<Instant> next;
    if (record.next_poll != Instant{}) next = record.next_poll;
    std::optional<std::string_view> format;
    if (record.format) format = to_string(*record.format);
    std::optional<std::size_t> repairs;
    if (document) repairs = record.repairs;
    run(db,
        "UPDATE poll_state SET state = ?, error = ?, error_kind = ?, http_status = ?, "
        "failures = coalesce(?, CASE WHEN ? THEN failures + 1 ELSE 0 END), last_fetch = ?, "
        "last_success = coalesce(?, last_success), next_fetch = coalesce(?, next_fetch), "
        "last_new = coalesce(?, last_new), next_reason = coalesce(?, next_reason), "
        "format = coalesce(?, format), repairs = coalesce(?, repairs), "
        "moved_to = coalesce(?, moved_to), body_hash = coalesce(?, body_hash), "
        "rhythm = coalesce(?, rhythm) WHERE feed_id = ?",
        state_of(record), record.error, record.error_kind, record.http_status, record.failures,
        failed, record.at, success, next, last_new, unless_empty(record.next_reason), format,
        repairs, record.moved_to, unless_empty(record.body_hash), unless_empty(record.rhythm),
        record.feed);
    if (record.validators) keep_validators(db, record.feed, *record.validators);
    count_poll(db, record, applied, failed);
}

void keep_about(Connection& db, FeedId feed, const Feed& about) {
    const auto text = json_text(to_json(about), false);
    {
        Rows rows(db, "SELECT about FROM document WHERE feed_id = ?", feed);
        if (rows.next() && rows.text(0) == text) return;
    }
    run(db,
        "INSERT INTO document (feed_id, about) VALUES (?, ?) "
        "ON CONFLICT DO UPDATE SET about = excluded.about",
        feed, text);
    run(db,
        "UPDATE feed SET own_title = ?, home = ?, icon = ?, document_id = ?, language = ? "
        "WHERE id = ?",
        about.title, about.home_page_url, about.icon.empty() ? about.favicon : about.icon, about.id,
        about.language, feed);
    refresh_title(db, feed);
}

std::vector<ItemId> present_items(Connection& db, FeedId feed) {
    Rows rows(db, "SELECT present FROM document WHERE feed_id = ?", feed);
    return rows.next() ? unpack_ids(rows.blob(0)) : std::vector<ItemId>{};
}

void keep_present_items(Connection& db, FeedId feed, const std::vector<ItemId>& before,
                        std::vector<ItemId> now) {
    std::sort(now.begin(), now.end());
    now.erase(std::unique(now.begin(), now.end()), now.end());
    if (now == before) return;
    const auto packed = pack_ids(std::move(now));
    run(db,
        "INSERT INTO document (feed_id, present) VALUES (?, ?) "
        "ON CONFLICT DO UPDATE SET present = excluded.present",
        feed, Blob{packed});
}

void refresh_title(Connection& db, FeedId feed) {
    run(db,
        "UPDATE feed SET title = CASE WHEN given_title <> '' THEN given_title "
        "WHEN own_title <> '' THEN own_title ELSE name END WHERE id = ?",
        feed);
}

}  // namespace weir::store
