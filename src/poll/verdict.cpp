#include "poll/verdict.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace weir::poll {
namespace {

/// Raised whenever the parser learns to read more out of the same bytes.
constexpr std::string_view parser_generation = "1:";

constexpr std::array<std::pair<int, std::string_view>, 40> status_names{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {226, "IM Used"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {418, "I'm a teapot"},
    {421, "Misdirected Request"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {520, "Unknown Error"},
}};

std::string_view header(const fetch::Response& response, std::string_view name) {
    const auto found = std::ranges::find_if(
        response.headers, [&](const Header& one) { return iequals(one.name, name); });
    return found == response.headers.end() ? std::string_view{} : std::string_view{found->value};
}

/// What stands between the feed and us, named where it can be recognised; empty otherwise.
std::string_view wall(const fetch::Response& response) {
    if (iequals(header(response, "cf-mitigated"), "challenge")) return "a Cloudflare challenge";
    const auto body = std::string_view{response.body}.substr(0, 20'000);
    const auto says = [&](std::string_view word) {
        return ifind(body, word) != std::string_view::npos;
    };
    if (says("cf-challenge") || says("cf_chl_") || says("<title>Just a moment...</title>"))
        return "a Cloudflare challenge";
    if (says("/_Incapsula_Resource")) return "an Imperva bot check";
    if (says("captcha-delivery.com")) return "a DataDome bot check";
    if (says("px-captcha")) return "a HUMAN bot check";
    if (says("awsWafCookieDomainList") || says("aws-waf-token")) return "an AWS bot check";
    if (says("anubis_challenge") || says("within.website/x/cmd/anubis"))
        return "an Anubis bot check";
    return {};
}

/// What a person can do about a status; empty when the status says it all.
std::string advice(const fetch::Response& response) {
    if (const auto what = wall(response); !what.empty())
        return fmt::format(": blocked by {}; ask the site's operator to let feed readers in", what);
    switch (response.status) {
        case 401:
            return ": it wants a login; set `auth` for this feed";
        case 402:
            return ": it wants to be paid";
        case 403:
            return ": the server refuses to give the feed to us";
        case 404:
            return ": no feed is at this address; look for its new one on the site";
        case 406:
            return ": the server offers no form of the feed that we accept";
        case 407:
            return ": the proxy wants a login; check `proxy` in [fetch]";
        case 451:
            return ": withheld for legal reasons";
        default:
            if (response.status >= 500)
                return ": the server is in trouble; it is tried again later";
            return {};
    }
}

Verdict failed(std::string kind, std::string error) {
    return {Verdict::Kind::failed, std::move(error), std::move(kind)};
}

}  // namespace

std::string body_hash(std::string_view body) {
    return std::string{parser_generation} + hash128_hex(body);
}

std::string status_text(int status) {
    const auto found =
        std::ranges::find(status_names, status, [](const auto& row) { return row.first; });
    return found == status_names.end() ? fmt::format("{}", status)
                                       : fmt::format("{} {}", status, found->second);
}

Verdict judge(const fetch::Response& response, bool conditional) {
    const int status = response.status;
    const auto kind = fmt::format("http-{}", status);
    if (status == 200 || status == 203 || status == 226) {
        if (!response.body.empty()) return {Verdict::Kind::body, {}, {}};
        return failed("empty", "the server answered 200 OK with an empty body");
    }
    if (status == 304) {
        if (conditional) return {Verdict::Kind::unchanged, {}, {}};
        return failed(kind,
                      "the server answered 304 Not Modified although it was asked for the "
                      "whole feed");
    }
    const auto said = fmt::format("the server answered {}", status_text(status));
    if (status == 410)
        return {Verdict::Kind::gone,
                said + ": the feed was taken down for good; it is not polled any more", kind};
    if (status == 429 || (status == 503 && response.retry_after))
        return {Verdict::Kind::rate_limited,
                said + (response.retry_after ? fmt::format(": the site rests for {}",
                                                           format_duration(*response.retry_after))
                                             : std::string{": the site gets fewer requests"}),
                kind};
    if (status >= 200 && status < 300) return failed(kind, said + ", which carries no feed");
    if (!wall(response).empty()) return failed("blocked", said + advice(response));
    return failed(kind, said + advice(response));
}

Validators merged(const Validators& before, const fetch::Response& response) {
    if (response.status != 304) {
        auto fresh = response.validators;
        fresh.url = response.url;
        return fresh;
    }
    auto kept = before;
    if (!response.validators.etag.empty()) kept.etag = response.validators.etag;
    if (!response.validators.last_modified.empty())
        kept.last_modified = response.validators.last_modified;
    return kept;
}

bool is_network_failure(fetch::Error::Kind kind) {
    using enum fetch::Error::Kind;
    return kind == dns || kind == unreachable || kind == connect_timeout;
}

bool is_host_failure(fetch::Error::Kind kind) {
    using enum fetch::Error::Kind;
    return is_network_failure(kind) || kind == refused || kind == tls;
}

bool shows_host(fetch::Error::Kind kind) {
    using enum fetch::Error::Kind;
    return kind == stalled || kind == too_large || kind == header_too_large || kind == cut_off ||
           kind == bad_encoding || kind == redirect_loop || kind == redirect_limit ||
           kind == redirect_refused || kind == protocol;
}

bool discredits_redirect(fetch::Error::Kind kind) {
    using enum fetch::Error::Kind;
    return kind == dns || kind == tls || kind == refused || kind == private_address ||
           kind == redirect_loop || kind == redirect_limit || kind == redirect_refused;
}

bool discredits_redirect(int http_status) {
    return http_status == 404 || http_status == 410;
}

}  // namespace weir::poll
