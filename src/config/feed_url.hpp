#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace weir::config {

/// A feed's URL as a Subscription holds it.
struct FeedUrl {
    std::string url;               ///< http, https, or file:///ABSOLUTE (percent-encoded).
    bool address_literal = false;  ///< The host is an IPv4 or IPv6 address.
};

/// Checks what a user wrote; the error says what is wrong with it and is a clause ("needs a
/// scheme ..."). file: URLs resolve against `folder`.
[[nodiscard]] Result<FeedUrl, std::string> feed_url(std::string_view text,
                                                    const std::filesystem::path& folder);

/// Two subscriptions with equal keys would ask the same resource.
[[nodiscard]] std::string same_url_key(std::string_view url);

/// "example.org-blog" of "https://www.example.org/blog/feed.xml": the host and the last two words
/// of the path and query that mean something. Lower-case letters, digits, dots and dashes.
[[nodiscard]] std::string name_of(std::string_view url);

}  // namespace weir::config
