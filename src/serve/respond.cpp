#include "serve/respond.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace weir::serve {

namespace {

// What our heads hold with room for a Link header: one allocation a response.
constexpr std::size_t usual_head = 640;

/// All values of a list header that was sent several times, as one list (RFC 9110 section 5.3).
std::string joined_header(const HttpRequest& request, std::string_view name) {
    std::string all;
    for (const Header& header : request.headers) {
        if (!iequals(header.name, name)) continue;
        if (!all.empty()) all += ", ";
        all += header.value;
    }
    return all;
}

/// Appends "name: value". Line ends in a value would start a header of somebody else's making.
void add(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ");
    for (const char c : value)
        if (c != '\r' && c != '\n' && c != '\0') head += c;
    head += "\r\n";
}

bool has(const std::vector<Header>& headers, std::string_view name) {
    return std::any_of(headers.begin(), headers.end(),
                       [name](const Header& header) { return iequals(header.name, name); });
}

void begin(std::string& head, int status, const Wishes& wishes, Instant now) {
    head.reserve(usual_head);
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", status, reason_phrase(status));
    add(head, "Date", http_date(now));
    if (!wishes.keep_alive) {
        add(head, "Connection", "close");
    } else if (wishes.http_1_0) {
        add(head, "Connection", "keep-alive");
    }
}

/// What describes a body: its type and length. Without sniffing, a feed that quotes a script stays
/// a feed.
void describe(std::string& head, std::string_view media_type, std::size_t length) {
    add(head, "Content-Type", media_type);
    add(head, "X-Content-Type-Options", "nosniff");
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", length);
}

void add_all(std::string& head, const std::vector<Header>& headers) {
    for (const Header& header : headers) add(head, header.name, header.value);
}

const std::string& body_in(const Document& document, Coding coding) {
    if (coding == Coding::gzip) return document.gzip;
    return coding == Coding::brotli ? document.brotli : document.body;
}

/// RFC 9110 sections 6.4.1 and 15.3.5: these never have a body.
bool is_bodiless(int status) {
    return status < 200 || status == 204 || status == 304;
}

}  // namespace

Wishes wishes_of(const HttpRequest& request) {
    Wishes wishes;
    wishes.head = request.method == "HEAD";
    wishes.get = wishes.head || request.method == "GET";
    wishes.accept_encoding = joined_header(request, "Accept-Encoding");
    wishes.conditions.if_none_match = joined_header(request, "If-None-Match");
    wishes.conditions.if_modified_since = request.header("If-Modified-Since");
    return wishes;
}

std::string_view Response::body() const {
    if (without_body_) return {};
    return document_ ? std::string_view{body_in(*document_, coding)} : std::string_view{text_};
}

Response document_response(const Wishes& wishes, Reply reply, Coding coding, Instant now) {
    const Document& document = *reply.document;
    Response response;
    response.status = reply.status;
    response.coding = coding;
    const std::string etag = coded_etag(document.etag, coding);
    const Instant last_modified = std::min(document.last_modified, now);
    // Conditions are about a document found, not about an error page.
    const bool found = reply.status == 200;
    if (found && wishes.get && not_modified(wishes.conditions, etag, last_modified, now))
        response.status = 304;
    response.without_body_ = wishes.head || is_bodiless(response.status);

    std::string& head = response.head;
    begin(head, response.status, wishes, now);
    if (!is_bodiless(response.status)) {
        describe(head, document.media_type, body_in(document, coding).size());
        if (coding != Coding::identity)
            add(head, "Content-Encoding", coding == Coding::gzip ? "gzip" : "br");
    }
    if (found) {
        add(head, "ETag", etag);
        add(head, "Last-Modified", http_date(last_modified));
        if (!has(reply.headers, "Cache-Control"))
            add(head, "Cache-Control", document.cache_control);
    }
    add(head, "Vary", "Accept-Encoding");
    add_all(head, document.headers);
    add_all(head, reply.headers);
    head += "\r\n";
    response.document_ = std::move(reply.document);
    return response;
}

Response respond(const Wishes& wishes, Reply reply, Instant now) {
    if (reply.document) {
        const std::optional<Coding> coding = choose_coding(
            wishes.accept_encoding, !reply.document->gzip.empty(), !reply.document->brotli.empty());
        if (coding) return document_response(wishes, std::move(reply), *coding, now);
        reply =
            Reply{.status = 406, .body = "no acceptable content coding: try gzip or identity\n"};
    }
    Response response;
    response.status = reply.status;
    response.text_ = std::move(reply.body);
    response.without_body_ = wishes.head || is_bodiless(reply.status);
    begin(response.head, reply.status, wishes, now);
    if (!is_bodiless(reply.status))
        describe(response.head, reply.media_type, response.text_.size());
    add_all(response.head, reply.headers);
    response.head += "\r\n";
    return response;
}

std::string_view reason_phrase(int status) {
    struct Phrase {
        int status;
        std::string_view text;
    };
    static constexpr std::array phrases{
        Phrase{200, "OK"},
        Phrase{201, "Created"},
        Phrase{202, "Accepted"},
        Phrase{204, "No Content"},
        Phrase{301, "Moved Permanently"},
        Phrase{302, "Found"},
        Phrase{303, "See Other"},
        Phrase{304, "Not Modified"},
        Phrase{307, "Temporary Redirect"},
        Phrase{308, "Permanent Redirect"},
        Phrase{400, "Bad Request"},
        Phrase{401, "Unauthorized"},
        Phrase{403, "Forbidden"},
        Phrase{404, "Not Found"},
        Phrase{405, "Method Not Allowed"},
        Phrase{406, "Not Acceptable"},
        Phrase{408, "Request Timeout"},
        Phrase{409, "Conflict"},
        Phrase{410, "Gone"},
        Phrase{411, "Length Required"},
        Phrase{413, "Content Too Large"},
        Phrase{414, "URI Too Long"},
        Phrase{415, "Unsupported Media Type"},
        Phrase{422, "Unprocessable Content"},
        Phrase{429, "Too Many Requests"},
        Phrase{431, "Request Header Fields Too Large"},
        Phrase{500, "Internal Server Error"},
        Phrase{501, "Not Implemented"},
        Phrase{502, "Bad Gateway"},
        Phrase{503, "Service Unavailable"},
        Phrase{505, "HTTP Version Not Supported"},
    };
    const auto* const found =
        std::find_if(phrases.begin(), phrases.end(),
                     [status](const Phrase& phrase) { return phrase.status == status; });
    return found == phrases.end() ? std::string_view{} : found->text;
}

}  // namespace weir::serve
