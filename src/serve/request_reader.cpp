#include "serve/request_reader.hpp"

#include "base/text.hpp"
#include "base/url.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace weir::serve {

namespace http = boost::beast::http;

namespace {

using Step = RequestReader::Step;
using State = RequestReader::State;

Step failed(int status, std::string problem) {
    Step step;
    step.state = State::failed;
    step.status = status;
    step.problem = std::move(problem);
    return step;
}

Step failed(const boost::system::error_code& error) {
    if (error == http::error::header_limit) return failed(431, "the header is too large");
    if (error == http::error::body_limit) return failed(413, "the body is too large");
    if (error == http::error::bad_version) return failed(505, "weir speaks HTTP/1.0 and HTTP/1.1");
    return failed(400, "malformed request: " + error.message());
}

/// tchar of RFC 9110 section 5.6.2: what a method, and so a request, begins with.
bool is_token_char(char c) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return is_ascii_alpha(c) || is_ascii_digit(c) || others.find(c) != std::string_view::npos;
}

/// Where a header ends in a stream of which `scanned` bytes were seen before. A line feed without
/// its carriage return ends the search: front ends disagree on what such a line means.
struct HeaderEnd {
    std::size_t size = 0;  ///< With the empty line; 0 while it is not there.
    bool bare_line_feed = false;
};
HeaderEnd find_header_end(std::string_view bytes, std::size_t scanned) {
    for (std::size_t at = bytes.find('\n', scanned); at != std::string_view::npos;
         at = bytes.find('\n', at + 1)) {
        if (at == 0 || bytes[at - 1] != '\r') return {.bare_line_feed = true};
        if (at >= 3 && bytes[at - 2] == '\n' && bytes[at - 3] == '\r') return {.size = at + 1};
    }
    return {};
}

/// Path and query out of the four forms of a request target (RFC 9112 section 3.2); false for
/// what is none of them that we serve.
bool read_target(std::string_view target, HttpRequest& request) {
    target = target.substr(0, target.find('#'));
    if (target == "*") {
        request.path = target;
        return true;
    }
    std::string_view path = target, query;
    if (target.starts_with('/')) {
        // Not split as a URL: "//name" would be taken for a host.
        path = target.substr(0, target.find('?'));
        query = target.substr(std::min(target.size(), path.size() + 1));
    } else if (url::is_http(target)) {
        const url::Parts parts = url::split(target);
        path = parts.path.empty() ? std::string_view{"/"} : parts.path;
        query = parts.query;
    } else {
        return false;
    }
    request.path = url::percent_decode(path);
    request.query = query;
    return true;
}

}  // namespace

RequestReader::RequestReader(std::size_t max_header, std::size_t max_body)
    : max_header_(max_header), max_body_(max_body) {}

RequestReader::Step RequestReader::read(std::string_view bytes) {
    if (body_) return read_body(bytes);

    // Some clients send an empty line after a body (RFC 9112 section 2.2).
    std::size_t used = 0;
    while (bytes.substr(used).starts_with("\r\n")) used += 2;
    bytes.remove_prefix(used);
    Step waiting;
    waiting.used = used;
    if (bytes.empty() || bytes == "\r") return waiting;
    if (!is_token_char(bytes.front())) return failed(400, "this is no HTTP request");

    const HeaderEnd end = find_header_end(bytes, scanned_);
    if (end.bare_line_feed) return failed(400, "lines end in CR LF");
    const std::size_t header_size = end.size == 0 ? bytes.size() : end.size;
    if (header_size > max_header_) return failed(431, "the header is too large");
    if (end.size == 0) {
        scanned_ = bytes.size();
        return waiting;
    }
    scanned_ = 0;
    Step step = read_header(bytes.substr(0, end.size));
    if (step.state == State::more) {
        bytes.remove_prefix(end.size);
        const bool nothing_sent = bytes.empty();
        step = read_body(bytes);
        if (nothing_sent && step.state == State::more &&
            iequals(request_.header("Expect"), "100-continue"))
            step.state = State::expect;
    }
    step.used += used + end.size;
    return step;
}

/// `more` when a body follows.
RequestReader::Step RequestReader::read_header(std::string_view header) {
    http::request_parser<http::empty_body> parser;
    parser.header_limit(std::numeric_limits<std::uint32_t>::max());  // Checked by the caller.
    parser.body_limit(max_body_);
    boost::system::error_code error;
    parser.put(boost::asio::buffer(header.data(), header.size()), error);
    if (error) return failed(error);

    const auto& message = parser.get();
    request_ = {};
    request_.method = std::string{message.method_string()};
    http_1_0_ = message.version() == 10;
    keep_alive_ = message.keep_alive();
    std::size_t hosts = 0;
    bool has_coding = false;
    for (const auto& field : message) {
        hosts += field.name() == http::field::host ? 1 : 0;
        has_coding = has_coding || field.name() == http::field::transfer_encoding;
        request_.headers.push_back({std::string{field.name_string()}, std::string{field.value()}});
    }
    if (hosts > 1 || (hosts == 0 && !http_1_0_)) return failed(400, "exactly one Host is needed");
    if (has_coding && http_1_0_) return failed(400, "HTTP/1.0 has no Transfer-Encoding");
    if (has_coding && !parser.chunked())
        return failed(501, "the only transfer coding here is chunked");
    if (!read_target({message.target().data(), message.target().size()}, request_))
        return failed(400, "the request target is neither a path nor an http URL");

    const std::uint64_t length = parser.content_length().value_or(0);
    Step step;
    if (!parser.chunked() && length == 0) {
        step.state = State::ready;
        return step;
    }
    body_ = parser.chunked() ? BodyReader::chunked(max_body_) : BodyReader::of_length(length);
    return step;
}

RequestReader::Step RequestReader::read_body(std::string_view bytes) {
    const std::size_t given = bytes.size();
    const BodyReader::State state = body_->read(bytes, request_.body);
    if (state == BodyReader::State::malformed) return failed(400, "malformed chunked body");
    if (state == BodyReader::State::too_large) return failed(413, "the body is too large");
    Step step;
    step.used = given - bytes.size();
    if (state == BodyReader::State::done) {
        step.state = State::ready;
        body_.reset();
    }
    return step;
}

HttpRequest RequestReader::take() {
    return std::move(request_);
}
bool RequestReader::keep_alive() const {
    return keep_alive_;
}
bool RequestReader::is_http_1_0() const {
    return http_1_0_;
}

}  // namespace weir::serve
