#pragma once

#include "cli/arguments.hpp"
#include "cli/terminal.hpp"
#include "config/config.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace weir::cli {

/// Prints items in the form that was asked for (a table by default). `passages` adds the matching
/// passage of each below its row.
void print_items(const Arguments& arguments, const config::Config& config,
                 std::vector<store::StoredItem> items, bool passages);

/// Their table: number, date, feed, title.
[[nodiscard]] std::string item_table(const std::vector<store::StoredItem>& items,
                                     const Screen& screen);

/// A limit that no store reaches.
constexpr std::size_t no_limit = std::numeric_limits<std::int32_t>::max();

/// Reads what was selected, newest first, in pages, so that a million items never stand in memory
/// at once. `selection.limit` counts the whole.
void each_page(const std::filesystem::path& store, store::Selection selection,
               const std::function<void(std::vector<store::StoredItem>)>& take);

}  // namespace weir::cli
