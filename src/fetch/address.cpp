#include "fetch/address.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <netinet/in.h>

namespace weir::fetch {
namespace {

struct Range {
    std::string_view network;
    unsigned prefix;  ///< Leading bits that are fixed.
};

// RFC 6890 and the IANA special-purpose registries.
constexpr std::array<Range, 15> special_v4{{
    {"0.0.0.0", 8},        // this network
    {"10.0.0.0", 8},       // private
    {"100.64.0.0", 10},    // carriers' NAT
    {"127.0.0.0", 8},      // loopback
    {"169.254.0.0", 16},   // link-local, cloud metadata
    {"172.16.0.0", 12},    // private
    {"192.0.0.0", 24},     // protocol assignments
    {"192.0.2.0", 24},     // documentation
    {"192.88.99.0", 24},   // 6to4 relays
    {"192.168.0.0", 16},   // private
    {"198.18.0.0", 15},    // benchmarks
    {"198.51.100.0", 24},  // documentation
    {"203.0.113.0", 24},   // documentation
    {"224.0.0.0", 4},      // multicast
    {"240.0.0.0", 4},      // reserved, broadcast
}};
constexpr std::array<Range, 8> special_v6{{
    {"64:ff9b:1::", 48},  // local NAT64
    {"100::", 64},        // discard
    {"2001::", 23},       // protocol assignments, Teredo
    {"2001:db8::", 32},   // documentation
    {"fc00::", 7},        // unique local
    {"fe80::", 10},       // link-local
    {"fec0::", 10},       // site-local
    {"ff00::", 8},        // multicast
}};

/// An IPv6 range whose addresses carry an IPv4 address from byte `at` on.
struct Carrier {
    Range range;
    std::size_t at;
};
constexpr std::array<Carrier, 4> carriers{{
    {{"::", 96}, 12},          // IPv4-compatible; with :: and ::1
    {{"::ffff:0:0", 96}, 12},  // IPv4-mapped
    {{"64:ff9b::", 96}, 12},   // NAT64
    {{"2002::", 16}, 2},       // 6to4
}};

Address v4(const void* bytes) {
    Address address{.is_v4 = true};
    std::memcpy(address.bytes.data() + 12, bytes, 4);
    return address;
}

Address v6(const void* bytes) {
    Address address;
    std::memcpy(address.bytes.data(), bytes, 16);
    return address;
}

std::optional<Address> numeric(const char* text) {
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, text, bytes.data()) == 1) return v4(bytes.data());
    if (inet_pton(AF_INET6, text, bytes.data()) == 1) return v6(bytes.data());
    return {};
}

bool inside(const Address& address, const Range& range) {
    const auto network = numeric(std::string(range.network).c_str());
    const std::size_t begin = address.is_v4 ? 12 : 0;
    for (unsigned bit = 0; bit < range.prefix; ++bit) {
        const unsigned mask = 0x80U >> (bit % 8);
        const auto at = begin + bit / 8;
        if (((address.bytes[at] ^ network->bytes[at]) & mask) != 0) return false;
    }
    return true;
}

/// One part of an IPv4 literal: decimal, octal with 0, hexadecimal with 0x.
std::optional<std::uint64_t> part_value(std::string_view part) {
    if (part.empty()) return {};
    int base = 10;
    if (istarts_with(part, "0x")) {
        base = 16;
        part.remove_prefix(2);
    } else if (part.size() > 1 && part.front() == '0') {
        base = 8;
        part.remove_prefix(1);
    }
    if (part.empty()) return 0;  // "0x"
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, base);
    if (error != std::errc{} || end != part.data() + part.size()) return {};
    return value;
}

/// WHATWG URL, "IPv4 parser": the last part fills all bytes that the others leave.
std::optional<Address> loose_v4(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    const auto parts = split(host, '.');
    if (parts.size() > 4) return {};
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = part_value(parts[i]);
        const bool last = i + 1 == parts.size();
        const auto bits = last ? 8 * (4 - i) : 8;
        if (!part || *part >= std::uint64_t{1} << bits) return {};
        value = value << bits | *part;
    }
    const auto bytes = htonl(static_cast<std::uint32_t>(value));
    return v4(&bytes);
}

}  // namespace

std::optional<Address> address_of(const sockaddr& socket_address) {
    if (socket_address.sa_family == AF_INET)
        return v4(&reinterpret_cast<const sockaddr_in&>(socket_address).sin_addr);
    if (socket_address.sa_family == AF_INET6)
        return v6(&reinterpret_cast<const sockaddr_in6&>(socket_address).sin6_addr);
    return {};
}

std::optional<Address> literal_address(std::string_view host) {
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host.find(':') == std::string_view::npos) return bracketed ? std::nullopt : loose_v4(host);
    // A zone ("fe80::1%25eth0") is no part of the address.
    return numeric(std::string(host.substr(0, host.find('%'))).c_str());
}

std::string to_string(const Address& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(address.is_v4 ? AF_INET : AF_INET6, address.bytes.data() + (address.is_v4 ? 12 : 0),
              text.data(), text.size());
    return text.data();
}

bool is_public(const Address& address) {
    const auto holds = [&](const Range& range) { return inside(address, range); };
    if (address.is_v4) return std::ranges::none_of(special_v4, holds);
    for (const auto& carrier : carriers)
        if (holds(carrier.range)) return is_public(v4(address.bytes.data() + carrier.at));
    return std::ranges::none_of(special_v6, holds);
}

}  // namespace weir::fetch
