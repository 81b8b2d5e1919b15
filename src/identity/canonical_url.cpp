#include "base/text.hpp"
#include "base/url.hpp"
#include "identity/identity.hpp"
#include "identity/tracking.hpp"

#include <algorithm>
#include <vector>

namespace weir::identity {
namespace {

bool is_unreserved(char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

bool is_hex(char c) {
    return is_ascii_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

// One spelling for each sequence of bytes: unreserved characters bare, escapes in upper case, what
// may not stand in a URL escaped (RFC 3986 section 6.2.2).
std::string respelt(std::string_view text) {
    const std::string escaped = url::to_ascii(text);
    std::string out;
    out.reserve(escaped.size());
    for (std::size_t at = 0; at < escaped.size(); ++at) {
        const bool escape = escaped[at] == '%' && at + 2 < escaped.size() &&
                            is_hex(escaped[at + 1]) && is_hex(escaped[at + 2]);
        if (!escape) {
            out += escaped[at];
            continue;
        }
        const std::string byte = url::percent_decode(std::string_view(escaped).substr(at, 3));
        out += is_unreserved(byte.front()) ? byte : url::percent_encode(byte);
        at += 2;
    }
    return out;
}

// Without "." and ".." (RFC 3986 section 5.2.4), without what only names the default document of a
// folder or the accelerated form of a page.
std::string path(std::string_view written) {
    const std::string text = respelt(written);
    std::vector<std::string_view> segments;
    for (const std::string_view segment : split(text, '/')) {
        if (segment == "..") {
            if (!segments.empty()) segments.pop_back();
        } else if (segment != ".") {
            segments.push_back(segment);
        }
    }
    // The text before the first slash is the empty beginning of every path.
    if (!segments.empty() && segments.front().empty()) segments.erase(segments.begin());
    const auto drop_last = [&](std::string_view name) {
        if (!segments.empty() && segments.back() == name) segments.pop_back();
    };
    while (!segments.empty() && segments.back().empty()) segments.pop_back();
    drop_last("index.html");
    drop_last("index.htm");
    if (segments.size() > 1) drop_last("amp");
    while (!segments.empty() && segments.back().empty()) segments.pop_back();
    std::string out;
    for (const std::string_view segment : segments) {
        out += '/';
        out += segment;
    }
    return out;
}

// The parameters that name something, in the order of their text.
std::string query(std::string_view written, std::string_view host) {
    std::vector<std::string> kept;
    for (const std::string_view parameter : split(written, '&')) {
        if (parameter.empty() || is_tracking(parameter, host)) continue;
        if (iequals(parameter, "amp") || iequals(parameter, "amp=1")) continue;
        std::string spelt = respelt(parameter);
        replace_all(spelt, "+", "%20");
        kept.push_back(std::move(spelt));
    }
    std::sort(kept.begin(), kept.end());
    return kept.empty() ? std::string{} : '?' + join(kept, "&");
}

// "example.org" of "WWW.Example.org.": what is left of "www.org" stays.
std::string bare_host(std::string_view url) {
    std::string host = url::host(url);
    if (host.ends_with('.')) host.pop_back();
    constexpr std::string_view www = "www.";
    if (host.starts_with(www) && host.find('.', www.size()) != std::string::npos) {
        host.erase(0, www.size());
    }
    return host;
}

std::string port(const url::Parts& parts) {
    auto digits = parts.port;
    while (digits.starts_with('0')) digits.remove_prefix(1);
    // Without its scheme a URL cannot say which of the two is its default.
    const bool is_default = digits == "80" || digits == "443";
    return digits.empty() || is_default ? std::string{} : ':' + std::string(digits);
}

// Removes tracking parameters from "a=1&utm_source=x"; false when there were none.
bool without_tracking(std::string_view parameters, std::string_view host, std::string& out) {
    bool removed = false;
    bool first = true;
    for (const std::string_view parameter : split(parameters, '&')) {
        if (is_tracking(parameter, host)) {
            removed = true;
            continue;
        }
        if (!first) out += '&';
        out += parameter;
        first = false;
    }
    return removed;
}

}  // namespace

std::string canonical_url(std::string_view url) {
    std::string cleaned = url::clean(url);
    // To WHATWG's parser a backslash is a slash in http URLs.
    const std::size_t end = std::min(cleaned.find_first_of("?#"), cleaned.size());
    std::replace(cleaned.begin(), cleaned.begin() + static_cast<std::ptrdiff_t>(end), '\\', '/');
    if (!url::is_http(cleaned)) return {};
    const url::Parts parts = url::split(cleaned);
    const std::string host = bare_host(cleaned);
    if (host.empty()) return {};
    std::string out = "https://" + host + port(parts) + path(parts.path) + query(parts.query, host);
    // "#!" names a page of an application in the browser; all else a place in the page.
    if (parts.fragment.starts_with('!')) out += '#' + respelt(parts.fragment);
    return out;
}

std::string without_tracking(std::string_view url) {
    if (!url::is_http(url::clean(url))) return std::string(url);
    const url::Parts parts = url::split(url);
    const std::string host = lower(parts.host);
    std::string query;
    const bool from_query = parts.has_query && without_tracking(parts.query, host, query);
    // Some senders put their parameters behind "#"; a fragment of anything else stays whole.
    std::string fragment;
    const bool from_fragment =
        parts.has_fragment && without_tracking(parts.fragment, host, fragment) && fragment.empty();
    if (!from_query && !from_fragment) return std::string(url);
    std::string out(url.substr(0, url.find_first_of("?#")));
    if (!from_query) query = parts.query;
    if (from_query ? !query.empty() : parts.has_query) out += '?' + query;
    if (parts.has_fragment && !from_fragment) out.append("#").append(parts.fragment);
    return out;
}

}  // namespace weir::identity
