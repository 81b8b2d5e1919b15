#pragma once

#include "store/codec.hpp"
#include "store/connection.hpp"
#include "store/store.hpp"

#include <filesystem>

namespace weir::store {

struct Reader::Impl {
    std::filesystem::path path;
    Connection db;
    Codec codec;
};

/// All reads within its scope see the same state of the store.
class Snapshot {
public:
    explicit Snapshot(Connection& db) : db_(db) { run(db_, "BEGIN"); }
    ~Snapshot() { db_.roll_back(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Connection& db_;
};

/// How much of an item's body is unpacked: for lists, for passages, for reading.
enum class Unpack { nothing, text, whole };

/// The items with these ids, in this order; ids that are not stored are left out.
[[nodiscard]] std::vector<StoredItem> load_items(Connection& db, Codec& codec,
                                                 const std::vector<ItemId>& ids, Unpack unpack);

/// The ids that a selection names, in its order.
[[nodiscard]] std::vector<ItemId> select_ids(Connection& db, const Selection& selection,
                                             const query::Sql& condition);

}  // namespace weir::store
