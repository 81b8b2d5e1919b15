#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Changes to the text of feeds.toml that leave every comment, blank line and order as they are.
/// Pure: files are read and written by the caller. An error is one sentence.
namespace weir::config {

/// What a new [[feed]] table says; empty members are left out.
struct NewFeed {
    std::string url;
    std::string name;
    std::string title;
    std::vector<std::string> tags;
    std::string every;  ///< As in the file: "30m".
};

/// `text` with a [[feed]] table at its end.
[[nodiscard]] std::string append_feed(std::string text, const NewFeed& feed);

/// `text` without the [[feed]] table that has this `url`, as written or as read. Comments above the
/// table stay.
[[nodiscard]] Result<std::string, std::string> remove_feed(const std::string& text,
                                                           std::string_view url);

/// `text` with the url of that table replaced by `new_url`.
[[nodiscard]] Result<std::string, std::string> change_feed_url(const std::string& text,
                                                               std::string_view url,
                                                               std::string_view new_url);

/// A TOML basic string, quotes included.
[[nodiscard]] std::string toml_string(std::string_view text);

}  // namespace weir::config
