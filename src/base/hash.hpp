#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

/// XXH3, 64 bits: fast, stable across releases and machines, not for secrets.
[[nodiscard]] std::uint64_t hash64(std::string_view bytes);
/// XXH3, 128 bits, as 32 hex digits: body hashes, ETags.
[[nodiscard]] std::string hash128_hex(std::string_view bytes);
/// "urn:uuid:..." of version 5 (RFC 9562 section 5.5) in the URL namespace.
[[nodiscard]] std::string uuid5_urn(std::string_view name);
[[nodiscard]] std::string hex(std::string_view bytes);
/// `bytes` from the system's random source as lower-case hex.
[[nodiscard]] std::string random_hex(std::size_t bytes);
[[nodiscard]] std::string base64(std::string_view bytes);
/// Tolerates white space and missing padding; false when another character occurs.
[[nodiscard]] bool from_base64(std::string_view text, std::string& out);
/// HMAC of `text` as hex; `digest` is "sha1", "sha256", "sha384" or "sha512"; empty for others.
[[nodiscard]] std::string hmac_hex(std::string_view digest, std::string_view key,
                                   std::string_view text);
/// Equal, in time that does not depend on where they differ.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace weir
