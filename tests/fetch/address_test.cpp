#include "fetch/address.hpp"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

namespace weir::fetch {
namespace {

TEST_CASE("ranges that are not the public internet's are known", "[fetch][fetching-34]") {
    // The last address before a range, its first and last one, the first one after it.
    struct Row {
        const char *before, *first, *last, *after;
    };
    const auto row = GENERATE(values<Row>({
        {nullptr, "0.0.0.0", "0.255.255.255", "1.0.0.0"},
        {"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"},
        {"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"},
        {"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"},
        {"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"},
        {"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"},
        {"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"},
        {"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"},
        {"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"},
        {"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"},
        {"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"},
        {"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"},
        {"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"},
        {"223.255.255.255", "224.0.0.0", "255.255.255.255", nullptr},
        {nullptr, "::", "::1", nullptr},
        {"64:ff9b:0:ffff::1", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "64:ff9b:2::"},
        {"ff:ffff::", "100::", "100::ffff:ffff:ffff:ffff", "100:0:0:1::"},
        {"2000:ffff::", "2001::", "2001:1ff:ffff::1", "2001:200::"},
        {"2001:db7:ffff::", "2001:db8::", "2001:db8:ffff:ffff::", "2001:db9::"},
        {"fbff:ffff::", "fc00::", "fdff:ffff::", nullptr},
        {"fe7f::", "fe80::", "febf:ffff::", nullptr},
        {nullptr, "fec0::", "feff:ffff::", nullptr},
        {nullptr, "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nullptr},
        // IPv6 forms that carry an IPv4 address.
        {"::9.255.255.255", "::10.0.0.0", "::10.255.255.255", "::11.0.0.0"},
        {"::ffff:126.255.255.255", "::ffff:127.0.0.0", "::ffff:127.255.255.255",
         "::ffff:128.0.0.0"},
        {"64:ff9b::192.167.255.255", "64:ff9b::192.168.0.0", "64:ff9b::192.168.255.255",
         "64:ff9b::192.169.0.0"},
        {"2002:9ff:ffff::1", "2002:a00::1", "2002:aff:ffff::1", "2002:b00::1"},
    }));
    CAPTURE(row.first);
    CHECK_FALSE(is_public(literal_address(row.first).value()));
    CHECK_FALSE(is_public(literal_address(row.last).value()));
    if (row.before) CHECK(is_public(literal_address(row.before).value()));
    if (row.after) CHECK(is_public(literal_address(row.after).value()));
}

TEST_CASE("ordinary addresses are public", "[fetch][fetching-34]") {
    for (const char* text : {"8.8.8.8", "93.184.216.34", "2a00:1450:4001::200e", "2606:4700::1111"})
        CHECK(is_public(literal_address(text).value()));
}

TEST_CASE("address literals are read in every spelling", "[fetch][fetching-33]") {
    struct Row {
        const char *host, *address;  ///< Null: not a literal.
    };
    const auto row = GENERATE(values<Row>({
        {"127.0.0.1", "127.0.0.1"},
        {"127.0.0.1.", "127.0.0.1"},
        {"2130706433", "127.0.0.1"},
        {"0x7f000001", "127.0.0.1"},
        {"0X7F.1", "127.0.0.1"},
        {"127.1", "127.0.0.1"},
        {"127.0.1", "127.0.0.1"},
        {"0177.0.0.01", "127.0.0.1"},
        {"017700000001", "127.0.0.1"},
        {"0", "0.0.0.0"},
        {"0x", "0.0.0.0"},
        {"10.16777215", "10.255.255.255"},
        {"[::1]", "::1"},
        {"::1", "::1"},
        {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1"},
        {"[fe80::1%25eth0]", "fe80::1"},
        {"localhost", nullptr},
        {"example.org", nullptr},
        {"1.2.3.4.5", nullptr},
        {"256.0.0.1", nullptr},
        {"127.0.0.256", nullptr},
        {"4294967296", nullptr},
        {"99999999999999999999999", nullptr},
        {"08.0.0.1", nullptr},
        {"1..2", nullptr},
        {"", nullptr},
        {"[127.0.0.1]", nullptr},
        {"[::g]", nullptr},
        {"-1", nullptr},
    }));
    CAPTURE(row.host);
    const auto address = literal_address(row.host);
    REQUIRE(address.has_value() == (row.address != nullptr));
    if (address) CHECK(to_string(*address) == row.address);
}

TEST_CASE("socket addresses of both families are read, others are not", "[fetch]") {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    inet_pton(AF_INET, "192.0.2.7", &v4.sin_addr);
    CHECK(to_string(address_of(reinterpret_cast<const sockaddr&>(v4)).value()) == "192.0.2.7");

    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    inet_pton(AF_INET6, "2001:db8::7", &v6.sin6_addr);
    CHECK(to_string(address_of(reinterpret_cast<const sockaddr&>(v6)).value()) == "2001:db8::7");

    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    CHECK_FALSE(address_of(reinterpret_cast<const sockaddr&>(local)));
}

}  // namespace
}  // namespace weir::fetch
