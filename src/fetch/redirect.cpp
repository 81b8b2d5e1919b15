#include "fetch/redirect.hpp"

#include "base/text.hpp"
#include "base/url.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace weir::fetch {
namespace {

using Kind = Error::Kind;

std::string without_fragment(std::string url) {
    url.resize(std::min(url.find('#'), url.size()));
    return url;
}

bool steps_down(const Hop& hop) {
    return url::scheme(hop.url) == "https" && url::scheme(hop.target) != "https";
}

}  // namespace

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Result<void, Error> check_url(const std::string& url) {
    const auto refuse = [&](Kind kind, std::string detail) {
        return fail(Error{.kind = kind, .detail = std::move(detail), .url = url});
    };
    const bool has_control = std::ranges::any_of(
        url, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (has_control) return refuse(Kind::bad_url, "the URL holds a control character");
    const auto scheme = url::scheme(url);
    if (scheme.empty()) return refuse(Kind::bad_url, "the URL is not absolute: no http: or https:");
    if (scheme != "http" && scheme != "https")
        return refuse(Kind::scheme_refused,
                      fmt::format("only http and https are fetched, not {}:", scheme));
    if (url::split(url).host.empty()) return refuse(Kind::bad_url, "the URL names no host");
    return {};
}

Result<std::string, Error> redirect_target(const std::string& from, std::string_view location) {
    auto target = without_fragment(url::resolve(from, location));
    const auto refuse = [&](Kind kind, std::string detail) {
        return fail(Error{.kind = kind, .detail = std::move(detail), .url = from});
    };
    if (const auto scheme = url::scheme(target); scheme != "http" && scheme != "https")
        return refuse(Kind::scheme_refused,
                      fmt::format("it redirects to {}:, and only http and https are followed",
                                  scheme.empty() ? "no URL" : scheme));
    if (!url::split(target).userinfo.empty())
        return refuse(Kind::redirect_refused,
                      "it redirects to a URL with a user name in it, which is not followed");
    if (auto checked = check_url(target); !checked)
        return refuse(Kind::redirect_refused,
                      fmt::format("it redirects to no usable URL: {}", checked.error().detail));
    return target;
}

std::string permanent_url(const std::vector<Hop>& hops) {
    std::string adopted;
    for (const auto& hop : hops) {
        if ((hop.status != 301 && hop.status != 308) || steps_down(hop)) break;
        adopted = hop.target;
    }
    return adopted;
}

bool is_loop(const std::vector<Hop>& hops, bool sets_cookie) {
    const auto& target = hops.back().target;
    const auto visits = std::ranges::count_if(
        hops, [&](const Hop& hop) { return without_fragment(hop.url) == target; });
    return visits > (sets_cookie ? 2 : 0);
}

std::string describe(const std::vector<Hop>& hops) {
    std::string text;
    for (const auto& hop : hops) text += hop.url + " -> ";
    return hops.empty() ? text : text + hops.back().target;
}

}  // namespace weir::fetch
