#pragma once

#include "base/instant.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace weir::store {

/// An item as another program kept it; nothing in it is trusted or cleaned.
struct ForeignItem {
    std::string id, title, author, url, content_html;
    std::string enclosure_url, enclosure_type;
    std::optional<Instant> published;
    bool read = false;
    bool starred = false;
};

/// The file begins as SQLite's do; false for what cannot be read.
[[nodiscard]] bool is_database(const std::filesystem::path& path);

/// Hands on what a newsboat `cache.db` holds, one feed after the other, newest item first, as feeds
/// have them. Deleted items are left out; an item with flags counts as starred. Opens the file
/// read-only. Throws store::Error for anything that is no such file.
void read_newsboat_cache(
    const std::filesystem::path& path,
    const std::function<void(const std::string& feed_url, std::vector<ForeignItem>)>& take);

}  // namespace weir::store
