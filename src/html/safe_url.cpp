#include "html/safe_url.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "html/entities.hpp"
#include "html/escape.hpp"

#include <algorithm>
#include <array>

namespace weir::html {
namespace {

constexpr std::size_t largest_data_url = 64 * 1024;

bool is_link_scheme(std::string_view scheme) {
    static constexpr std::array<std::string_view, 7> schemes = {"http", "https",  "mailto", "tel",
                                                                "xmpp", "magnet", "ftp"};
    return std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
}

// White space is allowed in base64 by every browser; a canonical URL has none.
std::string safe_data_url(std::string_view url) {
    static constexpr std::array<std::string_view, 6> types = {"png", "jpeg", "jpg",
                                                              "gif", "webp", "avif"};
    static constexpr std::string_view intro = "data:image/";
    if (url.size() > largest_data_url || !istarts_with(url, intro)) return {};
    const std::size_t comma = url.find(',');
    if (comma == std::string_view::npos) return {};
    const std::string_view head = url.substr(intro.size(), comma - intro.size());
    const std::size_t semicolon = head.find(';');
    if (semicolon == std::string_view::npos || !iequals(head.substr(semicolon), ";base64"))
        return {};
    const std::string type = lower(head.substr(0, semicolon));
    if (std::find(types.begin(), types.end(), type) == types.end()) return {};
    std::string out = std::string(intro) + type + ";base64,";
    for (const char c : url.substr(comma + 1)) {
        if (is_ascii_space(c)) continue;
        if (!is_ascii_alpha(c) && !is_ascii_digit(c) && c != '+' && c != '/' && c != '=') return {};
        out += c;
    }
    return out;
}

bool has_visible_host(std::string_view url) {
    const std::size_t slashes = url.find("://");
    if (slashes == std::string_view::npos) return false;
    const std::string_view rest = url.substr(slashes + 3);
    return !rest.empty() && rest[0] != '/' && rest[0] != '?' && rest[0] != '#';
}

// A colon before the first slash is a scheme to somebody, whatever stands before it.
bool may_have_scheme(std::string_view url) {
    const std::size_t end = url.find_first_of(":/?#");
    return end != std::string_view::npos && url[end] == ':';
}

bool is_allowed(std::string_view url, Use use) {
    if (!may_have_scheme(url)) return true;
    const std::string scheme = url::scheme(url);
    if (scheme == "http" || scheme == "https" || scheme == "ftp")
        return has_visible_host(url) && (use == Use::link || scheme != "ftp");
    const bool empty = url.size() == scheme.size() + 1;
    return use == Use::link && is_link_scheme(scheme) && !empty;
}

void encode_unsafe(std::string& url) {
    static constexpr std::string_view unsafe = " \"<>\\`";
    if (url.find_first_of(unsafe) == std::string::npos) return;
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(url.size() + 16);
    for (const char c : url) {
        if (unsafe.find(c) == std::string_view::npos) {
            out += c;
            continue;
        }
        out += '%';
        out += digits[static_cast<unsigned char>(c) >> 4U];
        out += digits[static_cast<unsigned char>(c) & 15U];
    }
    url = std::move(out);
}

// Characters that append_escaped would leave out must not part a URL from its check.
std::string without_controls(std::string_view url) {
    std::string escaped;
    append_escaped(escaped, url);
    return decode_references(escaped);
}

constexpr std::array<bool, 256> build_clean_bytes() {
    std::array<bool, 256> clean{};
    for (std::size_t c = 0x21; c < 0x7F; ++c) clean[c] = true;
    for (const char c : {'"', '<', '>', '\\', '`', '&', '\''})
        clean[static_cast<std::size_t>(c)] = false;
    return clean;
}
constexpr std::array<bool, 256> clean_bytes = build_clean_bytes();

// True for most URLs of real documents: absolute, http(s), nothing in them to decode, resolve,
// encode or escape ("&amp;" is already as it must be).
bool is_canonical(std::string_view value) {
    const std::size_t host = value.starts_with("https://")  ? 8
                             : value.starts_with("http://") ? 7
                                                            : 0;
    if (host == 0 || host >= value.size()) return false;
    if (!is_ascii_alpha(value[host]) && !is_ascii_digit(value[host])) return false;
    for (std::size_t at = host; at < value.size(); ++at) {
        if (clean_bytes[static_cast<unsigned char>(value[at])]) {
            // A segment that begins with a dot, written plainly or escaped, must be resolved.
            const bool dot = value[at] == '.' || value[at] == '%';
            if (dot && value[at - 1] == '/') return false;
        } else if (value[at] != '&' || !value.substr(at).starts_with("&amp;")) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::string safe_url(std::string_view url, Use use, std::string_view base) {
    const bool ascii = std::all_of(url.begin(), url.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const std::string cleaned = url::clean(ascii ? std::string(url) : without_controls(url));
    if (cleaned.empty()) return {};
    if (use == Use::image && istarts_with(cleaned, "data:")) return safe_data_url(cleaned);
    if (may_have_scheme(cleaned) && url::scheme(cleaned).empty()) return {};
    std::string resolved = url::resolve(base, cleaned);
    encode_unsafe(resolved);
    if (!is_allowed(resolved, use)) return {};
    return resolved;
}

bool append_safe_url(std::string& out, std::string_view markup_value, Use use,
                     std::string_view base) {
    if (is_canonical(markup_value)) {
        out += markup_value;
        return true;
    }
    const std::string url =
        safe_url(decode_references(markup_value, Context::attribute), use, base);
    if (url.empty()) return false;
    append_escaped(out, url);
    return true;
}

std::string host_of(std::string_view url) {
    return lower(url::split(url).host);
}

bool is_within(std::string_view host, std::string_view domain) {
    if (!host.ends_with(domain)) return false;
    return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

}  // namespace weir::html
