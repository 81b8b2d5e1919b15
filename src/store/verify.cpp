#include "store/codec.hpp"
#include "store/connection.hpp"
#include "store/failure.hpp"
#include "store/schema.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace weir::store {
namespace {

// A damaged file yields thousands of lines; the first tell the story.
constexpr int most_problems = 100;

using Problems = std::vector<std::string>;

void check_pages(Connection& db, Problems& problems) {
    Statement check(db.handle(), fmt::format("PRAGMA integrity_check({})", most_problems), false);
    while (check.step()) {
        if (check.text(0) != "ok") problems.emplace_back(check.text(0));
    }
    Statement keys(db.handle(), "PRAGMA foreign_key_check", false);
    for (int lines = 0; lines < most_problems && keys.step(); ++lines) {
        problems.push_back(fmt::format("row {} of table {} points to a missing row of {}",
                                       keys.integer(1), keys.text(0), keys.text(2)));
    }
}

/// What the schema cannot demand. Each query yields the number of the first offender.
struct Invariant {
    const char* sql;
    const char* says;
};
constexpr std::array<Invariant, 8> invariants{{
    {"SELECT id FROM item WHERE id NOT IN (SELECT item_id FROM content) LIMIT 1",
     "item {} has no content"},
    {"SELECT story_id FROM item WHERE story_id IS NOT NULL GROUP BY story_id "
     "HAVING sum(is_lead) <> 1 LIMIT 1",
     "story {} is not led by exactly one item"},
    {"SELECT id FROM item WHERE story_id IS NULL AND is_lead <> 1 LIMIT 1",
     "item {} stands in no story and leads none"},
    {"SELECT id FROM item WHERE indexed = 1 AND id NOT IN (SELECT rowid FROM item_fts) LIMIT 1",
     "item {} is missing from the full-text index"},
    {"SELECT rowid FROM item_fts WHERE rowid NOT IN (SELECT id FROM item WHERE indexed = 1) LIMIT "
     "1",
     "the full-text index holds a removed item, {}"},
    {"SELECT id FROM item WHERE date > first_seen + 86400 LIMIT 1", "item {} lies in the future"},
    {"SELECT t.feed_id FROM tombstone t JOIN item i ON i.feed_id = t.feed_id AND i.key = t.key "
     "LIMIT 1",
     "feed {} holds an item that was removed from it"},
    {"SELECT id FROM feed WHERE id NOT IN (SELECT feed_id FROM poll_state) LIMIT 1",
     "feed {} has no state"},
}};

void check_invariants(Connection& db, Problems& problems) {
    for (const auto& invariant : invariants) {
        Statement check(db.handle(), invariant.sql, false);
        if (check.step())
            problems.push_back(fmt::format(fmt::runtime(invariant.says), check.integer(0)));
    }
}

void check_bodies(Connection& db, Problems& problems) {
    Codec codec;
    for (const std::string_view table : {"content", "revision"}) {
        Statement bodies(db.handle(), fmt::format("SELECT item_id, body FROM {}", table), false);
        int damaged = 0;
        while (damaged < most_problems && bodies.step()) {
            try {
                (void)entry_from_text(codec.unpack(bodies.blob(1)).json);
            } catch (const Error&) {
                ++damaged;
                problems.push_back(
                    fmt::format("the {} of item {} cannot be read", table, bodies.integer(0)));
            }
        }
    }
}

/// FTS5 checks its own structure on a command that has the form of a write; in a copy in memory it
/// would cost the whole index, so it runs in a transaction that is rolled back, and only where this
/// user may write.
void check_index(const std::filesystem::path& path, Problems& problems) {
    if (writer_pid(path)) return;  // The daemon's connection would have to wait for it.
    try {
        Connection db(path, Connection::Mode::write);
        Transaction transaction(db);
        run(db, "INSERT INTO item_fts (item_fts) VALUES ('integrity-check')");
    } catch (const SQLite::Exception& error) {
        if (error.getErrorCode() == 11 || error.getErrorCode() == 267)
            problems.emplace_back("the full-text index is damaged");
    }
}

}  // namespace

std::vector<std::string> verify(const std::filesystem::path& path) {
    if (!check_header(path))
        throw Error(fmt::format("there is no store at {}: run weir fetch first", path.string()));
    return guarded(path, [&] {
        Connection db(path, Connection::Mode::read);
        Problems problems;
        try {
            check_schema(db, path);
            check_pages(db, problems);
            if (!problems.empty()) return problems;
            check_invariants(db, problems);
            check_bodies(db, problems);
        } catch (const SQLite::Exception& error) {
            problems.emplace_back(error.what());
            return problems;
        }
        check_index(path, problems);
        return problems;
    });
}

}  // namespace weir::store
