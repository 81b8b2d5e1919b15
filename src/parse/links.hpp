#pragma once

#include "parse/element.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// URL members: resolved, and left out when their scheme is not safe to follow.
namespace weir::parse {

/// Any URL field. Empty when there is none or its scheme is not one that may be offered to a reader
/// (javascript:, data:, file:, an unknown one): content sanitising follows the same rule.
[[nodiscard]] std::string safe_url(std::string_view base, std::string_view reference);

/// The address of a page: http, https, or another protocol that shows documents. Never urn:, tag:,
/// mailto:.
[[nodiscard]] std::string page_url(std::string_view base, std::string_view reference);

/// As safe_url, but `data:` of a bitmap image (at most 64 KiB) is allowed too.
[[nodiscard]] std::string image_url(std::string_view base, std::string_view reference);

/// The same with an element's base; notes relative and unsafe ones for the publisher.
[[nodiscard]] std::string safe_url(const Element& at, std::string_view reference);
[[nodiscard]] std::string page_url(const Element& at, std::string_view reference);
[[nodiscard]] std::string image_url(const Element& at, std::string_view reference);

/// A whole number of at most 18 digits; absent for anything else.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view text);

}  // namespace weir::parse
