#include "base/url.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace weir::url {
namespace {

bool is_scheme_char(char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '-' || c == '.';
}

/// C0 controls and the blank: what WHATWG's parser strips at both ends.
bool is_c0_or_blank(char c) {
    return static_cast<unsigned char>(c) <= 0x20;
}
bool is_ignored_inside(char c) {
    return c == '\t' || c == '\n' || c == '\r';
}

void split_authority(std::string_view authority, Parts& parts) {
    // The last "@": WHATWG takes earlier ones as part of the user information.
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
        parts.userinfo = authority.substr(0, at);
        authority.remove_prefix(at + 1);
    }
    parts.host = authority;
    const auto colon = authority.rfind(':');
    if (colon == std::string_view::npos) return;
    // A colon inside the brackets of an IPv6 literal starts no port.
    if (const auto bracket = authority.rfind(']');
        bracket != std::string_view::npos && bracket > colon) {
        return;
    }
    const auto port = authority.substr(colon + 1);
    if (!std::all_of(port.begin(), port.end(), is_ascii_digit)) return;
    parts.host = authority.substr(0, colon);
    parts.port = port;
}

}  // namespace

Parts split(std::string_view url) {
    Parts parts;
    if (const auto hash = url.find('#'); hash != std::string_view::npos) {
        parts.fragment = url.substr(hash + 1);
        parts.has_fragment = true;
        url = url.substr(0, hash);
    }
    if (const auto mark = url.find('?'); mark != std::string_view::npos) {
        parts.query = url.substr(mark + 1);
        parts.has_query = true;
        url = url.substr(0, mark);
    }
    if (!url.empty() && is_ascii_alpha(url.front())) {
        const auto end = std::find_if_not(url.begin(), url.end(), is_scheme_char);
        if (end != url.end() && *end == ':') {
            const auto size = static_cast<std::size_t>(end - url.begin());
            parts.scheme = url.substr(0, size);
            url.remove_prefix(size + 1);
        }
    }
    if (url.starts_with("//")) {
        url.remove_prefix(2);
        parts.has_authority = true;
        const auto slash = std::min(url.find('/'), url.size());
        split_authority(url.substr(0, slash), parts);
        url.remove_prefix(slash);
    }
    parts.path = url;
    return parts;
}

std::string clean(std::string_view url) {
    while (!url.empty() && is_c0_or_blank(url.front())) url.remove_prefix(1);
    while (!url.empty() && is_c0_or_blank(url.back())) url.remove_suffix(1);
    std::string out(url);
    std::erase_if(out, is_ignored_inside);
    return out;
}

std::string scheme(std::string_view url) {
    while (!url.empty() && is_c0_or_blank(url.front())) url.remove_prefix(1);
    std::string out;
    for (const char c : url) {
        if (is_ignored_inside(c)) continue;
        if (c == ':') return out;
        if (!is_scheme_char(c) || (out.empty() && !is_ascii_alpha(c))) return {};
        out += ascii_lower(c);
    }
    return {};
}

bool is_http(std::string_view url) {
    if (!istarts_with(url, "http://") && !istarts_with(url, "https://")) return false;
    return !split(url).host.empty();
}

}  // namespace weir::url
