#include "html/image.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "html/entities.hpp"
#include "html/safe_url.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace weir::html {
namespace {

// A data: URL below this holds a blank, a blur or an icon, not the picture of an article.
constexpr std::size_t tiny_data_url = 1024;

bool is_spacer(std::string_view url) {
    static constexpr std::array<std::string_view, 14> names = {
        "spacer", "blank",   "pixel",  "placeholder", "transparent", "trans", "1x1",
        "lazy",   "loading", "loader", "grey",        "gray",        "empty", "clear"};
    const std::string_view path = url::split(url).path;
    std::string_view file = path.substr(path.rfind('/') + 1);
    const std::size_t dot = file.rfind('.');
    if (dot == std::string_view::npos) return false;
    file = file.substr(0, dot);
    return std::any_of(names.begin(), names.end(), [file](std::string_view name) {
        return istarts_with(file, name) &&
               (file.size() == name.size() || !is_ascii_alpha(file[name.size()]));
    });
}

bool is_placeholder(std::string_view url) {
    if (url.starts_with("data:")) return url.size() < tiny_data_url;
    return url.empty() || is_spacer(url);
}

std::string_view first_candidate(std::string_view srcset) {
    return srcset.substr(0, srcset.find_first_of(" ,"));
}

// "320w", "1.5x", "200h"
bool is_descriptor(std::string_view text) {
    if (text.size() < 2 || text.size() > 16) return false;
    const char unit = text.back();
    if (unit != 'w' && unit != 'x' && unit != 'h') return false;
    const std::string_view number = text.substr(0, text.size() - 1);
    return std::all_of(number.begin(), number.end(),
                       [](char c) { return is_ascii_digit(c) || c == '.'; }) &&
           is_ascii_digit(number.front()) && is_ascii_digit(number.back()) &&
           std::count(number.begin(), number.end(), '.') <= 1;
}

// 1 for "1", "0", "1px", "0.5"; absent for anything larger or not a number.
bool is_at_most_one(std::string_view length) {
    length = trim(length);
    const std::size_t end = std::min(length.find_first_not_of("0123456789."), length.size());
    const std::string_view unit = trim(length.substr(end));
    if (end == 0 || (!unit.empty() && !iequals(unit, "px"))) return false;
    const std::string_view whole = length.substr(0, std::min(length.find('.'), end));
    const std::size_t digit = whole.find_first_not_of('0');
    if (digit == std::string_view::npos) return true;
    return whole.substr(digit) == "1" && whole.size() == end;
}

// The value of a CSS property in a style attribute.
std::optional<std::string_view> style_value(std::string_view style, std::string_view property) {
    for (std::string_view declaration : split(style, ';')) {
        const std::size_t colon = declaration.find(':');
        if (colon == std::string_view::npos) continue;
        if (!iequals(trim(declaration.substr(0, colon)), property)) continue;
        std::string_view value = declaration.substr(colon + 1);
        return trim(value.substr(0, value.find('!')));
    }
    return std::nullopt;
}

bool is_tracking_url(std::string_view url) {
    static constexpr std::array<std::string_view, 6> hosts = {
        "feedsportal.com", "stats.wordpress.com",   "pixel.wp.com",
        "doubleclick.net", "scorecardresearch.com", "quantserve.com"};
    if (url.starts_with("data:")) return false;
    const std::string host = host_of(url);
    if (is_within(host, "feedburner.com") || is_within(host, "feedburner.google.com") ||
        host.find("feedburner") != std::string::npos)
        return url.find("/~r/") != std::string_view::npos;
    return std::any_of(hosts.begin(), hosts.end(),
                       [&host](std::string_view domain) { return is_within(host, domain); });
}

}  // namespace

ImageSource image_source(const Attributes& attributes, std::string_view base) {
    ImageSource source;
    if (attributes.has(Name::src))
        source.url = safe_url(decoded(attributes[Name::src]), Use::image, base);
    if (attributes.has(Name::srcset))
        source.srcset = safe_srcset(decoded(attributes[Name::srcset]), base);
    source.placeholder = is_placeholder(source.url);
    if (!source.placeholder) return source;

    const std::string_view original_srcset = source.srcset;
    if (original_srcset.empty() || is_placeholder(first_candidate(original_srcset))) {
        for (const Name name : {Name::data_srcset, Name::data_lazy_srcset}) {
            if (!attributes.has(name)) continue;
            std::string lazy = safe_srcset(decoded(attributes[name]), base);
            if (lazy.empty()) continue;
            source.srcset = std::move(lazy);
            break;
        }
    }
    for (const Name name :
         {Name::data_src, Name::data_original, Name::data_lazy_src, Name::data_orig_file,
          Name::data_large_file, Name::data_url, Name::data_orig}) {
        if (!attributes.has(name)) continue;
        std::string lazy = safe_url(decoded(attributes[name]), Use::image, base);
        if (is_placeholder(lazy)) continue;
        source.url = std::move(lazy);
        source.placeholder = false;
        return source;
    }
    const std::string_view candidate = first_candidate(source.srcset);
    if (!is_placeholder(candidate)) {
        source.url = std::string(candidate);
        source.placeholder = false;
    }
    return source;
}

std::string safe_srcset(std::string_view srcset, std::string_view base) {
    static constexpr std::string_view space = " \t\n\r\f";
    std::string out;
    std::size_t at = 0;
    while ((at = srcset.find_first_not_of(" \t\n\r\f,", at)) != std::string_view::npos) {
        const std::size_t end = std::min(srcset.find_first_of(space, at), srcset.size());
        std::string_view url = srcset.substr(at, end - at);
        std::string_view descriptor;
        at = end;
        if (url.ends_with(',')) {
            url = url.substr(0, url.find_last_not_of(',') + 1);
        } else {
            const std::size_t comma = std::min(srcset.find(',', at), srcset.size());
            descriptor = trim(srcset.substr(at, comma - at));
            at = comma;
        }
        if (!descriptor.empty() && !is_descriptor(descriptor)) continue;
        const std::string safe = safe_url(url, Use::media, base);
        if (safe.empty() || safe.find(' ') != std::string::npos) continue;
        if (!out.empty()) out += ", ";
        out += safe;
        if (!descriptor.empty()) out.append(1, ' ').append(descriptor);
    }
    return out;
}

bool is_pixel_sized(const Attributes& attributes) {
    const auto is_small = [&attributes](Name name, std::string_view property) {
        if (attributes.has(name) && is_at_most_one(attributes[name])) return true;
        if (!attributes.has(Name::style)) return false;
        const auto value = style_value(attributes[Name::style], property);
        return value && is_at_most_one(*value);
    };
    return is_small(Name::width, "width") && is_small(Name::height, "height");
}

bool is_tracking_pixel(const Attributes& attributes, std::string_view url) {
    return is_pixel_sized(attributes) || is_tracking_url(url);
}

}  // namespace weir::html
