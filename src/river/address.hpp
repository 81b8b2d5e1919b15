#pragma once

#include "store/store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace weir::river {

/// What a path of ours names. Pure.
struct Address {
    enum class Kind {
        output,
        feed,
        tag,
        search,
        item,
        home,
        status,
        opml,
        stylesheet,
        script,
        icon
    };
    enum class Format { html, atom, rss, json };
    Kind kind = Kind::home;
    std::string name;  ///< Of the output, feed or tag; the digits of an item.
    Format format = Format::html;
};
/// Absent for a path that cannot be ours. Whether an output or a feed exists is not decided here.
[[nodiscard]] std::optional<Address> read_address(std::string_view path);

[[nodiscard]] std::string_view suffix(Address::Format format);  ///< ".atom"; empty for HTML.

/// "1700000000.42": date and number of the item that a page begins before or after.
[[nodiscard]] std::string cursor_text(const store::Cursor& cursor);
[[nodiscard]] std::optional<store::Cursor> read_cursor(std::string_view text);

}  // namespace weir::river
