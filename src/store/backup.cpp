#include "store/connection.hpp"
#include "store/failure.hpp"
#include "store/schema.hpp"
#include "store/store.hpp"

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <system_error>

namespace weir::store {
namespace {

// The source's snapshot is held while the copy runs, so that the daemon's writes do not restart it.
void copy_database(const std::filesystem::path& from, const std::filesystem::path& to) {
    guarded(from, [&] {
        Connection source(from, Connection::Mode::read);
        check_schema(source, from);
        source.exec("BEGIN");
        (void)source.integer("SELECT count(*) FROM sqlite_schema");
        guarded(to, [&] {
            SQLite::Database target(to.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            SQLite::Backup backup(target, source.database());
            while (backup.executeStep(-1) != SQLITE_DONE) {
            }
        });
    });
}

}  // namespace

void backup(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (!check_header(from)) throw Error(fmt::format("there is no store at {}", from.string()));
    std::error_code failed;
    if (std::filesystem::exists(to, failed) && std::filesystem::equivalent(from, to, failed))
        throw Error(fmt::format("{}: a store cannot be its own backup", to.string()));
    // Beside the target first: a backup that fails half-way must not cost the one before it.
    auto part = to;
    part += ".part";
    std::filesystem::remove(part, failed);
    try {
        copy_database(from, part);
        std::filesystem::rename(part, to);
    } catch (const std::filesystem::filesystem_error& error) {
        std::filesystem::remove(part, failed);
        throw Error(fmt::format("{}: {}", to.string(), error.code().message()));
    } catch (...) {
        std::filesystem::remove(part, failed);
        throw;
    }
}

}  // namespace weir::store
