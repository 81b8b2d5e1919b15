#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "model/subscription.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weir::fetch {

/// One GET (or POST when `post_body` is set, for WebSub). Everything that leaves the machine is
/// here. The fetcher follows redirects itself, so that validators, credentials and headers reach
/// only whom they belong to.
struct Request {
    std::string url;
    Validators validators;        ///< Sent only while the URL equals validators.url.
    std::vector<Header> headers;  ///< To the origin of `url` only.
    Credentials credentials;      ///< To the origin of `url` only.
    std::string accept;           ///< Empty: the feed types.
    std::optional<std::string> post_body;
    std::string post_type = "application/x-www-form-urlencoded";
    std::string ca_file;
    bool insecure = false;
    bool literal_private = false;         ///< The operator wrote this private address himself.
    std::optional<std::size_t> max_body;  ///< Instead of Options::max_body.
};

struct Hop {
    std::string url;  ///< That answered with a redirect.
    int status = 0;
    std::string target;  ///< Absolute.
};

struct Timing {
    std::chrono::microseconds dns{0}, connect{0}, tls{0}, first_byte{0}, total{0};
};

/// Any HTTP answer, errors included: what it means is the caller's business.
struct Response {
    int status = 0;
    std::string url;            ///< That answered last.
    std::string permanent_url;  ///< Up to the hop before the first temporary redirect; empty when
                                ///< none was permanent.
    std::vector<Hop> hops;
    std::string body;       ///< Decoded from its content codings.
    Validators validators;  ///< As this answer gave them, verbatim.
    std::string content_type;
    std::optional<Seconds>
        fresh;  ///< RFC 9111, private cache: max-age - Age, else Expires - Date; 0 for no-cache.
    std::optional<Seconds> retry_after;  ///< Seconds from the answer, from either form.
    std::vector<Header> headers;         ///< Of the last answer, as received.
    std::uint64_t wire_bytes = 0;        ///< Body as it came over the network.
    Timing timing;
};

struct Error {
    enum class Kind {
        bad_url,
        scheme_refused,
        private_address,
        dns,
        refused,
        unreachable,
        connect_timeout,
        tls,
        timeout,
        stalled,
        too_large,
        header_too_large,
        cut_off,
        bad_encoding,
        redirect_loop,
        redirect_limit,
        redirect_refused,
        protocol,
        proxy,
        auth,
        cancelled,
        other,
    };
    Kind kind = Kind::other;
    std::string detail;  ///< One sentence for people with the cause: what, why, what to do.
    std::string url;     ///< The hop that failed.
    std::vector<Hop>
        hops;  ///< What was followed before; a failed end takes an adopted redirect back.
};
[[nodiscard]] std::string_view to_string(Error::Kind kind);

/// The door to the network. `fetch` resumes on the caller's executor; cancelling it drops the
/// transfer, and yields Error::Kind::cancelled or, before its first and after its last step, Asio's
/// operation_aborted.
class Fetcher {
public:
    virtual ~Fetcher() = default;
    virtual boost::asio::awaitable<Result<Response, Error>> fetch(Request request) = 0;
};

}  // namespace weir::fetch
