#pragma once

#include "cli/arguments.hpp"
#include "config/config.hpp"
#include "store/newsboat_cache.hpp"
#include "store/store.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace weir::cli {

/// Items of another reader on their way into the store. They are read as a feed document would be:
/// sanitised, identified, shown to the rules; an item that is there already stays as it is. Opening
/// fails while a daemon runs.
class ForeignItems {
public:
    explicit ForeignItems(const Arguments& arguments);

    /// The items of one feed; those of feeds that are not followed are counted and left out.
    void take(const std::string& feed_url, std::vector<store::ForeignItem> items);

    /// Says what was done; the exit code.
    int finish();

private:
    struct Followed {
        FeedId id = 0;
        const Subscription* subscription = nullptr;
    };
    std::shared_ptr<const config::Config> config_;
    std::unique_ptr<store::Store> store_;
    std::unordered_map<std::string, Followed> followed_;  ///< By config::same_url_key.
    bool dry_run_;
    std::size_t fresh_ = 0, known_ = 0, dropped_ = 0, unfollowed_ = 0;
    std::vector<std::string> unfollowed_feeds_;
};

/// The items of a Google Reader style JSON document, as FreshRSS exports it, by the URL of their
/// feed. Throws Failure for anything that is no such document.
[[nodiscard]] std::map<std::string, std::vector<store::ForeignItem>> google_reader_items(
    std::string_view text, const std::string& name);

}  // namespace weir::cli
