#include "fetch/fetching.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

namespace weir::test {
namespace {

using namespace std::chrono_literals;
using fetch::PrivateAddresses;

Options with(PrivateAddresses policy) {
    auto options = at_loopback();
    options.private_addresses = policy;
    return options;
}

TEST_CASE("private addresses are refused in every spelling, unconnected", "[fetch][fetching-33]") {
    const auto host = GENERATE(as<std::string>{}, "127.0.0.1", "2130706433", "0x7f000001", "0x7f.1",
                               "127.1", "0177.0.0.1", "017700000001", "0", "localhost", "LOCALHOST",
                               "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "%31%32%37.0.0.1");
    CAPTURE(host);
    Fetching f(with(PrivateAddresses::literal_only));
    const auto error = f.error(Request{.url = f.server.url("/", host)});
    CAPTURE(error.detail);
    CHECK(error.kind == Kind::private_address);
    CHECK(error.detail.find("is not a public address") != std::string::npos);
    CHECK(f.server.connections() == 0);
}

TEST_CASE("a private literal that the operator wrote is allowed", "[fetch][fetching-34]") {
    const auto host = GENERATE(as<std::string>{}, "127.0.0.1", "0x7f.1");
    Fetching f(with(PrivateAddresses::literal_only));
    f.server.on("/", Scripted{.status = 302, .headers = {{"Location", "/feed"}}});
    f.server.on("/feed", Scripted{.body = "x"});
    CHECK(f.answer(Request{.url = f.server.url("/", host), .literal_private = true}).body == "x");

    Request by_name{.url = f.server.url("/", "localhost"), .literal_private = true};
    CHECK(f.error(by_name).kind == Kind::private_address);

    Fetching strict(with(PrivateAddresses::never));
    CHECK(strict.error(Request{.url = strict.server.url("/"), .literal_private = true}).kind ==
          Kind::private_address);
}

TEST_CASE("no redirect leads to another private host", "[fetch][fetching-34]") {
    Fetching f(with(PrivateAddresses::literal_only));
    LoopbackServer other;
    other.on("/", Scripted{});
    f.server.on("/port", Scripted{.status = 302, .headers = {{"Location", other.url("/")}}});
    f.server.on("/name",
                Scripted{.status = 302, .headers = {{"Location", f.server.url("/", "localhost")}}});
    for (const char* path : {"/port", "/name"}) {
        const auto error = f.error(Request{.url = f.server.url(path), .literal_private = true});
        CHECK(error.kind == Kind::private_address);
        CHECK(error.hops.size() == 1);
    }
    CHECK(other.connections() == 0);
}

TEST_CASE("a kept connection is no way around the guard", "[fetch][fetching-33]") {
    Fetching f(with(PrivateAddresses::literal_only));
    f.server.on("/", Scripted{});
    CHECK(f.answer(Request{.url = f.server.url("/"), .literal_private = true}).status == 200);
    CHECK(f.error("/").kind == Kind::private_address);
    CHECK(f.server.seen().size() == 1);
}

TEST_CASE("the environment's proxies are not obeyed", "[fetch][fetching-35]") {
    for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"})
        ::setenv(name, "http://127.0.0.1:1", 1);
    Fetching f;
    f.server.on("/", Scripted{.body = "direct"});
    CHECK(f.answer("/").body == "direct");
    for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
}

TEST_CASE("a configured proxy is used and may be private", "[fetch][fetching-35]") {
    LoopbackServer proxy;
    proxy.otherwise([](const Seen&, int) { return Scripted{.body = "by proxy"}; });
    auto options = with(PrivateAddresses::literal_only);
    options.proxy = proxy.url("");
    Fetching f(options);
    CHECK(f.answer(Request{.url = "http://example.org/feed"}).body == "by proxy");
    CHECK(proxy.seen()[0].target == "http://example.org/feed");
    CHECK(f.answer(Request{.url = "http://b\xC3\xBC"
                                  "cher.example/\xC3\xA4"})
              .status == 200);
    CHECK(proxy.seen()[1].target == "http://xn--bcher-kva.example/%C3%A4");
    CHECK(proxy.seen()[1].header("Host") == "xn--bcher-kva.example");
    CHECK(f.error(Request{.url = "http://10.0.0.1/"}).kind == Kind::private_address);

    options.proxy = "http://127.0.0.1:1";
    f.fetcher.reconfigure(options);
    CHECK(f.error(Request{.url = "http://example.org/feed"}).kind == Kind::proxy);
}

/// An https server, and a fetcher that has to be told whom to trust.
struct Tls {
    explicit Tls(Certificate certificate, std::string client_ca = {})
        : ca_file(folder.write("ca.pem", certificate.ca)),
          fetching(at_loopback(),
                   {.tls = std::move(certificate), .client_ca = std::move(client_ca)}) {
        fetching.server.on("/", Scripted{.body = "over TLS"});
    }

    TempDir folder;
    std::string ca_file;
    Fetching fetching;
};

TEST_CASE("a trusted certificate opens the door", "[fetch][fetching-36]") {
    Tls tls(TestCa().issue());
    const auto url = tls.fetching.server.url("/");
    const auto answer = tls.fetching.answer(Request{.url = url, .ca_file = tls.ca_file});
    CHECK(answer.body == "over TLS");
    CHECK(answer.timing.tls > 0us);
    // What one feed trusts is not trusted for the next one.
    CHECK(tls.fetching.error("/").kind == Kind::tls);
    CHECK(tls.fetching.answer(Request{.url = url, .insecure = true}).body == "over TLS");
    CHECK(tls.fetching.error("/").kind == Kind::tls);
}

TEST_CASE("bad certificates are named", "[fetch][fetching-36]") {
    const TestCa ca;
    struct Row {
        Certificate certificate;
        std::string host, why;
        bool trusts_ca;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {ca.issue({.valid_from = -7200s, .valid_until = -3600s}), "127.0.0.1", "it has expired",
         true},
        {ca.issue({.valid_from = 3600s}), "127.0.0.1", "it is not valid yet", true},
        {ca.issue({.dns_names = {"other.example"}, .addresses = {}}), "127.0.0.1",
         "it is made out to another host name", true},
        {ca.issue({.dns_names = {"other.example"}, .addresses = {}}), "localhost",
         "it is made out to another host name", true},
        {self_signed(), "127.0.0.1", "it is self-signed", false},
        {ca.issue(), "127.0.0.1", "its issuer is unknown", false},
    }));
    CAPTURE(row.why);
    Tls tls(row.certificate);
    const auto error = tls.fetching.error(Request{.url = tls.fetching.server.url("/", row.host),
                                                  .ca_file = row.trusts_ca ? tls.ca_file : ""});
    CAPTURE(error.detail);
    CHECK(error.kind == Kind::tls);
    CHECK(error.detail.find(row.why) != std::string::npos);
    CHECK(error.detail.find(row.host) != std::string::npos);
}

TEST_CASE("a client certificate is shown where it is configured", "[fetch][fetching-36]") {
    const TestCa ca;
    Tls tls(ca.issue(), ca.pem());
    const auto client = ca.issue();
    Request request{.url = tls.fetching.server.url("/"), .ca_file = tls.ca_file};
    CHECK_FALSE(tls.fetching.get(request));
    request.credentials.client_cert = tls.folder.write("client.pem", client.certificate);
    request.credentials.client_key = tls.folder.write("client.key", client.key);
    CHECK(tls.fetching.answer(request).body == "over TLS");
    request.credentials.client_cert = tls.folder.file("absent.pem");
    const auto error = tls.fetching.error(request);
    CHECK(error.kind == Kind::tls);
    CHECK(error.detail.find("our client certificate cannot be used") == 0);
}

TEST_CASE("a CA file that cannot be read is said as such", "[fetch][fetching-36]") {
    Tls tls(TestCa().issue());
    const auto error = tls.fetching.error(
        Request{.url = tls.fetching.server.url("/"), .ca_file = tls.folder.file("absent.pem")});
    CHECK(error.kind == Kind::tls);
    CHECK(error.detail.find("the file of trusted certificates cannot be read") == 0);
}

TEST_CASE("a step from https down to http is followed, not adopted", "[fetch][fetching-29]") {
    Tls tls(TestCa().issue());
    LoopbackServer plain;
    plain.on("/", Scripted{.body = "plain"});
    tls.fetching.server.on("/down",
                           Scripted{.status = 301, .headers = {{"Location", plain.url("/")}}});
    const auto answer = tls.fetching.answer(
        Request{.url = tls.fetching.server.url("/down"), .ca_file = tls.ca_file});
    CHECK(answer.body == "plain");
    CHECK(answer.permanent_url.empty());
}

}  // namespace
}  // namespace weir::test
