#pragma once

#include "html/tree.hpp"

#include <string_view>
#include <vector>

namespace weir::html {

/// Marks what surrounds articles on every page: navigation, share bars, related lists, comments,
/// newsletter boxes, hidden parts, told by element, role and the words of class and id. Nothing
/// that holds a large part of the page's running text is marked.
void mark_furniture(const Tree& tree, std::vector<bool>& removed);

/// Marks within the article at `root` what its class names did not tell: lines and lists made of
/// links only, the headings over them, calls to read, share or subscribe, and a repeated `title`.
void mark_inner_furniture(const Tree& tree, NodeId root, std::string_view title,
                          std::vector<bool>& removed);

}  // namespace weir::html
