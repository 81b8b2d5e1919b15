#include "parse/not_a_feed.hpp"

#include "base/text.hpp"
#include "html/discover.hpp"
#include "parse/excerpt.hpp"

#include <fmt/core.h>

#include <string>

namespace weir::parse {
namespace {

// The signs stand in a page's head; a whole large page need not be searched for each of them.
constexpr std::size_t head_size = std::size_t{64} * 1024;

struct Sign {
    std::string_view text;
    std::string_view what;
};

/// Pages that stand in a feed's place, by words that only they use.
constexpr Sign signs[] = {
    {"cf-browser-verification", "a Cloudflare challenge"},
    {"challenges.cloudflare.com", "a Cloudflare challenge"},
    {"/cdn-cgi/challenge-platform", "a Cloudflare challenge"},
    {"<title>just a moment", "a Cloudflare challenge"},
    {"attention required! | cloudflare", "a Cloudflare block"},
    {"_incapsula_resource", "an Imperva challenge"},
    {"captcha-delivery.com", "a DataDome challenge"},
    {"px-captcha", "a PerimeterX challenge"},
    {"awswafcookiedomainlist", "an AWS challenge"},
    {"anubis_challenge", "an Anubis challenge"},
    {"within.website/x/cmd/anubis", "an Anubis challenge"},
    {"sucuri website firewall", "a Sucuri block"},
    {"ddos-guard", "a DDoS-Guard challenge"},
    {"g-recaptcha", "a captcha"},
    {"h-captcha", "a captcha"},
    {"consent.google.", "a consent wall"},
    {"consent.yahoo.", "a consent wall"},
    {"sp_message_container", "a consent wall"},
    {"name=\"password\"", "a login page"},
    {"type=\"password\"", "a login page"},
    {"type='password'", "a login page"},
    {"<title>404", "an error page"},
    {"<title>page not found", "an error page"},
    {"<title>not found", "an error page"},
    {"<title>403", "an error page"},
    {"<title>502", "an error page"},
    {"<title>503", "an error page"},
    {"<title>maintenance", "a maintenance page"},
};

std::string_view kind_of_page(std::string_view text) {
    const std::string head = lower(text.substr(0, head_size));
    for (const Sign& sign : signs) {
        if (head.find(sign.text) != std::string::npos) return sign.what;
    }
    return {};
}

std::string sentence(std::string_view text, std::string_view base_url) {
    std::string detail = "it is an HTML page";
    if (const auto what = kind_of_page(text); !what.empty()) detail += fmt::format(" ({})", what);
    const auto count = html::discover(text, base_url).size();
    if (count > 0) {
        detail += fmt::format("; it announces {} feed{}", count, count == 1 ? "" : "s");
    }
    return detail;
}

}  // namespace

bool begins_as_html(std::string_view text) {
    for (;;) {
        text = trim(text);
        std::string_view end;
        if (text.starts_with("<!--")) {
            end = "-->";
        } else if (text.starts_with("<?")) {
            end = "?>";
        } else {
            break;
        }
        const auto found = text.find(end);
        if (found == std::string_view::npos) return false;
        text.remove_prefix(found + end.size());
    }
    for (const std::string_view start :
         {"<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title", "<div", "<p>",
          "<h1", "<center", "<table"}) {
        if (istarts_with(text, start)) return true;
    }
    return false;
}

Error describe(std::string_view text, std::string_view base_url, std::string_view root_name) {
    if (begins_as_html(text) || ifind(text.substr(0, head_size), "<html") != std::string::npos) {
        return {Error::Kind::html_page, sentence(text, base_url)};
    }
    if (!root_name.empty()) {
        return {
            Error::Kind::not_a_feed,
            fmt::format("it is XML without a feed; its first element is <{}>", excerpt(root_name))};
    }
    if (trim(text).starts_with('[')) {
        return {Error::Kind::not_a_feed, "it is JSON, but no JSON Feed"};
    }
    return {Error::Kind::not_a_feed, "it is neither XML nor JSON"};
}

}  // namespace weir::parse
