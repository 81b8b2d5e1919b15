#pragma once

#include <sqlite3.h>

#include <atomic>

namespace weir::test {

/// The disk of these tests, a layer over the system's VFS (https://sqlite.org/vfs.html): it does
/// not wait for the platters, since no test cuts the power, and it can be filled up.
class TestDisk {
public:
    TestDisk() : below_(sqlite3_vfs_find(nullptr)) {
        self() = this;
        vfs_ = *below_;
        vfs_.zName = "test";
        vfs_.szOsFile = below_->szOsFile + static_cast<int>(sizeof(File));
        vfs_.xOpen = &TestDisk::open;
        sqlite3_vfs_register(&vfs_, 1);
    }
    TestDisk(const TestDisk&) = delete;
    TestDisk& operator=(const TestDisk&) = delete;

    /// Within its scope `writes` more writes succeed; every later one fails with `code`.
    class Full {
    public:
        explicit Full(int writes, int code = SQLITE_FULL) {
            self()->code_ = code;
            self()->left_ = writes;
        }
        ~Full() { self()->left_ = plenty; }
        Full(const Full&) = delete;
        Full& operator=(const Full&) = delete;
    };

private:
    static constexpr int plenty = 1 << 30;

    struct File {
        sqlite3_io_methods methods;
        const sqlite3_io_methods* real;
    };

    static TestDisk*& self() {
        static TestDisk* disk = nullptr;
        return disk;
    }

    /// The system's own file lies in front, as its methods expect; what we add lies behind it.
    static File* ours(sqlite3_file* file) {
        return reinterpret_cast<File*>(reinterpret_cast<char*>(file) + self()->below_->szOsFile);
    }

    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
        auto* below = self()->below_;
        const int code = below->xOpen(below, name, file, flags, out);
        if (code != SQLITE_OK || file->pMethods == nullptr) return code;
        auto* added = ours(file);
        added->real = file->pMethods;
        added->methods = *file->pMethods;
        added->methods.xWrite = &TestDisk::write;
        added->methods.xSync = [](sqlite3_file*, int) { return SQLITE_OK; };
        file->pMethods = &added->methods;
        return code;
    }

    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
        if (self()->left_.fetch_sub(1) <= 0) {
            self()->left_ = 0;
            return self()->code_;
        }
        return ours(file)->real->xWrite(file, bytes, size, at);
    }

    sqlite3_vfs* below_;
    sqlite3_vfs vfs_{};
    std::atomic<int> left_{plenty};
    std::atomic<int> code_{SQLITE_FULL};
};

/// In use from the start of the program on.
inline const TestDisk test_disk;

}  // namespace weir::test
