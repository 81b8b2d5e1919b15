#include "parse/links.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "parse/excerpt.hpp"
#include "parse/notices_feed.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

namespace weir::parse {
namespace {

constexpr std::string_view page_schemes[] = {"http", "https", "ftp", "gemini", "gopher"};
constexpr std::string_view other_schemes[] = {"ftps",   "sftp", "mailto", "tel", "xmpp",
                                              "magnet", "rtsp", "rtmp",   "mms", "ipfs"};
// As the sanitiser: larger inline images belong behind an address.
constexpr std::size_t longest_data_image = std::size_t{64} * 1024;

template <class Range>
bool among(const Range& range, std::string_view word) {
    return std::find(std::begin(range), std::end(range), word) != std::end(range);
}

enum class Wish { page, any };

std::string checked(std::string_view base, std::string_view reference, Wish wish) {
    if (trim(reference).empty()) return {};
    std::string resolved = url::resolve(base, reference);
    const std::string scheme = url::scheme(resolved);
    if (scheme.empty()) {
        // No base was known. A colon before the first slash could still be read as a scheme.
        const auto colon = resolved.find(':');
        const bool clear = colon == std::string::npos || resolved.find_first_of("/?#") < colon;
        return clear ? resolved : std::string{};
    }
    if (among(page_schemes, scheme)) return resolved;
    return wish == Wish::any && among(other_schemes, scheme) ? resolved : std::string{};
}

bool is_data_image(std::string_view reference) {
    if (reference.size() > longest_data_image || !istarts_with(reference, "data:image/")) {
        return false;
    }
    const std::string_view kind = reference.substr(11, reference.find_first_of(";,") - 11);
    constexpr std::string_view bitmaps[] = {"png", "jpeg", "gif", "webp", "avif"};
    return among(bitmaps, lower(kind)) && ifind(reference, ";base64,") != std::string_view::npos;
}

/// Passes `url` on, with a word to the publisher where it is needed.
std::string noted(const Element& at, std::string_view reference, std::string url) {
    if (trim(reference).empty()) return url;
    if (url.empty()) {
        at.notice(code::unsafe_url, fmt::format("<{}>: the address '{}' is left out.",
                                                at.qualified_name(), excerpt(reference)));
    } else if (!at.has_base() && url::scheme(reference).empty()) {
        at.notice(code::relative_url,
                  fmt::format("<{}>: the relative address '{}' is read as '{}'.",
                              at.qualified_name(), excerpt(reference), excerpt(url)));
    }
    return url;
}

}  // namespace

std::string safe_url(std::string_view base, std::string_view reference) {
    return checked(base, reference, Wish::any);
}

std::string page_url(std::string_view base, std::string_view reference) {
    return checked(base, reference, Wish::page);
}

std::string image_url(std::string_view base, std::string_view reference) {
    reference = trim(reference);
    return is_data_image(reference) ? std::string{reference} : page_url(base, reference);
}

std::string safe_url(const Element& at, std::string_view reference) {
    return noted(at, reference, safe_url(at.base(), reference));
}

std::string page_url(const Element& at, std::string_view reference) {
    return noted(at, reference, page_url(at.base(), reference));
}

std::string image_url(const Element& at, std::string_view reference) {
    return noted(at, reference, image_url(at.base(), reference));
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
    text = trim(text);
    constexpr std::size_t most_digits = 18;
    if (text.empty() || text.size() > most_digits) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (!is_ascii_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

}  // namespace weir::parse
