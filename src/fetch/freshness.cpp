#include "fetch/freshness.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace weir::fetch {
namespace {

using namespace std::chrono_literals;

// RFC 9111 section 1.2.2: a value too large counts as 2^31.
constexpr Seconds::rep largest = 2'147'483'648;

/// delta-seconds; absent unless all are digits.
std::optional<Seconds> delta(std::string_view text) {
    if (text.empty() || !std::ranges::all_of(text, is_ascii_digit)) return {};
    Seconds::rep value = 0;
    for (const char digit : text) value = std::min(largest, value * 10 + (digit - '0'));
    return Seconds{value};
}

struct CacheControl {
    std::optional<Seconds> max_age;
    bool uncacheable = false;
};

/// Takes one directive off the front of a Cache-Control value; commas inside quotes end none.
std::string_view take_directive(std::string_view& rest) {
    std::size_t end = 0;
    bool quoted = false;
    while (end < rest.size() && (quoted || rest[end] != ',')) {
        if (rest[end] == '"') quoted = !quoted;
        // A quoted pair: its second character ends nothing.
        if (quoted && rest[end] == '\\') ++end;
        ++end;
    }
    end = std::min(end, rest.size());
    const auto directive = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return trim(directive);
}

void read_directive(std::string_view directive, CacheControl& control) {
    const auto equals = directive.find('=');
    const auto name = trim(directive.substr(0, equals));
    std::string_view value;
    if (equals != std::string_view::npos) value = trim(directive.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    // With a value no-cache speaks of single header fields only.
    if (iequals(name, "no-store") || (iequals(name, "no-cache") && value.empty()))
        control.uncacheable = true;
    // Of several the first holds (RFC 9111 section 4.2.1).
    if (iequals(name, "max-age") && !control.max_age) control.max_age = delta(value);
}

CacheControl cache_control(const std::vector<Header>& headers) {
    CacheControl control;
    for (const auto& header : headers) {
        if (!iequals(header.name, "Cache-Control")) continue;
        std::string_view rest = header.value;
        while (!rest.empty()) read_directive(take_directive(rest), control);
    }
    return control;
}

std::optional<Instant> date_header(const std::vector<Header>& headers, std::string_view name) {
    const auto text = find_header(headers, name);
    return text ? from_http_date(*text) : std::nullopt;
}

}  // namespace

std::optional<std::string_view> find_header(const std::vector<Header>& headers,
                                            std::string_view name) {
    for (const auto& header : headers)
        if (iequals(header.name, name)) return header.value;
    return {};
}

std::optional<Seconds> freshness(const std::vector<Header>& headers, Instant received) {
    const auto control = cache_control(headers);
    if (control.uncacheable) return 0s;
    if (control.max_age) {
        const auto age = delta(trim(find_header(headers, "Age").value_or("")));
        return std::max(0s, *control.max_age - age.value_or(0s));
    }
    if (!find_header(headers, "Expires")) return {};
    // "0" and other non-dates mean "already expired" (RFC 9111 section 5.3).
    const auto expires = date_header(headers, "Expires");
    if (!expires) return 0s;
    const Seconds span = *expires - date_header(headers, "Date").value_or(received);
    return std::clamp(span, 0s, Seconds{largest});
}

std::optional<Seconds> retry_after(const std::vector<Header>& headers, Instant received) {
    const auto text = find_header(headers, "Retry-After");
    if (!text) return {};
    if (const auto seconds = delta(trim(*text))) return seconds;
    const auto date = from_http_date(*text);
    if (!date) return {};
    const Seconds span = *date - date_header(headers, "Date").value_or(received);
    return std::clamp(span, 0s, Seconds{largest});
}

}  // namespace weir::fetch
