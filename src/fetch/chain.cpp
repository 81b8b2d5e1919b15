#include "fetch/chain.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "fetch/failure.hpp"
#include "fetch/freshness.hpp"
#include "fetch/redirect.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace weir::fetch {
namespace {

using Kind = Error::Kind;

// What a server says beside a redirect or an error is for people: its beginning is enough.
constexpr std::size_t enough_of_an_aside = 65'536;

constexpr std::string_view feed_types =
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/"
    "*;q=0.1";

/// "https://me:secret@host/" becomes credentials and "https://host/", so that no URL that is shown
/// or compared holds a secret.
void lift_userinfo(Request& request) {
    const auto parts = url::split(request.url);
    if (parts.userinfo.empty()) return;
    if (request.credentials.kind == Credentials::Kind::none) {
        const auto colon = parts.userinfo.find(':');
        request.credentials.kind = Credentials::Kind::basic;
        request.credentials.user = url::percent_decode(parts.userinfo.substr(0, colon));
        if (colon != std::string_view::npos)
            request.credentials.secret = url::percent_decode(parts.userinfo.substr(colon + 1));
    }
    const auto at = static_cast<std::size_t>(parts.userinfo.data() - request.url.data());
    request.url.erase(at, parts.userinfo.size() + 1);
}

bool breaks_a_line(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

/// libcurl spells a header without a value "Name;".
std::string header_line(const Header& header) {
    if (trim(header.value).empty()) return header.name + ";";
    return header.name + ": " + header.value;
}

/// The number in "HTTP/1.1 304 Not Modified" or "HTTP/2 304".
int status_of(std::string_view line) {
    const auto blank = line.find(' ');
    int status = 0;
    if (blank != std::string_view::npos) {
        const auto digits = line.substr(blank + 1);
        std::from_chars(digits.data(), digits.data() + digits.size(), status);
    }
    return status;
}

Result<void, Error> check(const Request& request) {
    if (auto checked = check_url(request.url); !checked) return checked;
    const auto spoils = [](const Header& header) {
        return header.name.empty() || breaks_a_line(header.name) || breaks_a_line(header.value);
    };
    if (std::ranges::any_of(request.headers, spoils) || breaks_a_line(request.credentials.secret))
        return fail(Error{.kind = Kind::other,
                          .detail = "a configured header holds a line break",
                          .url = request.url});
    return {};
}

}  // namespace

Chain::Chain(Request request, std::shared_ptr<const Options> options, Easy easy)
    : request_(std::move(request)),
      options_(std::move(options)),
      easy_(std::move(easy)),
      end_(std::chrono::steady_clock::now() + options_->timeout) {
    lift_userinfo(request_);
    url_ = request_.url;
}

std::optional<Outcome> Chain::begin(void* owner) {
    using std::chrono::milliseconds;
    if (hops_.empty())
        if (auto checked = check(request_); !checked) return failed(std::move(checked.error()));
    const auto left = std::chrono::ceil<milliseconds>(end_ - std::chrono::steady_clock::now());
    if (left <= milliseconds{0})
        return failed({.kind = Kind::timeout,
                       .detail = fmt::format("{} redirects took longer than {}", hops_.size(),
                                             format_duration(options_->timeout))});
    // A proxy hides the addresses behind it, so that literals are all that can be judged.
    if (const auto address = literal_address(url::host(url_));
        !options_->proxy.empty() && address && !may_talk_to(*address))
        return failed(stopped());

    status_ = 0;
    head_done_ = false;
    headers_.clear();
    header_bytes_ = 0;
    body_.clear();
    stop_ = Stop::none;
    refused_.reset();
    const auto& credentials = request_.credentials;
    const bool known =
        credentials.kind != Credentials::Kind::none || !credentials.client_cert.empty();
    const Ask ask{.url = url::to_ascii(url_),
                  .header_lines = header_lines(),
                  .credentials = known && at_home() ? &credentials : nullptr,
                  .post = request_.post_body ? &*request_.post_body : nullptr,
                  .ca_file = request_.ca_file,
                  .insecure = request_.insecure && at_home(),
                  .time_left = left};
    easy_.set_up(ask, options_, *this, owner);
    return {};
}

bool Chain::at_home() const {
    return hops_.empty() || url::origin(url_) == url::origin(request_.url);
}

/// The operator may name a private address himself; a name or a foreign redirect may not.
bool Chain::allows_private() const {
    switch (options_->private_addresses) {
        case PrivateAddresses::always:
            return true;
        case PrivateAddresses::never:
            return false;
        case PrivateAddresses::literal_only:
            break;
    }
    return request_.literal_private && at_home() && literal_address(url::host(url_));
}

bool Chain::may_talk_to(const Address& address) {
    if (is_public(address) || allows_private()) return true;
    stop_ = Stop::private_address;
    refused_ = address;
    return false;
}

std::vector<std::string> Chain::header_lines() const {
    std::vector<std::string> lines;
    lines.reserve(6 + request_.headers.size());
    const bool home = at_home();
    const auto add = [&](std::string_view name, std::string_view value) {
        const bool overridden = home && find_header(request_.headers, name).has_value();
        if (!value.empty() && !overridden) lines.emplace_back(name).append(": ").append(value);
    };
    add("Accept", request_.accept.empty() ? feed_types : std::string_view(request_.accept));
    if (request_.accept.empty()) add("A-IM", "feed");
    if (request_.validators.url == url_ && !request_.post_body) {
        add("If-None-Match", request_.validators.etag);
        add("If-Modified-Since", request_.validators.last_modified);
    }
    if (request_.post_body) {
        add("Content-Type", request_.post_type);
        lines.emplace_back("Expect:");  // No waiting for "100 Continue".
    }
    if (!home) return lines;
    if (request_.credentials.kind == Credentials::Kind::bearer)
        add("Authorization", "Bearer " + request_.credentials.secret);
    for (const auto& header : request_.headers) lines.push_back(header_line(header));
    return lines;
}

bool Chain::on_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > options_->max_header) {
        stop_ = Stop::header_too_large;
        return false;
    }
    if (line.starts_with("HTTP/")) {  // Also after "100 Continue" and a demand for credentials.
        status_ = status_of(line);
        head_done_ = false;
        stop_ = Stop::none;  // A refused address harms nothing when another one answers.
        headers_.clear();
        return true;
    }
    if (head_done_) return true;  // Trailers say nothing that we use.
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) {
        head_done_ = true;
        return true;
    }
    if ((line.front() == ' ' || line.front() == '\t') && !headers_.empty()) {
        // obs-fold, RFC 9112 section 5.2.
        headers_.back().value.append(" ").append(trim(line));
        return true;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return true;
    headers_.push_back(
        {std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
    if (iequals(headers_.back().name, "Set-Cookie")) has_cookies_ = true;
    return true;
}

std::size_t Chain::limit() const {
    return request_.max_body.value_or(options_->max_body);
}

bool Chain::on_body(std::string_view bytes) {
    const bool aside = status_ >= 300;
    const std::size_t most = aside ? std::min(enough_of_an_aside, limit()) : limit();
    if (body_.size() + bytes.size() > most) {
        stop_ = aside ? Stop::enough : Stop::too_large;
        if (aside) body_.append(bytes.substr(0, most - body_.size()));
        return false;
    }
    if (body_.empty()) {
        // The length on the wire: a compressed body outgrows it, and a liar gains nothing.
        const auto announced = easy_.announced_length().value_or(0);
        body_.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(announced, most)));
    }
    body_.append(bytes);
    return true;
}

