#pragma once

#include <string_view>

/// The codes of the notices about what a feed says, as opposed to how it is written (notices.hpp).
/// They are stable: people filter by them.
namespace weir::parse::code {

inline constexpr std::string_view undeclared_prefix = "undeclared-prefix";
inline constexpr std::string_view unknown_namespace = "unknown-namespace";
inline constexpr std::string_view wrong_case = "wrong-case";
inline constexpr std::string_view misplaced_feed = "misplaced-feed";
inline constexpr std::string_view unknown_version = "unknown-version";
inline constexpr std::string_view missing_channel = "missing-channel";
inline constexpr std::string_view missing_title = "missing-title";
inline constexpr std::string_view missing_link = "missing-link";
inline constexpr std::string_view missing_id = "missing-id";
inline constexpr std::string_view missing_updated = "missing-updated";
inline constexpr std::string_view empty_entry = "empty-entry";
inline constexpr std::string_view duplicate_id = "duplicate-id";
inline constexpr std::string_view guid_not_url = "guid-not-url";
inline constexpr std::string_view invalid_date = "invalid-date";
inline constexpr std::string_view invalid_number = "invalid-number";
inline constexpr std::string_view invalid_language = "invalid-language";
inline constexpr std::string_view invalid_location = "invalid-location";
inline constexpr std::string_view invalid_base64 = "invalid-base64";
inline constexpr std::string_view invalid_base = "invalid-base";
inline constexpr std::string_view invalid_duration = "invalid-duration";
inline constexpr std::string_view relative_url = "relative-url";
inline constexpr std::string_view unsafe_url = "unsafe-url";
inline constexpr std::string_view enclosure_without_url = "enclosure-without-url";
inline constexpr std::string_view enclosure_without_type = "enclosure-without-type";
inline constexpr std::string_view enclosure_length = "enclosure-length";
inline constexpr std::string_view too_many = "too-many";
inline constexpr std::string_view json_syntax = "json-syntax";
inline constexpr std::string_view json_type = "json-type";

}  // namespace weir::parse::code
