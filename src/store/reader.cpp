#include "store/failure.hpp"
#include "store/maintenance.hpp"
#include "store/reader_impl.hpp"
#include "store/schema.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace weir::store {
namespace {

constexpr std::size_t passage_characters = 200;

Connection open_to_read(const std::filesystem::path& path) {
    if (!check_header(path))
        throw Error(fmt::format("there is no store at {}: run weir fetch first", path.string()));
    return guarded(path, [&] {
        Connection db(path, Connection::Mode::read);
        check_schema(db, path);
        if (db.integer("PRAGMA user_version") < schema_version())
            throw Error(fmt::format("{}: an older weir wrote it: start weir run or weir fetch once",
                                    path.string()));
        db.exec("PRAGMA temp_store = MEMORY");
        return db;
    });
}

constexpr std::string_view feed_columns =
    "SELECT f.id, f.name, f.url, f.title, f.home, f.shown_tags, f.icon, f.subscribed, p.state, "
    "p.error, p.error_kind, p.http_status, p.failures, p.last_fetch, p.last_success, p.next_fetch, "
    "p.last_new, p.next_reason, p.format, p.repairs, p.moved_to, p.etag, p.last_modified, "
    "p.validators_url, p.body_hash, p.rhythm, ";

FeedState read_state(const Rows& rows) {
    FeedState feed;
    feed.id = rows.integer(0);
    feed.name = rows.string(1);
    feed.url = rows.string(2);
    feed.title = rows.string(3);
    feed.home = rows.string(4);
    feed.tags = unpack_tags(rows.text(5));
    feed.icon = rows.string(6);
    feed.subscribed = rows.flag(7);
    feed.state = rows.string(8);
    feed.error = rows.string(9);
    feed.error_kind = rows.string(10);
    feed.http_status = static_cast<int>(rows.integer(11));
    feed.failures = static_cast<int>(rows.integer(12));
    feed.last_fetch = rows.optional_instant(13);
    feed.last_success = rows.optional_instant(14);
    feed.next_fetch = rows.optional_instant(15);
    feed.last_new = rows.optional_instant(16);
    feed.next_reason = rows.string(17);
    feed.format = rows.string(18);
    feed.repairs = static_cast<std::size_t>(rows.integer(19));
    feed.moved_to = rows.string(20);
    feed.validators = {rows.string(21), rows.string(22), rows.string(23)};
    feed.body_hash = rows.string(24);
    feed.rhythm = rows.string(25);
    feed.items = rows.integer(26);
    feed.unread = rows.integer(27);
    return feed;
}

}  // namespace

Reader::Reader(const std::filesystem::path& path)
    : impl_(std::make_unique<Impl>(Impl{path, open_to_read(path), {}})) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

std::vector<StoredItem> Reader::select(const Selection& selection) {
    return guarded(impl_->path, [&] {
        const Snapshot snapshot(impl_->db);
        const auto condition = query::to_sql(selection.query);
        const bool passages =
            !condition.fts.empty() && (selection.by_rank || selection.with_content);
        const auto unpack = selection.with_content ? Unpack::whole
                            : passages             ? Unpack::text
                                                   : Unpack::nothing;
        const auto ids = select_ids(impl_->db, selection, condition);
        auto items = load_items(impl_->db, impl_->codec, ids, unpack);
        for (auto& item : items) {
            if (passages)
                item.passage = query::passage(item.text, selection.query, passage_characters);
            if (!selection.with_content) item.text.clear();
        }
        return items;
    });
}

std::optional<StoredItem> Reader::item(ItemId id) {
    return guarded(impl_->path, [&]() -> std::optional<StoredItem> {
        const Snapshot snapshot(impl_->db);
        auto items = load_items(impl_->db, impl_->codec, {id}, Unpack::whole);
        if (items.empty()) return std::nullopt;
        return std::move(items.front());
    });
}

std::vector<Revision> Reader::revisions(ItemId id) {
    return guarded(impl_->path, [&] {
        std::vector<Revision> revisions;
        Rows rows(impl_->db, "SELECT at, body FROM revision WHERE item_id = ? ORDER BY id", id);
        while (rows.next()) {
            const auto body = impl_->codec.unpack(rows.blob(1));
            revisions.push_back({rows.instant(0), entry_from_text(body.json)});
        }
        return revisions;
    });
}

