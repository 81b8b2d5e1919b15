#pragma once

#include "base/result.hpp"
#include "fetch/fetcher.hpp"

#include <string>
#include <string_view>
#include <vector>

/// The rules of following: pure, no request is made here.
namespace weir::fetch {

[[nodiscard]] bool is_redirect(int status);  ///< 301, 302, 303, 307, 308.

/// An http or https URL with a host and without control characters, or why it is not asked.
[[nodiscard]] Result<void, Error> check_url(const std::string& url);

/// The absolute URL that `location` names, without fragment; an error for schemes other than http
/// and https, for user information and for what is no URL.
[[nodiscard]] Result<std::string, Error> redirect_target(const std::string& from,
                                                         std::string_view location);

/// Where the leading permanent redirects (301, 308) lead, up to the hop before the first temporary
/// one; empty when the first is temporary. A step from https down to http counts as temporary.
[[nodiscard]] std::string permanent_url(const std::vector<Hop>& hops);

/// Whether the last hop leads to a URL that was asked before. A server that sets a cookie may send
/// us to the same URL again, twice at most.
[[nodiscard]] bool is_loop(const std::vector<Hop>& hops, bool sets_cookie);

/// "http://a -> http://b -> http://a".
[[nodiscard]] std::string describe(const std::vector<Hop>& hops);

}  // namespace weir::fetch
