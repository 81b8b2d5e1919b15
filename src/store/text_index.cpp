#include "store/text_index.hpp"

#include "query/query.hpp"
#include "store/bench.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::store {
namespace {

// What one step indexes at most: FTS5 writes a segment for each, so larger steps mean fewer merges;
// this much takes about 40 ms.
constexpr std::size_t step_bytes = 512 * 1024;
// Pages that one idle merge step may write: about 10 ms.
constexpr int merge_pages = 200;
// FTS5 merges a level all at once when it holds this many segments, in one long transaction. The
// default (16) is met within a busy minute; the idle merges see to it that this is not.
constexpr int crisis_segments = 512;
// While nothing is idle, each step also merges in proportion to what it wrote, from this many
// segments on (FTS5 `automerge`; its largest value).
constexpr int busy_segments = 16;

struct Indexed {
    ItemId id;
    std::string title;
    std::string author;
    std::string text;
};

Indexed read_indexed(Bench& bench, const Rows& rows) {
    return {rows.integer(0), query::index_text(rows.text(1)), query::index_text(rows.text(2)),
            query::index_text(bench.codec.unpack(rows.blob(3)).text)};
}

void set(Connection& db, const char* option, int value) {
    run(db, "INSERT INTO item_fts (item_fts, rank) VALUES (?, ?)", option, value);
}

}  // namespace

std::size_t index_some(Bench& bench, std::size_t most) {
    std::vector<ItemId> done;
    std::size_t bytes = 0;
    {
        Rows rows(bench.db,
                  "SELECT i.id, i.title, i.author, c.body FROM item i "
                  "JOIN content c ON c.item_id = i.id WHERE i.indexed = 0 ORDER BY i.id LIMIT ?",
                  most);
        while (bytes < step_bytes && rows.next()) {
            const auto item = read_indexed(bench, rows);
            run(bench.db, "INSERT INTO item_fts (rowid, title, author, text) VALUES (?, ?, ?, ?)",
                item.id, item.title, item.author, item.text);
            done.push_back(item.id);
            bytes += item.title.size() + item.text.size();
        }
    }
    for (const auto id : done) run(bench.db, "UPDATE item SET indexed = 1 WHERE id = ?", id);
    return done.size();
}

void unindex_item(Bench& bench, ItemId item) {
    Indexed indexed;
    {
        Rows rows(bench.db,
                  "SELECT i.id, i.title, i.author, c.body FROM item i "
                  "JOIN content c ON c.item_id = i.id WHERE i.id = ? AND i.indexed = 1",
                  item);
        if (!rows.next()) return;
        indexed = read_indexed(bench, rows);
    }
    // An index without content has to be told again what it was told at first.
    run(bench.db,
        "INSERT INTO item_fts (item_fts, rowid, title, author, text) VALUES ('delete', ?, ?, ?, ?)",
        indexed.id, indexed.title, indexed.author, indexed.text);
    run(bench.db, "UPDATE item SET indexed = 0 WHERE id = ?", item);
}

bool merge_some(Bench& bench) {
    const auto before = bench.db.total_changes();
    set(bench.db, "merge", merge_pages);
    // FTS5's documentation: less than two changes say that the command found nothing to merge.
    return bench.db.total_changes() - before >= 2;
}

void tune_index(Bench& bench) {
    set(bench.db, "automerge", busy_segments);
    set(bench.db, "crisismerge", crisis_segments);
    set(bench.db, "usermerge", 4);
}

}  // namespace weir::store
