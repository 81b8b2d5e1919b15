#include "fetch/fetching.hpp"

#include <catch2/catch.hpp>

namespace weir::test {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a body too large ends the transfer", "[fetch][fetching-31]") {
    auto options = at_loopback();
    options.max_body = 100'000;
    Fetching f(options);
    f.server.on("/fits", Scripted{.body = std::string(100'000, 'x')});
    f.server.on("/plain", Scripted{.body = std::string(100'001, 'x')});
    f.server.on("/chunked", Scripted{.body = std::string(100'001, 'x'), .chunked = true});
    CHECK(f.answer("/fits").body.size() == 100'000);
    for (const char* path : {"/plain", "/chunked"}) {
        const auto error = f.error(path);
        CHECK(error.kind == Kind::too_large);
        CHECK(error.detail.find("100.0 kB decompressed") != std::string::npos);
    }
    Request request{.url = f.server.url("/plain"), .max_body = 100'001};
    CHECK(f.answer(request).body.size() == 100'001);
}

TEST_CASE("decompression bombs count decompressed", "[fetch][fetching-31]") {
    const auto coding = GENERATE(as<std::string>{}, "gzip", "deflate", "br");
    CAPTURE(coding);
    auto options = at_loopback();
    options.max_body = 1'000'000;
    Fetching f(options);
    f.server.on("/", Scripted{.body = std::string(8'000'000, '\0'), .coding = coding});
    CHECK(f.error("/").kind == Kind::too_large);
}

TEST_CASE("headers without end are refused", "[fetch][fetching-31]") {
    Fetching f;
    std::string raw = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 2000; ++i) raw += "X-Filler: " + std::string(60, 'x') + "\r\n";
    f.server.on("/", Scripted{.raw = raw});
    const auto error = f.error("/");
    CHECK(error.kind == Kind::header_too_large);
    CHECK(error.detail.find("100.0 kB") != std::string::npos);
}

TEST_CASE("errors carry the beginning of their page only", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.status = 500, .body = std::string(5'000'000, 'x')});
    const auto answer = f.answer("/");
    CHECK(answer.status == 500);
    CHECK(answer.body.size() == 65'536);
}

TEST_CASE("short bodies are errors", "[fetch][fetching-32]") {
    Fetching f;
    const std::string body(5000, 'x');
    f.server.on("/length", Scripted{.body = body, .claimed_length = 9000});
    f.server.on("/cut", Scripted{.body = body, .cut_after = 100});
    f.server.on("/chunks", Scripted{.body = body, .chunked = true, .cut_after = 100});
    f.server.on("/gzip", Scripted{.body = body, .coding = "gzip", .cut_after = 20});
    f.server.on("/none", Scripted{.close = true});
    f.server.on("/reset", Scripted{.reset = true});
    for (const char* path : {"/length", "/cut", "/chunks", "/gzip", "/none", "/reset"}) {
        const auto error = f.error(path);
        CAPTURE(path, error.detail);
        CHECK(error.kind == Kind::cut_off);
    }
    CHECK(f.error("/length").detail ==
          "the answer of 127.0.0.1 was cut off after 5.0 kB of 9.0 kB; nothing of it was kept");
}

TEST_CASE("a length that is too small cuts the rest", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.body = "12345", .claimed_length = 3});
    CHECK(f.answer("/").body == "123");
    CHECK(f.answer("/").body == "123");  // The rest did not become the next answer.
}

TEST_CASE("slow but steady servers are heard", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.body = "slow", .drip = 20, .drip_every = 5ms});
    CHECK(f.answer("/").body == "slow");
}

TEST_CASE("time-outs name their phase", "[fetch][fetching-30]") {
    auto options = at_loopback();
    options.timeout = 1s;
    options.connect_timeout = 1s;
    SECTION("no answer") {
        Fetching f(options);
        f.server.on("/", Scripted{.never = true});
        const auto error = f.error("/");
        CHECK(error.kind == Kind::timeout);
        CHECK(error.detail == "127.0.0.1 took the request and sent no answer within 1s");
    }
    SECTION("an answer in drops") {
        Fetching f(options);
        f.server.on("/",
                    Scripted{.body = std::string(100'000, 'x'), .drip = 100, .drip_every = 10ms});
        const auto error = f.error("/");
        CHECK(error.kind == Kind::timeout);
        CHECK(error.detail.find("was not complete after 1s") != std::string::npos);
    }
    SECTION("no TLS handshake") {
        options.timeout = 10s;
        Fetching f(options, {.tls = TestCa().issue(), .hold_handshake = true});
        const auto error = f.error("/");
        CHECK(error.kind == Kind::connect_timeout);
        CHECK(error.detail == "127.0.0.1 did not finish the TLS handshake within 1s");
    }
    SECTION("fewer than 100 bytes a second") {
        options.timeout = 20s;
        options.stall_timeout = 1s;
        Fetching f(options);
        f.server.on("/", Scripted{.body = std::string(1000, 'x'), .drip = 5, .drip_every = 200ms});
        const auto error = f.error("/");
        CHECK(error.kind == Kind::stalled);
        CHECK(error.detail == "127.0.0.1 sent less than 100 bytes a second for 1s");
    }
    SECTION("redirects share the time of the whole") {
        Fetching f(options);
        f.server.otherwise([](const Seen& request, int) {
            return Scripted{
                .status = 302, .headers = {{"Location", request.path + "x"}}, .delay = 300ms};
        });
        CHECK(f.error("/").kind == Kind::timeout);
        CHECK(f.server.seen().size() <= 4);
    }
}

TEST_CASE("a port where nobody listens refuses", "[fetch]") {
    std::string url;
    {
        const LoopbackServer gone;
        url = gone.url("/");
    }
    Fetching f;
    const auto error = f.error(Request{.url = url});
    CHECK(error.kind == Kind::refused);
    CHECK(error.detail.find("127.0.0.1 refused the connection: nothing listens on port ") == 0);
    CHECK(error.url == url);
}

TEST_CASE("a host that does not exist is said as such", "[fetch][fetching-38]") {
    Fetching f;
    // RFC 6761 section 6.4: "invalid" never resolves.
    const auto error = f.error(Request{.url = "http://weir.invalid/"});
    CHECK(error.kind == Kind::dns);
    CHECK(error.url == "http://weir.invalid/");
    CHECK(error.detail.find("weir.invalid") != std::string::npos);
}

TEST_CASE("what is no HTTP is said as such", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.raw = "220 ftp.example ready\r\n"});
    CHECK(f.error("/").kind == Kind::protocol);
}

TEST_CASE("requests that must not leave do not", "[fetch]") {
    Fetching f;
    f.server.otherwise([](const Seen&, int) { return Scripted{}; });
    CHECK(f.error(Request{.url = "ftp://127.0.0.1/"}).kind == Kind::scheme_refused);
    CHECK(f.error(Request{.url = "file:///etc/passwd"}).kind == Kind::scheme_refused);
    CHECK(f.error(Request{.url = "nonsense"}).kind == Kind::bad_url);
    CHECK(f.error(Request{.url = f.server.url("/\r\nX: y")}).kind == Kind::bad_url);
    Request split{.url = f.server.url("/"), .headers = {{"X", "a\r\nY: b"}}};
    CHECK(f.error(split).kind == Kind::other);
    CHECK(f.server.connections() == 0);
}

}  // namespace
}  // namespace weir::test
