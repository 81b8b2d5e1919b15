#include "config/feed_url.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "base/utf8.hpp"
#include "config/section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace weir::config {
namespace {

bool is_ipv4(std::string_view host) {
    const auto parts = split(host, '.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
               return !part.empty() && part.size() <= 3 &&
                      std::all_of(part.begin(), part.end(), is_ascii_digit) &&
                      std::stoi(std::string(part)) <= 255;
           });
}

Result<FeedUrl, std::string> file_url(std::string_view text, const std::filesystem::path& folder) {
    std::string_view path = text.substr(std::string_view("file:").size());
    // "file://localhost/path" and "file:///path" (RFC 8089); "file:path" is ours.
    if (istarts_with(path, "//localhost/")) path.remove_prefix(11);
    if (path.starts_with("//")) path.remove_prefix(2);
    if (path.empty()) return fail(std::string("names no file"));
    if (path.starts_with("~")) return fail(std::string("must spell out the home folder"));

    std::error_code ignored;
    const auto named = folder / url::percent_decode(path);
    const auto absolute = std::filesystem::absolute(named, ignored).lexically_normal().string();
    std::string out = "file://";
    for (const auto part : split(absolute, '/')) {
        if (!part.empty()) out += '/' + url::percent_encode(part);
    }
    return FeedUrl{out};
}

/// Words of addresses that say "here is a feed" and not which one.
bool says_nothing(std::string_view word) {
    static constexpr std::array<std::string_view, 22> words{
        "feed",  "feeds",   "rss",      "rss2",    "atom",    "xml",   "rdf",     "json",
        "index", "default", "main",     "all",     "current", "posts", "entries", "public",
        "full",  "news",    "articles", "content", "type",    "format"};
    return word.size() < 2 || std::find(words.begin(), words.end(), word) != words.end();
}

/// Letters, digits and dashes; everything else separates.
std::string slug(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_ascii_alpha(c) || is_ascii_digit(c)) {
            out += ascii_lower(c);
        } else if (!out.empty() && out.back() != '-') {
            out += '-';
        }
    }
    while (out.ends_with('-')) out.pop_back();
    return out;
}

std::vector<std::string> meaningful_words(const url::Parts& parts) {
    std::vector<std::string> words;
    const auto take = [&words](std::string_view text) {
        const std::string word = slug(url::percent_decode(text));
        if (!says_nothing(word)) words.push_back(word);
    };
    for (auto segment : split(parts.path, '/')) {
        // "feed.xml", "index.php"; not the "v1.2" of a folder.
        const auto dot = segment.rfind('.');
        if (dot != std::string_view::npos && segment.size() - dot <= 5)
            segment = segment.substr(0, dot);
        take(segment);
    }
    for (const auto parameter : split(parts.query, '&')) {
        take(parameter.substr(parameter.find('=') + 1));
    }
    return words;
}

}  // namespace

Result<FeedUrl, std::string> feed_url(std::string_view text, const std::filesystem::path& folder) {
    if (text.empty()) return fail(std::string("is empty"));
    if (has_control(text)) return fail(std::string("holds a control character"));
    if (!utf8::valid(text)) return fail(std::string("is no valid UTF-8"));
    const std::string scheme = url::scheme(text);
    if (scheme == "file") return file_url(trim(text), folder);
    if (scheme == "feed") return fail(std::string("begins with feed:, write https: instead"));
    const bool looks_like_host = scheme.empty() || scheme.find('.') != std::string::npos;
    if (looks_like_host) return fail(fmt::format("needs a scheme: https://{}", trim(text)));
    if (scheme != "http" && scheme != "https") {
        return fail(fmt::format("begins with {}:, but weir fetches http, https and file", scheme));
    }
    std::string resolved = url::resolve("", text);
    const auto parts = url::split(resolved);
    if (parts.host.empty()) return fail(std::string("has no host"));
    if (parts.host.find(':') != std::string_view::npos && parts.host.front() != '[') {
        return fail(std::string("has a port that is no number"));
    }
    if (parts.port.size() > 5 ||
        (!parts.port.empty() && std::stoi(std::string(parts.port)) > 65535)) {
        return fail(std::string("has a port above 65535"));
    }
    if (parts.userinfo.data() != nullptr) {
        // It would show in listings, logs and published feeds.
        return fail(std::string("holds a user name, write auth = { user, password_file } instead"));
    }
    const bool literal = parts.host.front() == '[' || is_ipv4(parts.host);
    return FeedUrl{std::move(resolved), literal};
}

std::string same_url_key(std::string_view url) {
    const auto parts = url::split(url);
    if (parts.scheme == "file") return std::string(url);
    std::string key = url::origin(url);
    key += parts.path.empty() ? "/" : parts.path;
    if (parts.has_query) {
        key += '?';
        key += parts.query;
    }
    return key;
}

std::string name_of(std::string_view url) {
    const auto parts = url::split(url);
    auto words = meaningful_words(parts);
    std::string name;
    if (!parts.host.empty()) {
        std::string host = url::host(url);
        if (host.starts_with("www.")) host.erase(0, 4);
        for (const auto label : split(host, '.')) {
            if (!name.empty()) name += '.';
            name += slug(label);
        }
        if (words.size() > 2) words.erase(words.begin(), words.end() - 2);
    } else if (words.size() > 1) {
        words.erase(words.begin(), words.end() - 1);  // A file: its name alone.
    }
    for (const auto& word : words) {
        // Long words are numbers of a database; their head tells them apart well enough.
        if (!name.empty()) name += '-';
        name += word.substr(0, 40);
    }
    return name.empty() ? "feed" : name;
}

}  // namespace weir::config
