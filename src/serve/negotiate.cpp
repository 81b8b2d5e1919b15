#include "serve/negotiate.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace weir::serve {

namespace {

/// A qvalue (RFC 9110 section 12.4.2) in thousandths: "1", "0.5", "0.123", "1.000".
std::optional<int> read_qvalue(std::string_view text) {
    if (text.empty() || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    int value = (text[0] - '0') * 1000;
    if (text.size() == 1) return value;
    if (text[1] != '.' || text.size() > 5) return std::nullopt;
    int unit = 100;
    for (const char digit : text.substr(2)) {
        if (!is_ascii_digit(digit)) return std::nullopt;
        value += (digit - '0') * unit;
        unit /= 10;
    }
    return value <= 1000 ? std::optional{value} : std::nullopt;
}

struct Preference {
    std::string_view coding;
    int q;  ///< Thousandths.
};

/// One member of Accept-Encoding: "gzip", "br;q=0.8". Absent when its weight is malformed.
std::optional<Preference> read_preference(std::string_view member) {
    const std::size_t semicolon = member.find(';');
    Preference preference{trim(member.substr(0, semicolon)), 1000};
    if (semicolon == std::string_view::npos) return preference;
    const std::string_view weight = trim(member.substr(semicolon + 1));
    if (!istarts_with(weight, "q=")) return std::nullopt;
    const std::optional<int> q = read_qvalue(trim(weight.substr(2)));
    if (!q) return std::nullopt;
    preference.q = *q;
    return preference;
}

/// The quoted tag at the start of `list`, without a weakness mark; `list` moves past it. Empty
/// when none stands there.
std::string_view take_etag(std::string_view& list) {
    if (list.starts_with("W/")) list.remove_prefix(2);
    if (!list.starts_with('"')) return {};
    const std::size_t end = list.find('"', 1);
    if (end == std::string_view::npos) return {};
    const std::string_view tag = list.substr(0, end + 1);
    list.remove_prefix(end + 1);
    return tag;
}

}  // namespace

std::optional<Coding> choose_coding(std::string_view accept_encoding, bool has_gzip,
                                    bool has_brotli) {
    if (trim(accept_encoding).empty()) return Coding::identity;
    std::optional<int> gzip, brotli, identity, any;
    for (const std::string_view member : split(accept_encoding, ',')) {
        const std::optional<Preference> preference = read_preference(member);
        if (!preference) continue;
        const auto [coding, q] = *preference;
        if (iequals(coding, "gzip") || iequals(coding, "x-gzip")) gzip = q;
        if (iequals(coding, "br")) brotli = q;
        if (iequals(coding, "identity")) identity = q;
        if (coding == "*") any = q;
    }
    struct Offer {
        Coding coding;
        int q;
    };
    // The plain form needs no permission; unasked it comes after all that was asked for.
    const std::array offers{
        Offer{Coding::brotli, has_brotli ? brotli.value_or(any.value_or(0)) : 0},
        Offer{Coding::gzip, has_gzip ? gzip.value_or(any.value_or(0)) : 0},
        Offer{Coding::identity, identity.value_or(any.value_or(1))}};
    // max_element keeps the first of equals, and the smaller codings stand first.
    const auto* const best = std::max_element(
        offers.begin(), offers.end(), [](const Offer& a, const Offer& b) { return a.q < b.q; });
    return best->q > 0 ? std::optional{best->coding} : std::nullopt;
}

std::string coded_etag(std::string_view etag, Coding coding) {
    std::string out{etag};
    if (coding == Coding::identity || out.empty()) return out;
    out.pop_back();
    out += coding == Coding::gzip ? "-gz\"" : "-br\"";
    return out;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
    std::string_view list = trim(if_none_match);
    if (list == "*") return true;
    if (etag.starts_with("W/")) etag.remove_prefix(2);
    while (!list.empty()) {
        const std::string_view tag = take_etag(list);
        if (tag.empty()) return false;
        if (tag == etag) return true;
        while (!list.empty() && (is_ascii_space(list.front()) || list.front() == ','))
            list.remove_prefix(1);
    }
    return false;
}

bool not_modified(const Conditions& conditions, std::string_view etag, Instant last_modified,
                  Instant now) {
    if (!conditions.if_none_match.empty()) return names_etag(conditions.if_none_match, etag);
    const std::optional<Instant> since = from_http_date(conditions.if_modified_since);
    return since && *since <= now && last_modified <= *since;
}

}  // namespace weir::serve
