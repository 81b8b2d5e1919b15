#pragma once

#include "publish/publish.hpp"
#include "river/links.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The pages for people: server-rendered HTML, no script needed. Pure: values in, bytes out.
namespace weir::river {

/// What every page offers to go to. Private outputs are not in it.
struct Nav {
    struct Place {
        std::string name;       ///< In URLs, not yet escaped.
        std::string title;      ///< For people.
        bool is_named = false;  ///< The title is the operator's; a document's must not replace it.
    };
    std::vector<Place> outputs;
    std::vector<std::string> tags;
    std::vector<Place> feeds;  ///< Empty when there are too many to list.
    std::size_t feed_count = 0;
    std::set<std::string, std::less<>> feed_names;  ///< Of all feeds: those that have a page.
    Links links;
};

/// A list of items under a heading: the river, an output, a feed, a tag, a search.
struct ListPage {
    const Nav& nav;
    const publish::MergedFeed& feed;
    std::string query;               ///< What the search box holds.
    std::size_t mistake_column = 0;  ///< Of `query`, in characters from 1; 0: none.
    std::string mistake;  ///< A message for a query that cannot be read; then there are no items.
    bool is_home = false;
    bool fresh = false;  ///< No feed was ever polled: say what will happen.
};
[[nodiscard]] std::string list_page(const ListPage& page);

[[nodiscard]] std::string item_page(const Nav& nav, const publish::MergedItem& item);

/// One feed's row of the status page.
struct FeedHealth {
    store::FeedState state;
    std::vector<store::PollDay>
        days;  ///< The last fourteen, ascending; days without a poll are missing.
};
struct StatusPage {
    const Nav& nav;
    Instant now{};
    Instant started{};
    std::size_t queued = 0, in_flight = 0;
    store::Figures figures;
    std::uint64_t memory = 0;       ///< Resident, bytes.
    std::vector<FeedHealth> feeds;  ///< All; shown are those of the page, the troubled ones first.
    std::size_t page = 1;           ///< Out of range: the nearest one.
    std::vector<store::HostRest> rests;
    std::vector<std::string> warnings;  ///< Oldest first.
};
[[nodiscard]] std::string status_page(const StatusPage& page);

/// A page that says one thing: 404 and the like.
[[nodiscard]] std::string message_page(const Nav& nav, const std::string& title,
                                       const std::string& text);

[[nodiscard]] std::string_view stylesheet();
[[nodiscard]] std::string_view script();
[[nodiscard]] std::string_view favicon_svg();

/// Content-Security-Policy of all pages.
[[nodiscard]] std::string_view content_security_policy();
/// The same for pages that are files: what a <meta> element can say of it.
[[nodiscard]] std::string_view file_security_policy();

}  // namespace weir::river
