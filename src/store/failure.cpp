#include "store/failure.hpp"

#include "store/store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <string>

namespace weir::store {

Error explain(const SQLite::Exception& error, const std::filesystem::path& path) {
    const auto line = [&](std::string_view what) {
        return Error(fmt::format("{}: {}", path.string(), what));
    };
    switch (error.getErrorCode()) {
        case SQLITE_FULL:
            return line("the disk is full: make room, nothing was lost that had been stored");
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return line("it may not be written: check its owner and permissions");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return line("another program keeps it locked: end that and try again");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return line(fmt::format(
                "it is damaged ({}): 'weir verify' tells more; restore a backup", error.what()));
        case SQLITE_CANTOPEN:
            return line("it cannot be opened: check the folder, its owner and permissions");
        case SQLITE_IOERR:
            return line(fmt::format("the disk fails ({}): check the system's log", error.what()));
        default:
            return line(error.what());
    }
}

std::exception_ptr explain(std::exception_ptr error, const std::filesystem::path& path) {
    try {
        std::rethrow_exception(error);
    } catch (const SQLite::Exception& thrown) {
        return std::make_exception_ptr(explain(thrown, path));
    } catch (...) {
        return error;
    }
}

}  // namespace weir::store