std::vector<FeedState> Reader::feeds() {
    return guarded(impl_->path, [&] {
        std::vector<FeedState> feeds;
        static const auto sql =
            std::string(feed_columns) +
            "coalesce(c.items, 0), coalesce(c.unread, 0) FROM feed f "
            "JOIN poll_state p ON p.feed_id = f.id LEFT JOIN (SELECT feed_id, count(*) AS items, "
            "sum(is_read = 0) AS unread FROM item GROUP BY feed_id) c ON c.feed_id = f.id "
            "ORDER BY f.name, f.id";
        Rows rows(impl_->db, sql);
        while (rows.next()) feeds.push_back(read_state(rows));
        return feeds;
    });
}

std::optional<FeedState> Reader::feed(const std::string& name_or_url) {
    return guarded(impl_->path, [&]() -> std::optional<FeedState> {
        static const auto sql =
            std::string(feed_columns) +
            "(SELECT count(*) FROM item i WHERE i.feed_id = f.id), "
            "(SELECT count(*) FROM item i WHERE i.feed_id = f.id AND i.is_read = 0) FROM feed f "
            "JOIN poll_state p ON p.feed_id = f.id WHERE f.name = ?1 OR f.url = ?1 "
            "ORDER BY f.subscribed DESC, f.name = ?1 DESC LIMIT 1";
        Rows rows(impl_->db, sql, name_or_url);
        if (!rows.next()) return std::nullopt;
        return read_state(rows);
    });
}

std::unordered_map<std::string, std::string> Reader::titles() {
    return guarded(impl_->path, [&] {
        std::unordered_map<std::string, std::string> titles;
        Rows rows(impl_->db, "SELECT name, title FROM feed WHERE subscribed = 1");
        while (rows.next()) titles.emplace(rows.string(0), rows.string(1));
        return titles;
    });
}

std::vector<PollDay> Reader::history(std::int64_t since_day) {
    return guarded(impl_->path, [&] {
        std::vector<PollDay> days;
        Rows rows(impl_->db,
                  "SELECT feed_id, day, polls, fresh, errors FROM history WHERE day >= ? "
                  "ORDER BY day, feed_id",
                  since_day);
        while (rows.next()) {
            days.push_back({rows.integer(0), rows.integer(1), static_cast<int>(rows.integer(2)),
                            static_cast<int>(rows.integer(3)), static_cast<int>(rows.integer(4))});
        }
        return days;
    });
}

std::vector<HostRest> Reader::rests() {
    return guarded(impl_->path, [&] {
        std::vector<HostRest> rests;
        Rows rows(impl_->db, "SELECT site, until, delay, reason FROM rest ORDER BY site");
        while (rows.next())
            rests.push_back(
                {rows.string(0), rows.instant(1), Seconds{rows.integer(2)}, rows.string(3)});
        return rests;
    });
}

Figures Reader::figures() {
    return guarded(impl_->path, [&] {
        Figures figures;
        {
            Rows rows(impl_->db,
                      "SELECT (SELECT count(*) FROM item), "
                      "(SELECT count(*) FROM item WHERE is_lead = 1), (SELECT count(*) FROM feed), "
                      "(SELECT count(*) FROM revision), "
                      "(SELECT count(*) FROM item WHERE indexed = 0)");
            rows.next();
            figures.items = rows.integer(0);
            figures.stories = rows.integer(1);
            figures.feeds = rows.integer(2);
            figures.revisions = rows.integer(3);
            figures.unindexed = rows.integer(4);
        }
        figures.bytes = bytes_on_disk(impl_->path);
        return figures;
    });
}

std::optional<std::string> Reader::note(const std::string& key) {
    return guarded(impl_->path, [&]() -> std::optional<std::string> {
        Rows rows(impl_->db, "SELECT value FROM note WHERE key = ?", key);
        if (!rows.next()) return std::nullopt;
        return rows.string(0);
    });
}

std::map<std::string, std::string> Reader::notes(const std::string& prefix) {
    return guarded(impl_->path, [&] {
        std::map<std::string, std::string> notes;
        Rows rows(impl_->db, "SELECT key, value FROM note WHERE key >= ? ORDER BY key", prefix);
        while (rows.next() && rows.text(0).starts_with(prefix))
            notes.emplace(rows.string(0), rows.string(1));
        return notes;
    });
}

}  // namespace weir::store
