#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What request headers ask of a stored document. Pure.
namespace weir::serve {

enum class Coding { identity, gzip, brotli };

/// The content coding to answer an Accept-Encoding value with (RFC 9110 section 12.5.3): the one
/// with the highest q, among equals the smaller (br, gzip, identity). An empty value gets identity.
/// Members with a malformed q are skipped. Absent: all that is on offer was refused (406).
[[nodiscard]] std::optional<Coding> choose_coding(std::string_view accept_encoding, bool has_gzip,
                                                  bool has_brotli);

/// The entity tag of one coding: "abc", "abc-gz", "abc-br" (quotes included). Two codings are two
/// representations and may not share a strong validator (RFC 9110 section 8.8.3.3).
[[nodiscard]] std::string coded_etag(std::string_view etag, Coding coding);

/// Whether an If-None-Match value names `etag`: `*`, or a list compared weakly (RFC 9110 sections
/// 8.8.3.2 and 13.1.2). What is no entity tag ends the list.
[[nodiscard]] bool names_etag(std::string_view if_none_match, std::string_view etag);

/// The conditions of a GET or HEAD; empty where the header was not sent.
struct Conditions {
    std::string if_none_match;
    std::string if_modified_since;
};

/// Whether to answer 304. If-None-Match outweighs If-Modified-Since (RFC 9110 section 13.2.2). A
/// date that is garbage or lies after `now` says nothing: 200.
[[nodiscard]] bool not_modified(const Conditions& conditions, std::string_view etag,
                                Instant last_modified, Instant now);

}  // namespace weir::serve
