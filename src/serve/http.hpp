#pragma once

#include "base/instant.hpp"
#include "model/subscription.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Sockets here, meaning elsewhere: a handler gets a request and gives a reply.
namespace weir::serve {

struct HttpRequest {
    std::string method;   ///< "GET", "HEAD", "POST", ...
    std::string path;     ///< Percent-decoded, without query.
    std::string query;    ///< Raw, without "?".
    std::vector<Header> headers;
    std::string body;     ///< Bounded by ServerOptions::max_body.

    [[nodiscard]] std::string_view header(std::string_view name) const;  ///< First one; empty when absent.
    /// Value of a query parameter, decoded ('+' is a blank); absent when not given.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

/// An immutable body in the codings it is offered in, with its validators. Made once per change,
/// shared by all requests.
struct Document {
    std::string media_type;      ///< "application/atom+xml; charset=utf-8"
    std::string body;
    std::string gzip;            ///< Empty: not worth it.
    std::string brotli;
    std::string etag;            ///< Strong, with quotes, of the plain body; codings get a suffix.
    Instant last_modified{};
    std::string cache_control = "max-age=300";
    std::vector<Header> headers; ///< Further ones: Link, Content-Security-Policy.
};
/// Compresses `body` (gzip always, brotli when `best`) and hashes it.
[[nodiscard]] std::shared_ptr<const Document> make_document(std::string media_type, std::string body,
                                                            Instant last_modified,
                                                            std::vector<Header> headers = {},
                                                            bool best = true);

/// What a handler answers: a shared document (conditional requests, codings and HEAD are the
/// server's business), or a plain status with text.
struct Reply {
    int status = 200;
    std::shared_ptr<const Document> document;   ///< For 200; null for a plain reply.
    std::string body;
    std::string media_type = "text/plain; charset=utf-8";
    std::vector<Header> headers;
};

using Handler = std::function<boost::asio::awaitable<Reply>(HttpRequest)>;

}  // namespace weir::serve
