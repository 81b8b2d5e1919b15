#include "fetch/failure.hpp"

#include "base/text.hpp"
#include "base/url.hpp"

#include <curl/curl.h>
#include <fmt/core.h>
#include <openssl/x509_vfy.h>

#include <cerrno>
#include <system_error>

namespace weir::fetch {
namespace {

using Kind = Error::Kind;

struct Story {
    Kind kind;
    std::string text;
};

std::string port_of(const std::string& url) {
    const auto parts = url::split(url);
    if (!parts.port.empty()) return std::string(parts.port);
    return iequals(parts.scheme, "https") ? "443" : "80";
}

/// libcurl's sentence without its own quoting habits, or what it says about the code.
std::string said(const Report& report) {
    if (!report.message.empty()) return report.message;
    return curl_easy_strerror(static_cast<CURLcode>(report.code));
}

Story connection(const Report& report, const std::string& url) {
    const auto host = url::host(url);
    switch (report.os_errno) {
        case ECONNREFUSED:
            return {Kind::refused,
                    fmt::format("{} refused the connection: nothing listens on port {}", host,
                                port_of(url))};
        case ETIMEDOUT:
            return {Kind::connect_timeout,
                    fmt::format("{} did not answer on port {}", host, port_of(url))};
        case ENETUNREACH:
            return {Kind::unreachable, fmt::format("no route to {}: is the network up?", host)};
        default:
            return {Kind::unreachable,
                    fmt::format("{} cannot be reached: {}", host,
                                report.os_errno == 0 ? said(report)
                                                     : std::generic_category().message(
                                                           static_cast<int>(report.os_errno)))};
    }
}

Story time_out(const Report& report, const std::string& url, const Options& options) {
    const auto host = url::host(url);
    if (!report.was_sent) {
        const auto limit = format_duration(options.connect_timeout);
        const auto& timing = report.timing;
        if (timing.dns.count() == 0)
            return {Kind::connect_timeout,
                    fmt::format("the name {} was not resolved within {}", host, limit)};
        if (!report.was_connected)
            return {Kind::connect_timeout, fmt::format("no connection to {} on port {} within {}",
                                                       host, port_of(url), limit)};
        return {Kind::connect_timeout,
                fmt::format("{} did not finish the TLS handshake within {}", host, limit)};
    }
    // libcurl ends slow transfers with the same code as late ones; only its words differ.
    if (report.message.starts_with("Operation too slow"))
        return {Kind::stalled, fmt::format("{} sent less than 100 bytes a second for {}", host,
                                           format_duration(options.stall_timeout))};
    const auto limit = format_duration(options.timeout);
    if (report.timing.first_byte.count() == 0)
        return {Kind::timeout,
                fmt::format("{} took the request and sent no answer within {}", host, limit)};
    return {Kind::timeout, fmt::format("the answer of {} was not complete after {} ({} of it came)",
                                       host, limit, format_size(report.wire_bytes))};
}

/// Why OpenSSL did not trust a certificate.
std::string mistrust(long verify_result) {
    switch (verify_result) {
        case X509_V_OK:
        case X509_V_ERR_UNSPECIFIED:  // libcurl compares names before it asks for the result.
            return "it is made out to another host name";
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "it has expired";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "it is not valid yet; is our clock right?";
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return "it is self-signed";
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
            return "it was issued by an authority that this system does not trust";
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return "its issuer is unknown, or the server leaves an intermediate certificate out";
        case X509_V_ERR_CERT_REVOKED:
            return "it was revoked";
        default:
            return X509_verify_cert_error_string(verify_result);
    }
}

Story tls(const Report& report, const std::string& url) {
    const auto host = url::host(url);
    switch (report.code) {
        case CURLE_PEER_FAILED_VERIFICATION:
            return {Kind::tls, fmt::format("the TLS certificate of {} is not trusted: {}", host,
                                           mistrust(report.verify_result))};
        case CURLE_SSL_CACERT_BADFILE:
            return {Kind::tls, fmt::format("the file of trusted certificates cannot be read: {}",
                                           said(report))};
        case CURLE_SSL_CERTPROBLEM:
            return {Kind::tls,
                    fmt::format("our client certificate cannot be used: {}", said(report))};
        default:
            return {Kind::tls, fmt::format("TLS with {} failed: {}", host, said(report))};
    }
}

Story broken_off(const Report& report, const std::string& url) {
    const auto host = url::host(url);
    if (report.code == CURLE_GOT_NOTHING)
        return {Kind::cut_off, fmt::format("{} closed the connection without an answer", host)};
    if (report.timing.first_byte.count() == 0)
        return {Kind::cut_off, fmt::format("{} broke the connection before an answer came", host)};
    if (report.announced)
        return {Kind::cut_off,
                fmt::format("the answer of {} was cut off after {} of {}; nothing of it was kept",
                            host, format_size(report.wire_bytes), format_size(*report.announced))};
    return {Kind::cut_off,
            fmt::format("the answer of {} was cut off after {}; nothing of it was kept", host,
                        format_size(report.wire_bytes))};
}

Story story(const Report& report, const std::string& url, const Options& options) {
    const auto host = url::host(url);
    switch (report.code) {
        case CURLE_URL_MALFORMAT:
            return {Kind::bad_url,
                    fmt::format("this is no URL that can be fetched: {}", said(report))};
        case CURLE_COULDNT_RESOLVE_HOST:
            return {Kind::dns,
                    fmt::format("the name {} could not be resolved: it does not exist, or "
                                "no name server answered",
                                host)};
        case CURLE_COULDNT_RESOLVE_PROXY:
            return {Kind::proxy,
                    fmt::format("the proxy's name could not be resolved: {}", options.proxy)};
        case CURLE_PROXY:
            return {Kind::proxy, fmt::format("the proxy failed: {}", said(report))};
        case CURLE_COULDNT_CONNECT:
            if (!options.proxy.empty())
                return {Kind::proxy, fmt::format("the proxy cannot be reached: {}", said(report))};
            return connection(report, url);
        case CURLE_OPERATION_TIMEDOUT:
            return time_out(report, url, options);
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_SSL_CLIENTCERT:
        case CURLE_USE_SSL_FAILED:
            return tls(report, url);
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
            return broken_off(report, url);
        case CURLE_BAD_CONTENT_ENCODING:
        case CURLE_WRITE_ERROR:  // Ours are told apart before: this is a decoder's.
            return {Kind::bad_encoding,
                    fmt::format("the answer of {} cannot be decompressed: {}", host, said(report))};
        case CURLE_LOGIN_DENIED:
        case CURLE_AUTH_ERROR:
            return {Kind::auth, fmt::format("{} does not accept our credentials", host)};
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9: the scheme was seen to before.
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return {Kind::protocol,
                    fmt::format("{} does not speak proper HTTP: {}", host, said(report))};
        default:
            return {Kind::other, fmt::format("fetching from {} failed: {}", host, said(report))};
    }
}

}  // namespace

std::string_view to_string(Error::Kind kind) {
    switch (kind) {
        case Kind::bad_url:
            return "bad_url";
        case Kind::scheme_refused:
            return "scheme_refused";
        case Kind::private_address:
            return "private_address";
        case Kind::dns:
            return "dns";
        case Kind::refused:
            return "refused";
        case Kind::unreachable:
            return "unreachable";
        case Kind::connect_timeout:
            return "connect_timeout";
        case Kind::tls:
            return "tls";
        case Kind::timeout:
            return "timeout";
        case Kind::stalled:
            return "stalled";
        case Kind::too_large:
            return "too_large";
        case Kind::header_too_large:
            return "header_too_large";
        case Kind::cut_off:
            return "cut_off";
        case Kind::bad_encoding:
            return "bad_encoding";
        case Kind::redirect_loop:
            return "redirect_loop";
        case Kind::redirect_limit:
            return "redirect_limit";
        case Kind::redirect_refused:
            return "redirect_refused";
        case Kind::protocol:
            return "protocol";
        case Kind::proxy:
            return "proxy";
        case Kind::auth:
            return "auth";
        case Kind::cancelled:
            return "cancelled";
        case Kind::other:
            return "other";
    }
    return "other";
}

Error explain(const Report& report, const std::string& url, const Options& options) {
    auto [kind, text] = story(report, url, options);
    return {.kind = kind, .detail = std::move(text), .url = url};
}

}  // namespace weir::fetch
