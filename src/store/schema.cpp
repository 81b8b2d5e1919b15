#include "store/schema.hpp"

#include "store/connection.hpp"
#include "store/failure.hpp"
#include "store/migrations.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace weir::store {
namespace {

/// "weir" in ASCII: what `file` and other programs tell our databases by.
constexpr std::uint32_t our_application = 0x77656972;

// The database file's first page (https://sqlite.org/fileformat2.html section 1.3).
constexpr std::size_t header_size = 100;
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t page_size_at = 16;
constexpr std::size_t change_counter_at = 24;
constexpr std::size_t page_count_at = 28;
constexpr std::size_t user_version_at = 60;
constexpr std::size_t application_at = 68;
constexpr std::size_t valid_for_at = 92;

// Checking every page takes about 10 ms for so much; larger stores would start noticeably later.
constexpr std::uintmax_t checked_whole = 16U << 20U;

using Header = std::array<char, header_size>;

std::uint32_t big_endian(const Header& header, std::size_t at, std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value = (value << 8U) | static_cast<unsigned char>(header[at + i]);
    return value;
}

Error refusal(const std::filesystem::path& path, std::string_view why) {
    return Error(fmt::format("{}: {}", path.string(), why));
}

void check_identity(const std::filesystem::path& path, std::uint32_t application, int version) {
    if (application != our_application)
        throw refusal(path, "it is another application's database: set [store] path elsewhere");
    if (version > schema_version())
        throw refusal(path, fmt::format("its schema is version {}, this weir knows up to {}: use "
                                        "the newer weir",
                                        version, schema_version()));
}

void check_length(const std::filesystem::path& path, const Header& header, std::uintmax_t size) {
    auto log = path;
    log += "-wal";
    std::error_code none;
    const auto log_size = std::filesystem::file_size(log, none);
    // With a log the newest pages are there, and a checkpoint may have been cut short.
    if (!none && log_size > 0) return;
    if (big_endian(header, change_counter_at, 4) != big_endian(header, valid_for_at, 4)) return;
    const auto stored = big_endian(header, page_size_at, 2);
    const std::uintmax_t page_size = stored == 1 ? 65536 : stored;
    if (size < page_size * big_endian(header, page_count_at, 4))
        throw refusal(path, "it is damaged (shorter than it says): restore a backup");
}

/// What only SQLite can tell, through a connection that writes nothing.
void check_inside(const std::filesystem::path& path, std::uintmax_t size) {
    Connection db(path, Connection::Mode::read);
    check_schema(db, path);
    if (size > checked_whole) return;
    Statement check(db.handle(), "PRAGMA quick_check(1)", false);
    const bool row = check.step();
    if (row && check.text(0) == "ok") return;
    throw refusal(path, fmt::format("it is damaged ({}): restore a backup",
                                    row ? check.text(0) : "nothing readable"));
}

}  // namespace

int schema_version() {
    return migrations.back().version;
}

bool check_header(const std::filesystem::path& path) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(path, missing);
    if (missing == std::errc::no_such_file_or_directory || (!missing && size == 0)) return false;
    if (missing) throw refusal(path, missing.message());
    std::ifstream in(path, std::ios::binary);
    if (!in) throw refusal(path, "it cannot be read: check its owner and permissions");
    Header header{};
    in.read(header.data(), header.size());
    if (in.gcount() != static_cast<std::streamsize>(header.size()) ||
        std::string_view(header.data(), magic.size()) != magic)
        throw refusal(path, "it is no weir store, or damaged: set [store] path elsewhere");
    check_identity(path, big_endian(header, application_at, 4),
                   static_cast<int>(big_endian(header, user_version_at, 4)));
    check_length(path, header, size);
    return true;
}

bool check_file(const std::filesystem::path& path) {
    if (!check_header(path)) return false;
    guarded(path, [&] { check_inside(path, std::filesystem::file_size(path)); });
    return true;
}

void check_schema(Connection& db, const std::filesystem::path& path) {
    check_identity(path, static_cast<std::uint32_t>(db.integer("PRAGMA application_id")),
                   static_cast<int>(db.integer("PRAGMA user_version")));
    // The log may still hold the first schema of a store that a writer is making right now.
    if (db.integer("SELECT count(*) FROM sqlite_schema") == 0)
        throw refusal(path, "it is empty: run weir fetch first");
}

void migrate(Connection& db) {
    auto version = db.integer("PRAGMA user_version");
    // Has to be said before the first table; lets prune give pages back in small steps.
    if (version == 0) db.exec("PRAGMA auto_vacuum = INCREMENTAL");
    for (const auto& migration : migrations) {
        if (migration.version <= version) continue;
        db.exec("BEGIN IMMEDIATE");
        db.exec(migration.sql);
        db.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT",
                            our_application, migration.version));
        version = migration.version;
    }
    // After the first migration: so a new store's header is whole before there is a log.
    db.exec("PRAGMA journal_mode = WAL");
}

}  // namespace weir::store
