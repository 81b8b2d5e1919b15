#include "base/text.hpp"
#include "base/url.hpp"

#include <algorithm>
#include <array>

namespace weir::url {
namespace {

constexpr auto npos = std::string_view::npos;

/// Bytes that a URL may not keep as they are.
constexpr bool needs_work(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F || c == '\\';
}

/// The schemes whose "\" and missing or surplus slashes WHATWG's parser forgives.
bool is_special(std::string_view scheme) {
    return scheme == "http" || scheme == "https" || scheme == "ftp";
}

/// True for most links of real feeds: absolute http(s) URLs that come back unchanged.
bool is_clean_absolute(std::string_view url) {
    if (!url.starts_with("http")) return false;
    std::size_t begin = url.size() > 4 && url[4] == 's' ? 5 : 4;
    if (url.substr(begin, 3) != "://") return false;
    begin += 3;
    if (begin == url.size() || url[begin] == '/') return false;
    char before = 'x';
    for (std::size_t i = begin; i < url.size(); ++i) {
        // A segment that begins with a dot (or an escape, which may be one) needs a closer look.
        if (needs_work(url[i]) || (before == '/' && (url[i] == '.' || url[i] == '%'))) return false;
        before = url[i];
    }
    return true;
}

bool is_dot(std::string_view segment) {
    return segment == "." || iequals(segment, "%2e");
}

bool is_dot_dot(std::string_view segment) {
    static constexpr std::array<std::string_view, 4> spellings{"..", ".%2e", "%2e.", "%2e%2e"};
    return std::any_of(spellings.begin(), spellings.end(),
                       [segment](std::string_view s) { return iequals(s, segment); });
}

/// RFC 3986 section 5.2.4 for a path that begins with "/".
std::string without_dot_segments(std::string_view path) {
    std::string out;
    out.reserve(path.size());
    for (std::size_t at = 0; at < path.size();) {
        const auto end = std::min(path.find('/', at + 1), path.size());
        const auto segment = path.substr(at + 1, end - at - 1);
        const bool last = end == path.size();
        if (is_dot_dot(segment)) {
            out.resize(std::min(out.rfind('/'), out.size()));
            if (last) out += '/';
        } else if (is_dot(segment)) {
            if (last) out += '/';
        } else {
            out += '/';
            out += segment;
        }
        at = end;
    }
    return out;
}

/// Blanks and controls that survived cleaning, as WHATWG writes them.
void append_encoded(std::string& out, std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F) {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        } else {
            out += c;
        }
    }
}

std::string assemble(std::string_view scheme, const Parts& authority, std::string_view path,
                     const Parts& tail) {
    std::string out = lower(scheme) + ':';
    if (authority.has_authority) {
        out += "//";
        if (authority.userinfo.data() != nullptr) {
            append_encoded(out, authority.userinfo);
            out += '@';
        }
        append_encoded(out, authority.host);
        if (!authority.port.empty()) {
            out += ':';
            out += authority.port;
        }
    }
    append_encoded(out, path.starts_with('/') ? without_dot_segments(path) : std::string(path));
    if (tail.has_query) {
        out += '?';
        append_encoded(out, tail.query);
    }
    if (tail.has_fragment) {
        out += '#';
        append_encoded(out, tail.fragment);
    }
    return out;
}

/// Up to the query, "\" separates like "/".
void turn_backslashes(std::string& url) {
    const auto end = std::min(url.find_first_of("?#"), url.size());
    std::replace(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(end), '\\', '/');
}

/// "///host" means "//host".
void drop_surplus_slashes(std::string& reference) {
    const auto slashes = std::min(reference.find_first_not_of('/'), reference.size());
    if (slashes > 2) reference.erase(2, slashes - 2);
}

/// RFC 3986 section 5.2.2 for a reference without scheme.
std::string relative(const Parts& base, const Parts& reference) {
    if (reference.has_authority) {
        return assemble(base.scheme, reference, reference.path, reference);
    }
    if (reference.path.starts_with('/')) {
        return assemble(base.scheme, base, reference.path, reference);
    }
    if (reference.path.empty()) {
        if (reference.has_query) return assemble(base.scheme, base, base.path, reference);
        Parts tail = base;
        tail.fragment = reference.fragment;
        tail.has_fragment = reference.has_fragment;
        return assemble(base.scheme, base, base.path, tail);
    }
    // Section 5.2.3: all of the base's path up to its last slash.
    const auto slash = base.path.rfind('/');
    std::string path(slash == npos ? std::string_view("/") : base.path.substr(0, slash + 1));
    path += reference.path;
    return assemble(base.scheme, base, path, reference);
}

std::string absolute(std::string_view scheme, const std::string& cleaned) {
    const Parts parts = split(cleaned);
    // mailto:, tag:, data: and the like: opaque.
    if (!parts.has_authority) return cleaned;
    return assemble(scheme, parts, parts.path, parts);
}

}  // namespace

std::string resolve(std::string_view base, std::string_view reference) {
    if (is_clean_absolute(reference)) return std::string(reference);

    std::string cleaned = clean(reference);
    const std::string own_scheme = scheme(cleaned);
    const std::string cleaned_base =
        std::any_of(base.begin(), base.end(), needs_work) ? clean(base) : std::string(base);
    const Parts base_parts = split(cleaned_base);
    const std::string base_scheme = lower(base_parts.scheme);
    const bool base_usable =
        !base_scheme.empty() && (base_parts.has_authority || base_parts.path.starts_with('/'));

    if (!own_scheme.empty()) {
        if (!is_special(own_scheme)) return absolute(own_scheme, cleaned);
        turn_backslashes(cleaned);
        std::string rest = cleaned.substr(own_scheme.size() + 1);
        if (rest.starts_with("//") || !base_usable || base_scheme != own_scheme) {
            // "http:host" and "http:/host" lack slashes, "http:///host" has one too many.
            rest.erase(0, std::min(rest.find_first_not_of('/'), rest.size()));
            return absolute(own_scheme, own_scheme + "://" + rest);
        }
        cleaned = std::move(rest);  // "https:page" against a base of the same scheme is relative.
    } else if (!base_usable) {
        return cleaned;
    }
    if (is_special(base_scheme)) {
        turn_backslashes(cleaned);
        drop_surplus_slashes(cleaned);
    }
    return relative(base_parts, split(cleaned));
}

}  // namespace weir::url
