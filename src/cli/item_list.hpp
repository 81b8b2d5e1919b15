#pragma once

#include "cli/arguments.hpp"
#include "config/config.hpp"
#include "store/store.hpp"

#include <vector>

namespace weir::cli {

/// Prints items in the form that was asked for (a table by default). `passages` adds the matching
/// passage of each below its row.
void print_items(const Arguments& arguments, const config::Config& config,
                 std::vector<store::StoredItem> items, bool passages);

}  // namespace weir::cli
