#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace weir::test {

/// A folder of its own under the system's temporary folder, removed with all it holds at the end.
class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Path of `name` inside, as text.
    [[nodiscard]] std::string file(std::string_view name) const;
    /// Writes `text` to `name` inside and returns its path.
    std::string write(std::string_view name, std::string_view text) const;

private:
    std::filesystem::path path_;
};

/// The bytes of a file; throws when it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace weir::test
