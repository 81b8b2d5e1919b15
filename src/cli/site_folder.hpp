#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>

namespace weir::cli {

/// A folder of published files, of which a list in it (".weir-published") tells the ones that weir
/// wrote. Files are replaced whole or not at all, those that hold the right bytes are left alone,
/// and what is not on the list is never overwritten or removed. Throws Failure.
class SiteFolder {
public:
    struct Counts {
        std::size_t written = 0, unchanged = 0, removed = 0;
    };

    /// Makes the folder where there is none, and takes it for this process alone.
    explicit SiteFolder(std::filesystem::path folder);
    ~SiteFolder();
    SiteFolder(const SiteFolder&) = delete;
    SiteFolder& operator=(const SiteFolder&) = delete;

    /// `path` is relative, without "..".
    void put(const std::string& path, const std::string& body);

    /// Removes what weir wrote before and has not put this time, and brings the list up to date.
    /// `kept` hears of files that were to go, but have been changed by somebody.
    Counts finish(const std::function<void(const std::string& path)>& kept);

private:
    void read_list();
    void note(const std::string& path, const std::string& hash);
    void write_whole(const std::filesystem::path& file, const std::string& body);
    void remove(const std::string& path);

    std::filesystem::path folder_;
    int lock_ = -1;                             ///< The folder itself, opened and locked.
    int list_ = -1;                             ///< The list, opened to append.
    std::map<std::string, std::string> known_;  ///< Path -> hash of what weir wrote there.
    std::map<std::string, std::string> put_;    ///< The same of this time.
    std::set<std::filesystem::path> touched_;   ///< Folders whose names changed.
    Counts counts_;
};

}  // namespace weir::cli
