#pragma once

#include <SQLiteCpp/Exception.h>

#include <exception>
#include <filesystem>
#include <utility>

namespace weir::store {

class Error;

/// SQLite's complaint about the store at `path` as one line for people: what, why, what to do.
[[nodiscard]] Error explain(const SQLite::Exception& error, const std::filesystem::path& path);

/// The same for whatever was thrown; an Error stays as it is, what is not SQLite's too.
[[nodiscard]] std::exception_ptr explain(std::exception_ptr error,
                                         const std::filesystem::path& path);

/// Runs `work`; what SQLite throws in it leaves as Error.
template <class Work>
auto guarded(const std::filesystem::path& path, Work&& work) {
    try {
        return std::forward<Work>(work)();
    } catch (const SQLite::Exception&) {
        std::rethrow_exception(explain(std::current_exception(), path));
    }
}

}  // namespace weir::store
