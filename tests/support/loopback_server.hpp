#pragma once

#include "model/subscription.hpp"
#include "support/certificate.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::test {

/// One request as it arrived.
struct Seen {
    std::string method;
    std::string target;           ///< Path and query as sent.
    std::string path;             ///< The target up to "?".
    std::vector<Header> headers;  ///< In the order and spelling of the wire.
    std::string body;
    std::chrono::steady_clock::time_point at;
    int connection = 0;  ///< 1, 2, ...: which connection it came over.

    /// First value of a header, name in any case; absent when it was not sent.
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// What the server does about one request.
struct Scripted {
    int status = 200;
    std::vector<Header> headers;  ///< Content-Length and Transfer-Encoding are added by the server.
    std::string body;
    std::string coding;  ///< "gzip", "deflate" or "br": encodes `body` and says so.
    bool chunked = false;
    std::optional<std::uint64_t> claimed_length;  ///< A lie in Content-Length.
    std::optional<std::size_t> cut_after;  ///< Closes after so many bytes of the (encoded) body.
    std::size_t drip = 0;  ///< Bytes of the answer, head included, a step; 0 sends all at once.
    std::chrono::milliseconds drip_every{10};
    std::chrono::milliseconds delay{0};  ///< Before the first byte.
    bool never = false;        ///< Takes the request and stays silent until the client leaves.
    bool close = false;        ///< Closes without a byte of answer.
    bool reset = false;        ///< The same with a TCP reset.
    bool close_after = false;  ///< "Connection: close" and closes after the answer.
    bool drop_after = false;   ///< Closes after the answer without having said so.
    std::optional<std::string> raw;  ///< Sent as it is instead of all above, then closed.
};

/// Answers the nth request (0, 1, ...) for its path.
using Script = std::function<Scripted(const Seen& request, int nth)>;

/// A scripted HTTP/1.1 server on a loopback address and a free port, with a thread of its own.
/// Scripts run on that thread. Paths without a script get 404. All members: any thread.
class LoopbackServer {
public:
    struct Options {
        std::string address = "127.0.0.1";  ///< Any local literal; "::1" for IPv6.
        std::optional<Certificate> tls;     ///< Serves https when set.
        std::string client_ca;              ///< PEM; demands a client certificate signed by it.
        std::uint16_t port = 0;             ///< 0: a free one.
        bool hold_handshake = false;  ///< Accepts connections and never speaks: for TLS time-outs.
        bool record = true;           ///< false: keeps no requests (load tests).
    };

    LoopbackServer() : LoopbackServer(Options{}) {}
    explicit LoopbackServer(Options options);
    ~LoopbackServer();  ///< Cuts all connections.
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    void on(std::string path, Script script);
    void on(std::string path, Scripted always);
    void otherwise(Script script);  ///< For every path without a script.

    [[nodiscard]] std::uint16_t port() const;
    /// "http://127.0.0.1:PORT" + path; `host` stands in for the address ("localhost").
    [[nodiscard]] std::string url(std::string_view path, std::string_view host = {}) const;

    [[nodiscard]] std::vector<Seen> seen() const;
    [[nodiscard]] std::vector<Seen> seen(std::string_view path) const;
    [[nodiscard]] int connections() const;  ///< Accepted so far.
    [[nodiscard]] int open_connections() const;
    /// Cuts all open connections; the server goes on listening.
    void drop_connections();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace weir::test
