#include "identity/tracking.hpp"

#include "base/text.hpp"
#include "base/url.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace weir::identity {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view tracking_prefixes[] = {
    "at_recipient_", "bsft_", "fb_action_", "hmb_", "hsa_", "itm_", "mkt_",
    "mtm_",          "oft_",  "piwik_",     "pk_",  "stm_", "utm_",
};

constexpr std::string_view tracking_names[] = {
    "__hsfp"sv,
    "__hssc"sv,
    "__hstc"sv,
    "__s"sv,
    "_bhlid"sv,
    "_branch_match_id"sv,
    "_branch_referrer"sv,
    "_ga"sv,
    "_gl"sv,
    "_hsenc"sv,
    "_hsmi"sv,
    "_kx"sv,
    "_openstat"sv,
    "cmpid"sv,
    "dclid"sv,
    "fb_comment_id"sv,
    "fb_ref"sv,
    "fb_source"sv,
    "fbclid"sv,
    "gbraid"sv,
    "gclid"sv,
    "gclsrc"sv,
    "guccounter"sv,
    "guce_referrer"sv,
    "guce_referrer_sig"sv,
    "hsctatracking"sv,
    "igsh"sv,
    "igshid"sv,
    "irclickid"sv,
    "irgwc"sv,
    "mc_cid"sv,
    "mc_eid"sv,
    "mc_tc"sv,
    "ml_subscriber"sv,
    "ml_subscriber_hash"sv,
    "msclkid"sv,
    "ncid"sv,
    "oly_anon_id"sv,
    "oly_enc_id"sv,
    "rb_clickid"sv,
    "s_cid"sv,
    "sc_cid"sv,
    "spm"sv,
    "srsltid"sv,
    "ttclid"sv,
    "twclid"sv,
    "vero_conv"sv,
    "vero_id"sv,
    "wbraid"sv,
    "wickedid"sv,
    "wt_mc"sv,
    "xtor"sv,
    "yclid"sv,
    "ysclid"sv,
};
static_assert(std::is_sorted(std::begin(tracking_names), std::end(tracking_names)));

constexpr std::string_view volatile_prefixes[] = {"x-amz-", "x-goog-"};
constexpr std::string_view volatile_names[] = {
    "_"sv,       "cachebuster"sv, "cb"sv,          "count"sv,     "counter"sv, "downloads"sv,
    "expires"sv, "hits"sv,        "key-pair-id"sv, "nocache"sv,   "policy"sv,  "rand"sv,
    "random"sv,  "sig"sv,         "signature"sv,   "timestamp"sv, "token"sv,   "views"sv,
};
static_assert(std::is_sorted(std::begin(volatile_names), std::end(volatile_names)));

// The hosts that use "si" to name who shared a link; elsewhere it is a parameter like any other.
constexpr std::string_view sharing_sites[] = {"spotify.com", "youtube-nocookie.com", "youtube.com",
                                              "youtu.be"};

struct Parameter {
    std::string name;  ///< Lower case, decoded.
    std::string_view value;
};

Parameter read(std::string_view parameter) {
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    Parameter out{.name = lower(url::percent_decode(parameter.substr(0, equals))),
                  .value = parameter.substr(std::min(equals + 1, parameter.size()))};
    // Left over where "&amp;" was escaped twice.
    if (out.name.starts_with("amp;")) out.name.erase(0, 4);
    return out;
}

template <class List>
bool begins_with_one_of(std::string_view name, const List& prefixes) {
    return std::any_of(std::begin(prefixes), std::end(prefixes),
                       [&](std::string_view prefix) { return name.starts_with(prefix); });
}

bool is_under(std::string_view host, std::string_view site) {
    return host == site || (host.size() > site.size() && host.ends_with(site) &&
                            host[host.size() - site.size() - 1] == '.');
}

// "news.example.org", but neither "main", "v1.2" nor "README.md".
bool is_host_name(std::string_view value) {
    const std::size_t dot = value.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || value.size() - dot < 3) return false;
    const auto top = value.substr(dot + 1);
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return std::all_of(top.begin(), top.end(), is_lower) &&
           std::all_of(value.begin(), value.end(), [&](char c) {
               return is_lower(c) || is_ascii_digit(c) || c == '-' || c == '.';
           });
}

}  // namespace

bool is_tracking(std::string_view parameter, std::string_view host) {
    const auto [name, value] = read(parameter);
    if (std::binary_search(std::begin(tracking_names), std::end(tracking_names),
                           std::string_view(name)) ||
        begins_with_one_of(name, tracking_prefixes)) {
        return true;
    }
    if (name == "ref" || name == "source") return is_host_name(value);
    return name == "si" && std::any_of(std::begin(sharing_sites), std::end(sharing_sites),
                                       [&](std::string_view site) { return is_under(host, site); });
}

bool is_volatile(std::string_view parameter) {
    const std::string name = read(parameter).name;
    return std::binary_search(std::begin(volatile_names), std::end(volatile_names),
                              std::string_view(name)) ||
           begins_with_one_of(name, volatile_prefixes);
}

}  // namespace weir::identity
