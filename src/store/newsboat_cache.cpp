#include "store/newsboat_cache.hpp"

#include "store/store.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <utility>

namespace weir::store {
namespace {

ForeignItem item_of(SQLite::Statement& row) {
    ForeignItem item;
    item.id = row.getColumn(1).getString();
    item.title = row.getColumn(2).getString();
    item.author = row.getColumn(3).getString();
    item.url = row.getColumn(4).getString();
    item.content_html = row.getColumn(5).getString();
    item.enclosure_url = row.getColumn(6).getString();
    item.enclosure_type = row.getColumn(7).getString();
    if (const auto at = row.getColumn(8).getInt64(); at > 0) item.published = Instant{Seconds{at}};
    item.read = row.getColumn(9).getInt() == 0;
    item.starred = !row.getColumn(10).getString().empty();
    return item;
}

}  // namespace

bool is_database(const std::filesystem::path& path) {
    constexpr std::string_view magic = "SQLite format 3";
    std::array<char, magic.size()> start{};
    std::ifstream in(path, std::ios::binary);
    return in.read(start.data(), start.size()) &&
           std::string_view(start.data(), start.size()) == magic;
}

void read_newsboat_cache(
    const std::filesystem::path& path,
    const std::function<void(const std::string& feed_url, std::vector<ForeignItem>)>& take) {
    try {
        SQLite::Database db(path.string(), SQLite::OPEN_READONLY);
        if (!db.tableExists("rss_item"))
            throw Error(fmt::format("{} is an SQLite file, but not newsboat's", path.string()));
        SQLite::Statement row(
            db,
            "SELECT feedurl, guid, title, author, url, content, coalesce(enclosure_url, ''), "
            "coalesce(enclosure_type, ''), pubDate, unread, coalesce(flags, '') FROM rss_item "
            "WHERE deleted = 0 ORDER BY feedurl, pubDate DESC, id DESC");
        std::string feed;
        std::vector<ForeignItem> items;
        while (row.executeStep()) {
            auto next = row.getColumn(0).getString();
            if (next != feed && !items.empty()) take(feed, std::exchange(items, {}));
            feed = std::move(next);
            items.push_back(item_of(row));
        }
        if (!items.empty()) take(feed, std::move(items));
    } catch (const SQLite::Exception& error) {
        throw Error(fmt::format("{} cannot be read: {}", path.string(), error.what()));
    }
}

}  // namespace weir::store
