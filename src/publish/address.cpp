#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "base/utf8.hpp"
#include "publish/publish.hpp"

#include <algorithm>
#include <unordered_map>

namespace weir::publish {

namespace {

bool is_hex(char c) {
    return is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Only characters that RFC 3987 section 2.2 lets stand in an IRI, each "%" with its two digits.
bool has_only_iri_characters(std::string_view text) {
    if (!utf8::valid(text)) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F) return false;
        if (std::string_view{"<>\"{}|\\^`"}.find(c) != std::string_view::npos) return false;
        // C1 controls, no-break space and the other Unicode blanks that start with E2 80.
        if (byte == 0xC2 && static_cast<unsigned char>(text[at + 1]) <= 0xA0) return false;
        if (byte == 0xE2 && static_cast<unsigned char>(text[at + 1]) == 0x80) return false;
        if (byte == 0xEF && text.substr(at, 3) == "\xEF\xBB\xBF") return false;
        if (c == '%' && (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])))
            return false;
    }
    return true;
}

/// "tag:example.org,2026:anything" (RFC 4151); `rest` follows "tag:".
bool is_tag_uri(std::string_view rest) {
    const std::size_t comma = rest.find(',');
    const std::size_t colon = rest.find(':');
    if (comma == std::string_view::npos || colon == std::string_view::npos || comma > colon)
        return false;
    const std::string_view authority = rest.substr(0, comma);
    const std::string_view date = rest.substr(comma + 1, colon - comma - 1);
    const bool good_authority =
        !authority.empty() && std::all_of(authority.begin(), authority.end(), [](char c) {
            return is_ascii_alpha(c) || is_ascii_digit(c) ||
                   std::string_view{"-._@"}.find(c) != std::string_view::npos;
        });
    // "2026", "2026-11" or "2026-11-24".
    bool good_date = date.size() == 4 || date.size() == 7 || date.size() == 10;
    for (std::size_t at = 0; at < date.size(); ++at)
        good_date = good_date && (at == 4 || at == 7 ? date[at] == '-' : is_ascii_digit(date[at]));
    return good_authority && good_date;
}

/// "urn:isbn:…" (RFC 8141); `rest` follows "urn:".
bool is_urn(std::string_view rest) {
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos || colon < 2 || colon > 32 || colon + 1 == rest.size())
        return false;
    const std::string_view space = rest.substr(0, colon);
    if (!std::all_of(space.begin(), space.end(),
                     [](char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-'; }))
        return false;
    if (!iequals(space, "uuid")) return true;
    const std::string_view uuid = rest.substr(colon + 1);
    bool good = uuid.size() == 36;
    for (std::size_t at = 0; at < uuid.size(); ++at) {
        const bool is_dash = at == 8 || at == 13 || at == 18 || at == 23;
        good = good && (is_dash ? uuid[at] == '-' : is_hex(uuid[at]));
    }
    return good;
}

bool is_absolute_iri(std::string_view id) {
    if (!has_only_iri_characters(id)) return false;
    const std::string scheme{url::split(id).scheme};
    if (scheme.empty() || scheme.size() + 1 >= id.size()) return false;
    const std::string_view rest = id.substr(scheme.size() + 1);
    if (iequals(scheme, "http") || iequals(scheme, "https")) return url::is_http(id);
    if (iequals(scheme, "tag")) return is_tag_uri(rest);
    if (iequals(scheme, "urn")) return is_urn(rest);
    // What looks like a scheme in front of digits ("post:17", "t3:4") is a counter's name more
    // often than a scheme, and two feeds may well use the same.
    return !std::all_of(rest.begin(), rest.end(), is_ascii_digit);
}

}  // namespace

std::string item_iri(const std::string& id, const std::string& feed_url) {
    if (is_absolute_iri(id)) return id;
    // A line feed occurs in no URL: no two pairs give the same name.
    return uuid5_urn(feed_url + '\n' + id);
}

std::string numbered_iri(const std::string& id, const std::string& feed_url, std::int64_t number) {
    // No id holds two line feeds: these names meet no others.
    return uuid5_urn(feed_url + '\n' + id + "\n\n" + std::to_string(number));
}

void make_ids_unique(std::vector<MergedItem>& items) {
    std::unordered_map<std::string_view, std::int64_t> first;
    for (const MergedItem& item : items) {
        const auto [known, is_new] = first.try_emplace(item.id, item.number);
        if (!is_new) known->second = std::min(known->second, item.number);
    }
    if (first.size() == items.size()) return;
    std::vector<MergedItem*> later;
    for (MergedItem& item : items)
        if (first.at(item.id) != item.number) later.push_back(&item);
    for (MergedItem* item : later)
        item->id = numbered_iri(item->entry.id, item->sources.front().feed_url, item->number);
}

std::string document_url(const MergedFeed& feed, const std::string& suffix,
                         const std::string& cursor) {
    std::string out = feed.public_url;
    if (out.ends_with('/') && feed.path.starts_with('/')) out.pop_back();
    if (feed.as_files) return out + (cursor.empty() ? feed.path : cursor) + suffix;
    out += feed.path + suffix;
    for (const std::string* part : {&feed.query, &cursor}) {
        if (part->empty()) continue;
        out += out.find('?') == std::string::npos ? '?' : '&';
        out += *part;
    }
    return out;
}

}  // namespace weir::publish
