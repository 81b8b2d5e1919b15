#include "base/text.hpp"
#include "base/url.hpp"

#include <idn2.h>

#include <algorithm>
#include <array>
#include <memory>

namespace weir::url {
namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_escape(std::string& out, char c) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
}

int hex_value(char c) {
    if (is_ascii_digit(c)) return c - '0';
    const char letter = ascii_lower(c);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

std::string ascii_host(std::string_view host) {
    if (is_ascii(host)) return lower(host);
    const std::string input(host);
    char* raw = nullptr;
    const int code = idn2_to_ascii_8z(input.c_str(), &raw, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    const std::unique_ptr<char, void (*)(void*)> output(raw, idn2_free);
    return code == IDN2_OK ? std::string(output.get()) : lower(host);
}

bool may_stand_on_the_wire(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7F && c != '"' && c != '<' && c != '>' && c != '\\';
}

bool is_unreserved(char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string to_ascii(std::string_view url) {
    if (std::all_of(url.begin(), url.end(), may_stand_on_the_wire)) return std::string(url);
    std::string out;
    out.reserve(url.size() + 16);
    const Parts parts = split(url);
    if (!is_ascii(parts.host)) {
        const auto before = static_cast<std::size_t>(parts.host.data() - url.data());
        out = to_ascii(url.substr(0, before)) + ascii_host(parts.host);
        url.remove_prefix(before + parts.host.size());
    }
    for (const char c : url) {
        if (may_stand_on_the_wire(c)) {
            out += c;
        } else {
            append_escape(out, c);
        }
    }
    return out;
}

std::string host(std::string_view url) {
    return ascii_host(split(url).host);
}

std::string origin(std::string_view url) {
    const Parts parts = split(url);
    if (parts.scheme.empty() || parts.host.empty()) return {};
    const std::string scheme = lower(parts.scheme);
    std::string out = scheme + "://" + ascii_host(parts.host);
    auto port = parts.port;
    while (port.starts_with('0')) port.remove_prefix(1);
    const bool is_default =
        (scheme == "http" && port == "80") || (scheme == "https" && port == "443");
    if (!port.empty() && !is_default) {
        out += ':';
        out += port;
    }
    return out;
}

std::string percent_encode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            append_escape(out, c);
        }
    }
    return out;
}

std::string percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

}  // namespace weir::url
