#pragma once

#include "parse/draft.hpp"
#include "parse/element.hpp"

namespace weir::parse {

/// Reads an RSS `<item>` of any version, with whatever modules stand in it, and adds it.
void read_rss_item(const Element& item, Finisher& finisher);

}  // namespace weir::parse
