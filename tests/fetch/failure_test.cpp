#include "fetch/failure.hpp"

#include "fetch/name_probe.hpp"

#include <catch2/catch.hpp>
#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <cerrno>
#include <memory>
#include <netdb.h>
#include <optional>
#include <set>
#include <vector>

namespace weir::fetch {
namespace {

using Kind = Error::Kind;

TEST_CASE("every way to fail has its kind and its sentence", "[fetch]") {
    struct Row {
        Report report;
        Kind kind;
        const char* detail;
    };
    const auto row = GENERATE(values<Row>({
        {{.code = CURLE_COULDNT_CONNECT, .os_errno = ECONNREFUSED},
         Kind::refused,
         "a.example refused the connection: nothing listens on port 443"},
        {{.code = CURLE_COULDNT_CONNECT, .os_errno = ETIMEDOUT},
         Kind::connect_timeout,
         "a.example did not answer on port 443"},
        {{.code = CURLE_COULDNT_CONNECT, .os_errno = ENETUNREACH},
         Kind::unreachable,
         "no route to a.example: is the network up?"},
        {{.code = CURLE_COULDNT_CONNECT, .os_errno = EHOSTUNREACH},
         Kind::unreachable,
         "a.example cannot be reached: No route to host"},
        {{.code = CURLE_OPERATION_TIMEDOUT},
         Kind::connect_timeout,
         "the name a.example was not resolved within 10s"},
        {{.code = CURLE_OPERATION_TIMEDOUT, .timing = {.dns = std::chrono::microseconds{5}}},
         Kind::connect_timeout,
         "no connection to a.example on port 443 within 10s"},
        {{.code = CURLE_OPERATION_TIMEDOUT,
          .was_connected = true,
          .timing = {.dns = std::chrono::microseconds{5}}},
         Kind::connect_timeout,
         "a.example did not finish the TLS handshake within 10s"},
        {{.code = CURLE_OPERATION_TIMEDOUT, .was_sent = true},
         Kind::timeout,
         "a.example took the request and sent no answer within 30s"},
        {{.code = CURLE_OPERATION_TIMEDOUT,
          .was_sent = true,
          .timing = {.first_byte = std::chrono::microseconds{9}},
          .wire_bytes = 12'000},
         Kind::timeout,
         "the answer of a.example was not complete after 30s (12.0 kB of it came)"},
        {{.code = CURLE_OPERATION_TIMEDOUT,
          .message = "Operation too slow. Less than 100 bytes/sec transferred the last 15 seconds",
          .was_sent = true},
         Kind::stalled,
         "a.example sent less than 100 bytes a second for 15s"},
        {{.code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = X509_V_ERR_CERT_HAS_EXPIRED},
         Kind::tls,
         "the TLS certificate of a.example is not trusted: it has expired"},
        {{.code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = X509_V_ERR_CERT_REVOKED},
         Kind::tls,
         "the TLS certificate of a.example is not trusted: it was revoked"},
        {{.code = CURLE_SSL_CONNECT_ERROR, .message = "handshake failure"},
         Kind::tls,
         "TLS with a.example failed: handshake failure"},
        {{.code = CURLE_GOT_NOTHING},
         Kind::cut_off,
         "a.example closed the connection without an answer"},
        {{.code = CURLE_RECV_ERROR},
         Kind::cut_off,
         "a.example broke the connection before an answer came"},
        {{.code = CURLE_PARTIAL_FILE,
          .timing = {.first_byte = std::chrono::microseconds{9}},
          .wire_bytes = 2'000},
         Kind::cut_off,
         "the answer of a.example was cut off after 2.0 kB; nothing of it was kept"},
        {{.code = CURLE_HTTP2, .message = "framing"},
         Kind::protocol,
         "a.example does not speak proper HTTP: framing"},
        {{.code = CURLE_PROXY, .message = "refused"}, Kind::proxy, "the proxy failed: refused"},
        {{.code = CURLE_LOGIN_DENIED}, Kind::auth, "a.example does not accept our credentials"},
        {{.code = CURLE_URL_MALFORMAT, .message = "Bad port"},
         Kind::bad_url,
         "this is no URL that can be fetched: Bad port"},
        {{.code = CURLE_OUT_OF_MEMORY, .message = "no memory"},
         Kind::other,
         "fetching from a.example failed: no memory"},
    }));
    CAPTURE(row.report.code);
    const auto error = explain(row.report, "https://a.example/feed", Options{});
    CHECK(error.kind == row.kind);
    CHECK(error.detail == row.detail);
    CHECK(error.url == "https://a.example/feed");
}

TEST_CASE("kinds have names of their own", "[fetch]") {
    std::set<std::string_view> names;
    for (int kind = 0; kind <= static_cast<int>(Kind::other); ++kind)
        names.insert(to_string(static_cast<Kind>(kind)));
    CHECK(names.size() == static_cast<std::size_t>(Kind::other) + 1);
    CHECK(to_string(Kind::private_address) == "private_address");
}

TEST_CASE("a name that does not exist is told from a silent name server", "[fetch][fetching-38]") {
    CHECK(explain_lookup(EAI_NONAME, "a.example") ==
          "the name a.example does not exist (NXDOMAIN): check its spelling");
    CHECK(explain_lookup(EAI_NODATA, "a.example") ==
          "the name a.example exists but has no address");
    CHECK(explain_lookup(EAI_AGAIN, "a.example") ==
          "no name server answered for a.example: is the network up?");
    CHECK(explain_lookup(EAI_FAIL, "a.example").find("could not be resolved: ") !=
          std::string::npos);
    CHECK(explain_lookup(0, "a.example").find("unsteady") != std::string::npos);
}

/// Notes what it is given.
struct Note final : Receiver {
    explicit Note(std::optional<Outcome>& to) : into(to) {}
    void deliver(Outcome outcome) noexcept override { into = std::move(outcome); }
    std::optional<Outcome>& into;
};

TEST_CASE("whoever asks about a name gets one answer, whatever happens", "[fetch]") {
    std::vector<std::optional<Outcome>> answers(100);
    {
        NameProbe probe;
        for (std::size_t i = 0; i < answers.size(); ++i)
            probe.explain(i, {.kind = Kind::dns, .url = "http://weir.invalid/"}, "weir.invalid",
                          std::make_unique<Note>(answers[i]));
        probe.cancel(7);
        probe.cancel(7);
        probe.cancel(1000);
    }
    for (const auto& answer : answers) {
        REQUIRE(answer.has_value());
        CHECK((answer->error().kind == Kind::dns || answer->error().kind == Kind::cancelled));
        CHECK(answer->error().url == "http://weir.invalid/");
    }
}

}  // namespace
}  // namespace weir::fetch
