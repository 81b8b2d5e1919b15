#include "serve/request_reader.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace weir;
using namespace weir::serve;
using State = RequestReader::State;

namespace {

constexpr std::size_t max_header = 1024;
constexpr std::size_t max_body = 1000;

/// Feeds `bytes` in pieces of `piece` as a connection does; the requests read until the end or the
/// first failure, whose status stands in `status`.
struct Reading {
    std::vector<HttpRequest> requests;
    State state = State::more;
    int status = 0;
    std::size_t expects = 0;
};
Reading read_all(const std::string& bytes, std::size_t piece) {
    RequestReader reader(max_header, max_body);
    Reading reading;
    std::string waiting;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        waiting += bytes.substr(at, piece);
        for (;;) {
            const auto step = reader.read(waiting);
            waiting.erase(0, step.used);
            reading.state = step.state;
            if (step.state == State::failed) {
                reading.status = step.status;
                return reading;
            }
            if (step.state == State::expect) ++reading.expects;
            if (step.state != State::ready) break;
            reading.requests.push_back(reader.take());
            if (waiting.empty()) break;
        }
    }
    return reading;
}

}  // namespace

TEST_CASE("requests are the same however their bytes arrive", "[serve]") {
    const std::string bytes =
        "GET /one?a=1 HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n"
        "POST /two HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello\r\n"
        "POST /three HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n4;ext=1\r\ndefg\r\n0\r\nX-Trailer: no\r\n\r\n"
        "HEAD /four HTTP/1.0\r\n\r\n";
    const auto piece = GENERATE(std::size_t{1}, 2, 3, 7, 64, 100000);
    CAPTURE(piece);

    const Reading reading = read_all(bytes, piece);
    REQUIRE(reading.requests.size() == 4);
    CHECK(reading.state == State::ready);
    CHECK(reading.requests[0].method == "GET");
    CHECK(reading.requests[0].path == "/one");
    CHECK(reading.requests[0].query == "a=1");
    CHECK(reading.requests[0].header("ACCEPT") == "*/*");
    CHECK(reading.requests[1].body == "hello");
    CHECK(reading.requests[2].body == "abcdefg");
    CHECK(reading.requests[2].header("X-Trailer").empty());
    CHECK(reading.requests[3].method == "HEAD");
}

TEST_CASE("a client that waits for 100 Continue is told once", "[serve]") {
    const std::string head =
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
    CHECK(read_all(head, 1000).expects == 1);
    CHECK(read_all(head + "abc", 1).expects == 1);
    // The body came along: there is nothing to wait for.
    CHECK(read_all(head + "abc", 1000).expects == 0);
}

TEST_CASE("a request target may be a path, a URL or a star", "[serve]") {
    struct Row {
        std::string target, path, query;
    };
    const auto row = GENERATE(values<Row>({
        {"/", "/", ""},
        {"/a%20b?q=%20", "/a b", "q=%20"},
        {"/a?b?c", "/a", "b?c"},
        {"/a?", "/a", ""},
        {"//host/path", "//host/path", ""},
        {"/a%2Fb%zz", "/a/b%zz", ""},
        {"/a#frag?no", "/a", ""},
        {"http://example.org/x?y", "/x", "y"},
        {"HTTP://example.org", "/", ""},
        {"http://example.org?y", "/", "y"},
        {"*", "*", ""},
    }));
    CAPTURE(row.target);
    const Reading reading = read_all("GET " + row.target + " HTTP/1.1\r\nHost: x\r\n\r\n", 4096);
    REQUIRE(reading.requests.size() == 1);
    CHECK(reading.requests[0].path == row.path);
    CHECK(reading.requests[0].query == row.query);
}

TEST_CASE("what is no proper request is refused with the fitting status", "[serve]") {
    struct Row {
        std::string bytes;
        int status;
    };
    const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n";
    const std::string post = "POST / HTTP/1.1\r\nHost: x\r\n";
    const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    const auto row = GENERATE_COPY(values<Row>({
        {"\x16\x03\x01\x02", 400},
        {"\x01garbage", 400},
        {"GET / HTTP/1.1\nHost: x\n\n", 400},
        {"garbage\r\n\r\n", 400},
        {"GET /\r\n\r\n", 400},
        {"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
        {"GET / HTTQ/1.1\r\nHost: x\r\n\r\n", 505},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {get + "Host: y\r\n\r\n", 400},
        {"GET host:80 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET ftp://host/ HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {get + "Bad Name: 1\r\n\r\n", 400},
        {get + "Name : 1\r\n\r\n", 400},
        {get + "no colon\r\n\r\n", 400},
        {get + "X: a\x01z\r\n\r\n", 400},
        {post + "Content-Length: x\r\n\r\n", 400},
        {post + "Content-Length: -1\r\n\r\n", 400},
        {post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
        {post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400},
        {post + "Transfer-Encoding: gzip\r\n\r\n", 501},
        {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {post + "Content-Length: 1001\r\n\r\n", 413},
        {post + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
        {chunked + "3E9\r\n" + std::string(1001, 'a'), 413},
        {chunked + "zz\r\n", 400},
        {chunked + "3\r\nabcX", 400},
        {chunked + "FFFFFFFFFFFFFFFFF\r\n", 413},
        {chunked + std::string(9000, '0'), 400},
        {chunked + "3\nabc\r\n", 400},
        {chunked + "3\r\nabc\n", 400},
        {chunked + "\r\n", 400},
        {chunked + "-1\r\n", 400},
        {chunked + "3\rabc", 400},
        {chunked + "1; a\nb", 400},
        {chunked + "1;" + std::string(9000, 'e'), 400},
        {chunked + "0\r\nX: " + std::string(9000, 'e'), 400},
        {chunked + "0\r\nX\n", 400},
        {chunked + "0\r\n\rX", 400},
        {get + "X: " + std::string(2000, 'a'), 431},
        {get + "X: " + std::string(2000, 'a') + "\r\n\r\n", 431},
        {"GET /" + std::string(2000, 'a'), 431},
        {std::string(300'000, 'A'), 431},
    }));
    const auto piece = GENERATE(std::size_t{1}, 13, 1'000'000);
    CAPTURE(row.bytes.substr(0, 120), piece);
    const Reading reading = read_all(row.bytes, piece);
    CHECK(reading.requests.empty());
    CHECK(reading.state == State::failed);
    CHECK(reading.status == row.status);
}

TEST_CASE("a connection stays open by the rules of its version", "[serve]") {
    struct Row {
        std::string bytes;
        bool keep_alive, http_1_0;
    };
    const auto row = GENERATE(values<Row>({
        {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", true, false},
        {"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", false, false},
        {"GET / HTTP/1.1\r\nHost: x\r\nConnection: foo, Close\r\n\r\n", false, false},
        {"GET / HTTP/1.0\r\n\r\n", false, true},
        {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true, true},
    }));
    CAPTURE(row.bytes);
    RequestReader reader(max_header, max_body);
    REQUIRE(reader.read(row.bytes).state == State::ready);
    CHECK(reader.keep_alive() == row.keep_alive);
    CHECK(reader.is_http_1_0() == row.http_1_0);
}

TEST_CASE("query parameters are decoded like a form's", "[serve]") {
    HttpRequest request;
    request.query = "q=a+b%2Bc&empty=&flag&q=second&%6eame=x";
    CHECK(request.parameter("q") == "a b+c");
    CHECK(request.parameter("empty") == "");
    CHECK(request.parameter("flag") == "");
    CHECK(request.parameter("name") == "x");
    CHECK_FALSE(request.parameter("absent"));
    request.query.clear();
    CHECK_FALSE(request.parameter("q"));
}
