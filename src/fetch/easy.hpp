#pragma once

#include "fetch/address.hpp"
#include "fetch/curl_fetcher.hpp"

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct curl_slist;

/// libcurl's easy handle behind types of ours: nothing else of the room sees its options.
namespace weir::fetch {

/// What a running transfer tells. Returning false stops it; exceptions stop it too, and
/// Easy::report throws them on.
class Sink {
public:
    virtual ~Sink() = default;
    virtual bool on_header(std::string_view line) = 0;  ///< With status lines and the empty line.
    virtual bool on_body(std::string_view bytes) = 0;   ///< Decoded.
    /// Asked before each connection is made and again before a request uses a kept one.
    virtual bool may_talk_to(const Address& address) = 0;
};

/// One request, ready for the wire.
struct Ask {
    std::string url;
    std::vector<std::string> header_lines;     ///< "Name: value"
    const Credentials* credentials = nullptr;  ///< Must live until the transfer ends; so must post.
    const std::string* post = nullptr;         ///< Null: a GET.
    std::string ca_file;
    bool insecure = false;
    std::chrono::milliseconds time_left{0};  ///< For the whole transfer.
};

/// How a transfer ended.
struct Report {
    int code = 0;                ///< CURLcode.
    std::string message;         ///< libcurl's own words; empty when it had none.
    long os_errno = 0;           ///< Of a connection that failed.
    long verify_result = 0;      ///< OpenSSL's X509_V_ERR_...
    bool was_connected = false;  ///< A TCP connection stood.
    bool was_sent = false;       ///< Name look-up, connection and TLS were done.
    Timing timing;
    std::uint64_t wire_bytes = 0;
    std::optional<std::uint64_t> announced;  ///< Content-Length.
};

/// Fetch thread only. Kept for many transfers: making a handle costs more than a 304.
class Easy {
public:
    Easy();

    /// Makes the handle ready for `ask`; `owner` comes back from the multi handle.
    void set_up(const Ask& ask, std::shared_ptr<const Options> options, Sink& sink, void* owner);
    [[nodiscard]] Report report(int code);
    void forget_cookies();

    [[nodiscard]] std::optional<std::uint64_t> announced_length() const;
    [[nodiscard]] void* handle() const { return handle_.get(); }  ///< A CURL*, which is void*.
    [[nodiscard]] static void* owner_of(void* handle);

private:
    /// What libcurl's callbacks get; does not move.
    struct Callbacks;
    struct Close {
        void operator()(void* handle) const;
        void operator()(curl_slist* list) const;
        void operator()(Callbacks* callbacks) const;
    };

    void set_base();
    void set_identity(const Ask& ask);
    void set_headers(const std::vector<std::string>& lines);

    std::unique_ptr<Callbacks, Close> callbacks_;
    std::unique_ptr<curl_slist, Close> headers_;
    std::shared_ptr<const Options> options_;  ///< That the handle is set up for.
    bool plain_ = true;                       ///< No credentials, CA or body of one request in it.
    std::unique_ptr<void, Close> handle_;
};

}  // namespace weir::fetch
