#pragma once

#include <string>
#include <vector>

namespace weir::publish {

/// A subscription as other readers learn of it.
struct OpmlEntry {
    std::string name;
    std::string title;  ///< Empty: the name stands in.
    std::string url;
    std::string home;
    std::vector<std::string> tags;
};

/// An OPML 2.0 subscription list. The first tag of an entry is its folder, in the order in which
/// folders first occur; all tags stand in `category`, too. Entries without tags come last.
[[nodiscard]] std::string opml(const std::string& title, const std::vector<OpmlEntry>& entries);

}  // namespace weir::publish
