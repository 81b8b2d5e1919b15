#pragma once

#include "serve/http.hpp"
#include "serve/negotiate.hpp"

#include <memory>
#include <string>
#include <string_view>

/// A handler's reply as the bytes of an HTTP response. Pure.
namespace weir::serve {

/// What of a request decides how its answer goes out; kept while the handler owns the request.
struct Wishes {
    bool get = false;         ///< GET or HEAD: conditions count.
    bool head = false;        ///< Head only.
    bool keep_alive = false;  ///< The connection stays open after this answer.
    bool http_1_0 = false;    ///< An HTTP/1.0 client has to be told that it stays open.
    std::string accept_encoding;
    Conditions conditions;
};
[[nodiscard]] Wishes wishes_of(const HttpRequest& request);

/// A response ready for the wire: `head` ends with the empty line; `body()` points into the shared
/// document or into the response itself, so the response must outlive the write.
class Response {
public:
    int status = 200;
    std::string head;
    Coding coding = Coding::identity;

    [[nodiscard]] std::string_view body() const;

private:
    friend Response respond(const Wishes&, Reply, Instant);
    friend Response document_response(const Wishes&, Reply, Coding, Instant);
    std::shared_ptr<const Document> document_;  ///< Null: the body is `text_`.
    std::string text_;
    bool without_body_ = false;
};

/// `now` dates the response; Last-Modified never lies after it.
[[nodiscard]] Response respond(const Wishes& wishes, Reply reply, Instant now);

/// "Not Found" for 404; "" for a status without a registered phrase.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace weir::serve
