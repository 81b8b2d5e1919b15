#include "base/hash.hpp"

#include "base/text.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <sys/random.h>
#include <system_error>

namespace weir {
namespace {

const unsigned char* as_bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string_view as_text(const unsigned char* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<signed char, 256> base64_values = [] {
    std::array<signed char, 256> values{};
    for (auto& value : values) value = -1;
    for (std::size_t i = 0; i < base64_digits.size(); ++i) {
        values[static_cast<unsigned char>(base64_digits[i])] = static_cast<signed char>(i);
    }
    return values;
}();

}  // namespace

std::uint64_t hash64(std::string_view bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::string hash128_hex(std::string_view bytes) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    return hex(as_text(canonical.digest, sizeof canonical.digest));
}

std::string uuid5_urn(std::string_view name) {
    // The URL namespace of RFC 9562 section 6.6: 6ba7b811-9dad-11d1-80b4-00c04fd430c8.
    static constexpr std::string_view url_namespace{
        "\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16};
    std::string input(url_namespace);
    input += name;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(input.data(), input.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) {
        throw std::runtime_error("SHA-1 is not available in this OpenSSL");
    }
    digest[6] = static_cast<unsigned char>((digest[6] & 0x0FU) | 0x50U);  // version 5
    digest[8] = static_cast<unsigned char>((digest[8] & 0x3FU) | 0x80U);  // variant
    std::string text = hex(as_text(digest.data(), 16));
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, 1, '-');
    return "urn:uuid:" + text;
}

std::string hex(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::string random_hex(std::size_t bytes) {
    std::string buffer(bytes, '\0');
    std::size_t filled = 0;
    while (filled < bytes) {
        const auto got = getrandom(buffer.data() + filled, bytes - filled, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), "getrandom");
        filled += static_cast<std::size_t>(got);
    }
    return hex(buffer);
}

std::string base64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t taken = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            group = group << 8U | (j < taken ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            out += j <= taken ? base64_digits[group >> (18 - 6 * j) & 63U] : '=';
        }
    }
    return out;
}

bool from_base64(std::string_view text, std::string& out) {
    out.clear();
    out.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t group = 0;
    unsigned bits = 0;
    bool padded = false;
    for (const char c : text) {
        if (is_ascii_space(c)) continue;
        if (c == '=') {
            padded = true;
            continue;
        }
        const int value = base64_values[static_cast<unsigned char>(c)];
        if (value < 0 || padded) return false;
        group = group << 6U | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>(group >> bits & 0xFFU);
        }
    }
    return bits < 6;  // Six bits left over: one digit, which is no byte.
}

std::string hmac_hex(std::string_view digest, std::string_view key, std::string_view text) {
    const EVP_MD* method = nullptr;
    if (digest == "sha1") method = EVP_sha1();
    if (digest == "sha256") method = EVP_sha256();
    if (digest == "sha384") method = EVP_sha384();
    if (digest == "sha512") method = EVP_sha512();
    if (method == nullptr) return {};
    std::array<unsigned char, EVP_MAX_MD_SIZE> result{};
    unsigned size = 0;
    if (HMAC(method, key.data(), static_cast<int>(key.size()), as_bytes(text), text.size(),
             result.data(), &size) == nullptr) {
        return {};
    }
    return hex(as_text(result.data(), size));
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace weir
