#pragma once

#include <filesystem>

namespace weir::store {

class Connection;

/// The newest schema that this weir knows (PRAGMA user_version).
[[nodiscard]] int schema_version();

/// Reads the first bytes of the file. Returns false when there is nothing to open (no file, or an
/// empty one). Throws Error when it is no SQLite database, belongs to another application, is cut
/// short, or was written by a newer weir.
bool check_header(const std::filesystem::path& path);

/// check_header, then a look inside through a connection that writes nothing; throws Error for what
/// is damaged there. Changes no byte of the file.
bool check_file(const std::filesystem::path& path);

/// Brings an opened database to the newest schema, each step in a transaction of its own; creates
/// everything in an empty one. Ends in WAL mode.
void migrate(Connection& db);

/// Throws Error unless this weir can read what is behind `db`.
void check_schema(Connection& db, const std::filesystem::path& path);

}  // namespace weir::store
