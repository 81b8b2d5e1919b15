#pragma once

#include <filesystem>

namespace weir::store {

/// The right to write to a store: PATH.lock, locked for as long as this lives, with the holder's
/// process id as its text. The kernel frees it when the process ends, however it ends.
class WriterLock {
public:
    /// Throws Error when another process, or another Store in this one, holds it.
    explicit WriterLock(const std::filesystem::path& store);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

private:
    int file_ = -1;
};

}  // namespace weir::store
