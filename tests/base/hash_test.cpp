#include "base/hash.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace weir;

TEST_CASE("XXH3 hashes are those of its specification", "[hash]") {
    // Stored hashes must survive every release: these are the reference values.
    CHECK(hash64("") == 0x2D06800538D394C2U);
    CHECK(hash128_hex("") == "99aa06d3014798d86001c324468d497f");
    CHECK(hash64("a") != hash64("b"));
    CHECK(hash128_hex("a").size() == 32);
}

TEST_CASE("a name gives its version 5 UUID", "[hash]") {
    // RFC 9562 appendix A.4 uses the DNS namespace; this is Python's uuid5(NAMESPACE_URL, ...).
    CHECK(uuid5_urn("http://python.org/") == "urn:uuid:4c565f0d-3f5a-5890-b41b-20cf47701c5e");
}

TEST_CASE("base64 is that of RFC 4648 section 10", "[hash]") {
    struct Row {
        std::string bytes;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"},
                                           {"\xFF\xFE\xFD", "//79"}}));
    CAPTURE(row.text);
    CHECK(base64(row.bytes) == row.text);
    std::string out;
    CHECK(from_base64(row.text, out));
    CHECK(out == row.bytes);
}

TEST_CASE("base64 of feeds is read with blanks and without padding", "[hash]") {
    std::string out;
    CHECK(from_base64(" Zm9v\r\n\tYmE ", out));
    CHECK(out == "fooba");
    CHECK(from_base64("Zg", out));
    CHECK(out == "f");
    CHECK_FALSE(from_base64("Zm9v!", out));
    CHECK_FALSE(from_base64("Zg==Zg==", out));
    CHECK_FALSE(from_base64("Z", out));
}

TEST_CASE("HMACs are those of RFC 4231 and RFC 2202", "[hash]") {
    const std::string text = "what do ya want for nothing?";
    CHECK(hmac_hex("sha1", "Jefe", text) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    CHECK(hmac_hex("sha256", "Jefe", text) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hmac_hex("sha384", "Jefe", text).size() == 96);
    CHECK(hmac_hex("sha512", "Jefe", text).size() == 128);
    CHECK(hmac_hex("md5", "Jefe", text).empty());
}

TEST_CASE("random hex has the length asked for and does not repeat", "[hash]") {
    CHECK(random_hex(16).size() == 32);
    CHECK(random_hex(16) != random_hex(16));
    CHECK(random_hex(0).empty());
    CHECK(hex(std::string_view("\x00\xAF", 2)) == "00af");
}

TEST_CASE("secrets compare by value", "[hash]") {
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "abcd"));
    CHECK(equal_in_constant_time("", ""));
}
