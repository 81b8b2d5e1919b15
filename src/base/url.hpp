#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace weir::url {

/// The parts of a URL as they were written (RFC 3986 appendix B); views into the text. A part that
/// is absent differs from an empty one only where the flags say so.
struct Parts {
    std::string_view scheme;     ///< Without ":".
    std::string_view userinfo;   ///< Without "@".
    std::string_view host;       ///< IPv6 literals with their brackets.
    std::string_view port;       ///< Digits; empty when none was given.
    std::string_view path;
    std::string_view query;      ///< Without "?".
    std::string_view fragment;   ///< Without "#".
    bool has_authority = false;
    bool has_query = false;
    bool has_fragment = false;
};

/// Splits any text; never fails. A scheme counts only in the form of RFC 3986 section 3.1.
[[nodiscard]] Parts split(std::string_view url);

/// `reference` resolved against `base` (RFC 3986 section 5.2; backslashes, blanks and stray control
/// characters handled as WHATWG's URL standard does for http). An absolute reference comes back
/// cleaned; with an empty or unusable base a relative one comes back as it is.
[[nodiscard]] std::string resolve(std::string_view base, std::string_view reference);

/// Removes what WHATWG's parser ignores: controls and blanks at both ends, tab, CR, LF anywhere.
[[nodiscard]] std::string clean(std::string_view url);

/// Lower-case scheme of a cleaned URL, empty for a relative reference. `java\tscript:` reads as
/// "javascript".
[[nodiscard]] std::string scheme(std::string_view url);

[[nodiscard]] bool is_http(std::string_view url);  ///< http or https with a host.

/// Percent-encodes what may not stand in a URI on the wire: blanks, quotes, <, >, backslash,
/// controls and all non-ASCII bytes (as UTF-8). Existing escapes stay.
[[nodiscard]] std::string to_ascii(std::string_view url);

/// Host in lower case as ASCII (IDNA 2008 by libidn2; as written where that fails), without port.
[[nodiscard]] std::string host(std::string_view url);

/// "https://example.org:8443": scheme, host and port (default ports left out), lower case. Two URLs
/// with the same origin may share connections, credentials and pacing.
[[nodiscard]] std::string origin(std::string_view url);

[[nodiscard]] std::string percent_encode(std::string_view text);  ///< All but RFC 3986 unreserved.
[[nodiscard]] std::string percent_decode(std::string_view text);  ///< Bad escapes stay.

}  // namespace weir::url
