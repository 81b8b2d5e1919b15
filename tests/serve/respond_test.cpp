#include "serve/respond.hpp"

#include "base/text.hpp"

#include <brotli/decode.h>
#include <catch2/catch.hpp>
#include <zlib.h>

#include <algorithm>
#include <string>

using namespace weir;
using namespace weir::serve;

namespace {

const Instant now{Seconds{1'800'000'000}};

std::string gunzip(const std::string& bytes) {
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    std::string out(1'000'000, '\0');
    std::string in = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int code = inflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    REQUIRE(code == Z_STREAM_END);
    return out;
}

std::string unbrotli(const std::string& bytes) {
    std::string out(1'000'000, '\0');
    std::size_t size = out.size();
    REQUIRE(BrotliDecoderDecompress(
                bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_DECODER_RESULT_SUCCESS);
    out.resize(size);
    return out;
}

std::string long_text() {
    std::string text;
    for (int line = 0; line < 500; ++line) text += "line " + std::to_string(line) + " of a feed\n";
    return text;
}

Wishes get_wishes() {
    Wishes wishes;
    wishes.get = true;
    wishes.keep_alive = true;
    return wishes;
}

Reply reply_with(std::shared_ptr<const Document> document) {
    Reply reply;
    reply.document = std::move(document);
    return reply;
}

/// Lines of the head that begin with "name:".
std::vector<std::string> lines_of(const Response& response, std::string_view name) {
    std::vector<std::string> lines;
    for (const std::string_view line : split(response.head, '\n'))
        if (istarts_with(line, std::string{name} + ":")) lines.emplace_back(trim(line));
    return lines;
}
std::string value_of(const Response& response, std::string_view name) {
    const auto lines = lines_of(response, name);
    REQUIRE(lines.size() == 1);
    return std::string{trim(std::string_view{lines[0]}.substr(name.size() + 1))};
}

}  // namespace

TEST_CASE("a document's codings decode to its body and are the same every time", "[serve]") {
    const auto document = make_document("text/plain", long_text(), now);
    CHECK(gunzip(document->gzip) == document->body);
    CHECK(unbrotli(document->brotli) == document->body);
    CHECK(document->gzip.size() < document->body.size() / 3);

    const auto again = make_document("text/plain", long_text(), now + Seconds{5});
    CHECK(again->gzip == document->gzip);
    CHECK(again->brotli == document->brotli);
    CHECK(again->etag == document->etag);
    CHECK(make_document("text/plain", long_text() + ".", now)->etag != document->etag);
}

TEST_CASE("what compression does not help is offered plain only", "[serve]") {
    CHECK(make_document("text/plain", "short", now)->gzip.empty());
    CHECK(make_document("text/plain", "", now)->brotli.empty());
    std::string noise;
    unsigned state = 1;
    for (int i = 0; i < 4000; ++i)
        noise += static_cast<char>((state = state * 1103515245 + 12345) >> 24);
    CHECK(make_document("image/png", noise, now)->gzip.empty());
    CHECK(make_document("image/png", noise, now)->brotli.empty());
    CHECK(make_document("text/plain", long_text(), now, {}, false)->brotli.empty());
}

TEST_CASE("a document goes out with its validators and what caches need", "[serve]") {
    const auto document = make_document("application/atom+xml; charset=utf-8", long_text(),
                                        now - Seconds{60}, {{"Link", "<x>; rel=hub"}});
    const Response response = respond(get_wishes(), reply_with(document), now);
    CHECK(response.head.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(response.head.ends_with("\r\n\r\n"));
    CHECK(response.body() == document->body);
    // The bytes are the document's own: no copy is made for a request.
    CHECK(response.body().data() == document->body.data());
    CHECK(value_of(response, "Date") == http_date(now));
    CHECK(value_of(response, "ETag") == document->etag);
    CHECK(value_of(response, "Last-Modified") == http_date(now - Seconds{60}));
    CHECK(value_of(response, "Cache-Control") == "max-age=300");
    CHECK(value_of(response, "Vary") == "Accept-Encoding");
    CHECK(value_of(response, "X-Content-Type-Options") == "nosniff");
    CHECK(value_of(response, "Content-Type") == "application/atom+xml; charset=utf-8");
    CHECK(value_of(response, "Content-Length") == std::to_string(document->body.size()));
    CHECK(value_of(response, "Link") == "<x>; rel=hub");
    CHECK(lines_of(response, "Content-Encoding").empty());
    CHECK(lines_of(response, "Connection").empty());
}

TEST_CASE("each coding goes out under its own tag and answers to it alone", "[serve]") {
    const auto document = make_document("text/plain", long_text(), now);
    struct Row {
        std::string accept, coding, suffix;
    };
    const auto row =
        GENERATE(values<Row>({{"gzip, deflate", "gzip", "-gz"}, {"gzip, br", "br", "-br"}}));
    Wishes wishes = get_wishes();
    wishes.accept_encoding = row.accept;
    const Response response = respond(wishes, reply_with(document), now);
    CHECK(value_of(response, "Content-Encoding") == row.coding);
    CHECK(value_of(response, "Content-Length") == std::to_string(response.body().size()));
    CHECK(std::string{response.body()} == (row.coding == "br" ? document->brotli : document->gzip));
    const std::string etag = value_of(response, "ETag");
    CHECK(etag.find(row.suffix) != std::string::npos);

    wishes.conditions.if_none_match = etag;
    CHECK(respond(wishes, reply_with(document), now).status == 304);
    wishes.accept_encoding.clear();
    CHECK(respond(wishes, reply_with(document), now).status == 200);
}

TEST_CASE("a 304 carries the validators and no body", "[serve]") {
    const auto document = make_document("text/plain", long_text(), now);
    Wishes wishes = get_wishes();
    wishes.conditions.if_none_match = document->etag;
    const Response response = respond(wishes, reply_with(document), now);
    CHECK(response.head.starts_with("HTTP/1.1 304 Not Modified\r\n"));
    CHECK(response.body().empty());
    CHECK(value_of(response, "ETag") == document->etag);
    CHECK(value_of(response, "Cache-Control") == "max-age=300");
    CHECK(value_of(response, "Vary") == "Accept-Encoding");
    CHECK(lines_of(response, "Content-Length").empty());
    CHECK(lines_of(response, "Content-Type").empty());
}

TEST_CASE("HEAD gets the head of GET", "[serve]") {
    const auto document = make_document("text/plain", long_text(), now);
    Wishes wishes = get_wishes();
    const std::string head = respond(wishes, reply_with(document), now).head;
    wishes.head = true;
    const Response response = respond(wishes, reply_with(document), now);
    CHECK(response.head == head);
    CHECK(response.body().empty());

    Reply reply;
    reply.body = "plain";
    const Response plain = respond(wishes, reply, now);
    CHECK(value_of(plain, "Content-Length") == "5");
    CHECK(plain.body().empty());
}

TEST_CASE("Last-Modified never lies in the future", "[serve]") {
    const auto document = make_document("text/plain", "x", now + Seconds{86400});
    const Response response = respond(get_wishes(), reply_with(document), now);
    CHECK(value_of(response, "Last-Modified") == http_date(now));
}

TEST_CASE("conditions count for GET and HEAD of a document found, and for nothing else",
          "[serve]") {
    const auto document = make_document("text/html", long_text(), now);
    Wishes wishes = get_wishes();
    wishes.conditions.if_none_match = "*";
    SECTION("an error page") {
        Reply reply = reply_with(document);
        reply.status = 404;
        const Response response = respond(wishes, reply, now);
        CHECK(response.status == 404);
        CHECK(lines_of(response, "ETag").empty());
        CHECK_FALSE(response.body().empty());
    }
    SECTION("another method") {
        wishes.get = false;
        CHECK(respond(wishes, reply_with(document), now).status == 200);
    }
}

TEST_CASE("a client that refuses every form on offer gets 406", "[serve]") {
    Wishes wishes = get_wishes();
    wishes.accept_encoding = "identity;q=0, compress";
    const auto document = make_document("text/plain", long_text(), now);
    CHECK(respond(wishes, reply_with(document), now).status == 406);
}

TEST_CASE("a plain reply keeps its status, type and headers", "[serve]") {
    Reply reply;
    reply.status = 405;
    reply.body = "no";
    reply.headers = {{"Allow", "GET, HEAD"}};
    Wishes wishes;
    const Response response = respond(wishes, reply, now);
    CHECK(response.head.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"));
    CHECK(value_of(response, "Allow") == "GET, HEAD");
    CHECK(value_of(response, "Connection") == "close");
    CHECK(response.body() == "no");
    wishes.keep_alive = wishes.http_1_0 = true;
    CHECK(value_of(respond(wishes, reply, now), "Connection") == "keep-alive");
    reply.status = 204;
    CHECK(respond(wishes, reply, now).body().empty());
    CHECK(lines_of(respond(wishes, reply, now), "Content-Length").empty());
}

TEST_CASE("a value with line ends cannot start a header", "[serve]") {
    Reply reply;
    reply.headers = {{"Location", "/a\r\nSet-Cookie: x=1\n\nbody"}};
    const Response response = respond(get_wishes(), reply, now);
    CHECK(lines_of(response, "Set-Cookie").empty());
    CHECK(value_of(response, "Location") == "/aSet-Cookie: x=1body");
}

TEST_CASE("a handler's Cache-Control replaces the document's", "[serve]") {
    Reply reply = reply_with(make_document("text/plain", "x", now));
    reply.headers = {{"Cache-Control", "private"}};
    CHECK(value_of(respond(get_wishes(), reply, now), "Cache-Control") == "private");
}

TEST_CASE("what shapes an answer is taken from the request, repeated lists joined", "[serve]") {
    HttpRequest request;
    request.method = "HEAD";
    request.headers = {{"accept-encoding", "gzip"},
                       {"If-None-Match", "\"a\""},
                       {"Accept-Encoding", "br"},
                       {"If-None-Match", "\"b\""},
                       {"If-Modified-Since", "then"}};
    const Wishes wishes = wishes_of(request);
    CHECK((wishes.get && wishes.head));
    CHECK(wishes.accept_encoding == "gzip, br");
    CHECK(wishes.conditions.if_none_match == "\"a\", \"b\"");
    CHECK(wishes.conditions.if_modified_since == "then");
    request.method = "POST";
    CHECK_FALSE(wishes_of(request).get);
}
