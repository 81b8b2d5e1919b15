#pragma once

#include "fetch/fetcher.hpp"
#include "parse/parse.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What an HTTP answer means for a feed. Pure.
namespace weir::poll {

/// Hash of a body as it is compared between polls. Holds the parser's generation, so that a weir
/// that reads more out of the same bytes reads them once more.
[[nodiscard]] std::string body_hash(std::string_view body);

struct Verdict {
    enum class Kind {
        body,          ///< Has a document to read.
        unchanged,     ///< 304.
        gone,          ///< 410.
        rate_limited,  ///< 429, or 503 with Retry-After.
        failed,
    };
    Kind kind = Kind::failed;
    std::string error;       ///< One sentence for people; empty for body and unchanged.
    std::string error_kind;  ///< "http-404", "blocked", ...
};
[[nodiscard]] Verdict judge(const fetch::Response& response, bool conditional);

/// "404 Not Found", or "599" for a status without a name (RFC 9110 section 15).
[[nodiscard]] std::string status_text(int status);

/// The validators to store after an answer (fetching: a 304 replaces those it names, a body
/// replaces both).
[[nodiscard]] Validators merged(const Validators& before, const fetch::Response& response);

/// True for failures that show nothing about the feed when this machine has lost its network.
[[nodiscard]] bool is_network_failure(fetch::Error::Kind kind);

/// True for failures to look a host up, to connect to it or to shake hands.
[[nodiscard]] bool is_host_failure(fetch::Error::Kind kind);
/// True for failures that only a host can cause that was reached.
[[nodiscard]] bool shows_host(fetch::Error::Kind kind);

/// True when a permanent redirect must be forgotten after this failure at its end.
[[nodiscard]] bool discredits_redirect(fetch::Error::Kind kind);
[[nodiscard]] bool discredits_redirect(int http_status);

}  // namespace weir::poll
