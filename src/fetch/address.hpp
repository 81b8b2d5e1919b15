#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

/// Which addresses are the public internet's, so that a feed cannot make us talk to our own
/// network.
namespace weir::fetch {

/// An IPv4 or IPv6 address in network order; IPv4 takes the last four bytes.
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    bool is_v4 = false;

    bool operator==(const Address&) const = default;
};

/// Absent for families other than AF_INET and AF_INET6.
[[nodiscard]] std::optional<Address> address_of(const sockaddr& socket_address);

/// Reads an address literal as hosts of URLs spell it: IPv6 with or without brackets, IPv4 in every
/// form of the WHATWG host parser ("127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1"). Absent for
/// names.
[[nodiscard]] std::optional<Address> literal_address(std::string_view host);

/// Reads "127.0.0.1", "::1" and nothing else.
[[nodiscard]] std::optional<Address> numeric_address(const char* text);

/// "127.0.0.1", "::1".
[[nodiscard]] std::string to_string(const Address& address);

/// False for everything that the IANA special-purpose registries (RFC 6890) reserve: private,
/// loopback, link-local, documentation, multicast... IPv6 forms that carry an IPv4 address are
/// judged by it.
[[nodiscard]] bool is_public(const Address& address);

}  // namespace weir::fetch
