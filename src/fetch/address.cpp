#include "fetch/address.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <vector>

namespace weir::fetch {
namespace {

struct Range {
    Address network;
    unsigned prefix;  ///< Leading bits that are fixed.
};

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

/// "10.0.0.0/8"; for the tables below, whose texts are good.
Range range(const char* network, unsigned prefix) {
    return {numeric_address(network).value(), prefix};
}

/// RFC 6890 and the IANA special-purpose registries.
const std::vector<Range>& special_v4() {
    static const std::vector<Range> ranges{
        range("0.0.0.0", 8),        // this network
        range("10.0.0.0", 8),       // private
        range("100.64.0.0", 10),    // carriers' NAT
        range("127.0.0.0", 8),      // loopback
        range("169.254.0.0", 16),   // link-local, cloud metadata
        range("172.16.0.0", 12),    // private
        range("192.0.0.0", 24),     // protocol assignments
        range("192.0.2.0", 24),     // documentation
        range("192.88.99.0", 24),   // 6to4 relays
        range("192.168.0.0", 16),   // private
        range("198.18.0.0", 15),    // benchmarks
        range("198.51.100.0", 24),  // documentation
        range("203.0.113.0", 24),   // documentation
        range("224.0.0.0", 3),      // multicast, reserved, broadcast
    };
    return ranges;
}

const std::vector<Range>& special_v6() {
    static const std::vector<Range> ranges{
        range("64:ff9b:1::", 48),  // local NAT64
        range("100::", 64),        // discard
        range("2001::", 23),       // protocol assignments, Teredo
        range("2001:db8::", 32),   // documentation
        range("fc00::", 7),        // unique local
        range("fe80::", 10),       // link-local
        range("fec0::", 10),       // site-local
        range("ff00::", 8),        // multicast
    };
    return ranges;
}

/// An IPv6 range whose addresses carry an IPv4 address from byte `at` on.
struct Carrier {
    Range range;
    std::size_t at;
};

const std::vector<Carrier>& carriers() {
    static const std::vector<Carrier> ranges{
        {range("::", 96), 12},          // IPv4-compatible; with :: and ::1
        {range("::ffff:0:0", 96), 12},  // IPv4-mapped
        {range("64:ff9b::", 96), 12},   // NAT64
        {range("2002::", 16), 2},       // 6to4
    };
    return ranges;
}

bool inside(const Address& address, const Range& range) {
    const std::uint8_t* const bytes = address.bytes.data() + (address.is_v4 ? 12 : 0);
    const std::uint8_t* const network = range.network.bytes.data() + (address.is_v4 ? 12 : 0);
    const unsigned whole = range.prefix / 8;
    if (!std::equal(bytes, bytes + whole, network)) return false;
    const unsigned rest = range.prefix % 8;
    return rest == 0 || ((bytes[whole] ^ network[whole]) >> (8 - rest)) == 0;
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

std::optional<Address> numeric_address(const char* text) {
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, text, bytes.data()) == 1) return v4(bytes.data());
    if (inet_pton(AF_INET6, text, bytes.data()) == 1) return v6(bytes.data());
    return {};
}

std::optional<Address> literal_address(std::string_view host) {
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host.find(':') == std::string_view::npos) return bracketed ? std::nullopt : loose_v4(host);
    // A zone ("fe80::1%25eth0") is no part of the address.
    return numeric_address(std::string(host.substr(0, host.find('%'))).c_str());
}

std::string to_string(const Address& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(address.is_v4 ? AF_INET : AF_INET6, address.bytes.data() + (address.is_v4 ? 12 : 0),
              text.data(), text.size());
    return text.data();
}

bool is_public(const Address& address) {
    const auto holds = [&](const Range& special) { return inside(address, special); };
    if (address.is_v4) return std::ranges::none_of(special_v4(), holds);
    for (const auto& carrier : carriers())
        if (holds(carrier.range)) return is_public(v4(address.bytes.data() + carrier.at));
    return std::ranges::none_of(special_v6(), holds);
}

}  // namespace weir::fetch
