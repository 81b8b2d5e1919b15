#pragma once

#include "html/tree.hpp"

#include <vector>

namespace weir::html {

/// The nodes that make up a page's article, in document order; empty when the page has none. Nodes
/// that `removed` marks do not count.
[[nodiscard]] std::vector<NodeId> find_article(const Tree& tree, const std::vector<bool>& removed);

}  // namespace weir::html
