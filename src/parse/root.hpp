#pragma once

#include "model/feed.hpp"
#include "parse/element.hpp"
#include "parse/notices.hpp"
#include "parse/tree.hpp"

#include <optional>

namespace weir::parse {

/// The element that holds a feed, and what kind it is.
struct Root {
    enum class Family { rss, atom, cdf };
    Element element;
    Family family = Family::rss;
    Format format = Format::rss;
};

/// Finds the feed element: among the top-level elements first, then below them (documents get
/// wrapped), and prepares `tree` for its vocabulary and base. Absent when there is none.
[[nodiscard]] std::optional<Root> find_root(Tree& tree, NoticeList& notices);

}  // namespace weir::parse
