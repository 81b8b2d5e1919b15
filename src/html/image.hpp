#pragma once

#include "html/attribute.hpp"

#include <string>
#include <string_view>

namespace weir::html {

/// Where an image really comes from.
struct ImageSource {
    std::string url;           ///< Safe and absolute, not escaped; empty when there is none.
    std::string srcset;        ///< Likewise; candidates joined by ", ".
    bool placeholder = false;  ///< `url` is empty or stands in for an image loaded by script.
};

/// The source of an <img> or <source>: its own, unless that is a placeholder and one of the
/// attributes of lazy loaders holds a better one.
[[nodiscard]] ImageSource image_source(const Attributes& attributes, std::string_view base);

/// A srcset (references decoded) with safe, absolute URLs; candidates that are not well-formed or
/// not allowed are left out.
[[nodiscard]] std::string safe_srcset(std::string_view srcset, std::string_view base);

/// True for images that exist to count readers: at most one pixel wide and high, or from a host
/// that serves nothing else.
[[nodiscard]] bool is_tracking_pixel(const Attributes& attributes, std::string_view url);

/// True when attributes or style make the element at most one pixel wide and high.
[[nodiscard]] bool is_pixel_sized(const Attributes& attributes);

}  // namespace weir::html