std::optional<Outcome> Chain::finish(int code) {
    auto report = easy_.report(code);
    if (code != 0 && stop_ != Stop::enough) {
        if (stop_ != Stop::none) return failed(stopped());
        return failed(explain(report, url_, *options_));
    }
    if (follows()) return follow();
    return respond(report);
}

/// A POST goes on only where the method is kept: what else a hub answers is its answer.
bool Chain::follows() const {
    if (!is_redirect(status_) || trim(find_header(headers_, "Location").value_or("")).empty())
        return false;
    return !request_.post_body || status_ == 307 || status_ == 308;
}

std::optional<Outcome> Chain::follow() {
    auto target = redirect_target(url_, *find_header(headers_, "Location"));
    if (!target) return failed(std::move(target.error()));
    hops_.push_back({.url = url_, .status = status_, .target = std::move(*target)});
    if (is_loop(hops_, find_header(headers_, "Set-Cookie").has_value()))
        return failed({.kind = Kind::redirect_loop,
                       .detail = fmt::format("it redirects in a circle: {}", describe(hops_))});
    if (hops_.size() > static_cast<std::size_t>(std::max(0, options_->max_redirects)))
        return failed({.kind = Kind::redirect_limit,
                       .detail = fmt::format("more than {} redirects, the last one to {}",
                                             options_->max_redirects, hops_.back().target)});
    url_ = hops_.back().target;
    return {};
}

Error Chain::stopped() const {
    switch (stop_) {
        case Stop::private_address:
            return {.kind = Kind::private_address,
                    .detail = fmt::format("{} leads to {}, which is not a public address; see "
                                          "allow_private_addresses",
                                          url::host(url_), to_string(*refused_))};
        case Stop::header_too_large:
            return {.kind = Kind::header_too_large,
                    .detail = fmt::format("the headers of the answer exceed {}",
                                          format_size(options_->max_header))};
        default:
            return {.kind = Kind::too_large,
                    .detail = fmt::format("the document is larger than max_body, {} decompressed",
                                          format_size(limit()))};
    }
}

Outcome Chain::failed(Error error) const {
    error.url = url_;
    error.hops = hops_;
    return fail(std::move(error));
}

Outcome Chain::cancelled() const {
    return failed({.kind = Kind::cancelled, .detail = "the transfer was cancelled"});
}

Response Chain::respond(const Report& report) {
    const auto text = [&](std::string_view name) {
        return std::string(find_header(headers_, name).value_or(""));
    };
    const Instant now = system_now();
    Response response;
    response.status = status_;
    response.url = url_;
    response.permanent_url = permanent_url(hops_);
    response.hops = std::move(hops_);
    response.body = std::move(body_);
    response.validators = {
        .etag = text("ETag"), .last_modified = text("Last-Modified"), .url = url_};
    response.content_type = text("Content-Type");
    response.fresh = freshness(headers_, now);
    response.retry_after = retry_after(headers_, now);
    response.headers = std::move(headers_);
    response.wire_bytes = report.wire_bytes;
    response.timing = report.timing;
    return response;
}

Easy Chain::take_easy() {
    if (has_cookies_) easy_.forget_cookies();
    return std::move(easy_);
}

}  // namespace weir::fetch
