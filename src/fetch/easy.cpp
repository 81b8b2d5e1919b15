#include "fetch/easy.hpp"

#include "base/version.hpp"

#include <curl/curl.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace weir::fetch {

struct Easy::Callbacks {
    Sink* sink = nullptr;
    bool via_proxy = false;  // The addresses we see are the proxy's then, not the target's.
    std::exception_ptr thrown;
    std::array<char, CURL_ERROR_SIZE> message{};

    /// Runs `work`; what it throws must not pass through libcurl's C frames.
    template <class Work>
    bool guard(Work work) noexcept {
        try {
            return work();
        } catch (...) {
            thrown = std::current_exception();
            return false;
        }
    }

    static std::size_t header(char* data, std::size_t size, std::size_t count, void* self) noexcept;
    static std::size_t body(char* data, std::size_t size, std::size_t count, void* self) noexcept;
    static curl_socket_t open(void* self, curlsocktype purpose, curl_sockaddr* address) noexcept;
    static int before_request(void* self, char* remote, char* local, int remote_port,
                              int local_port) noexcept;
};

std::size_t Easy::Callbacks::header(char* data, std::size_t size, std::size_t count,
                                    void* self) noexcept {
    auto& callbacks = *static_cast<Callbacks*>(self);
    const bool go_on = callbacks.guard([&] {
        return callbacks.sink->on_header({data, size * count});
    });
    return go_on ? size * count : 0;
}

std::size_t Easy::Callbacks::body(char* data, std::size_t size, std::size_t count,
                                  void* self) noexcept {
    auto& callbacks = *static_cast<Callbacks*>(self);
    const bool go_on = callbacks.guard([&] {
        return callbacks.sink->on_body({data, size * count});
    });
    return go_on ? size * count : 0;
}

/// Decides on the address that is really going to be connected, after every trick of spelling and
/// name server (rebinding) has been played.
curl_socket_t Easy::Callbacks::open(void* self, curlsocktype, curl_sockaddr* address) noexcept {
    auto& callbacks = *static_cast<Callbacks*>(self);
    const auto remote = address_of(address->addr);
    const bool allowed =
        callbacks.via_proxy ||
        (remote && callbacks.guard([&] { return callbacks.sink->may_talk_to(*remote); }));
    if (!allowed) return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// A connection kept open by somebody who was allowed to make it asks no socket callback.
int Easy::Callbacks::before_request(void* self, char* remote, char*, int, int) noexcept {
    auto& callbacks = *static_cast<Callbacks*>(self);
    const bool allowed = callbacks.via_proxy || callbacks.guard([&] {
        const auto address = numeric_address(remote);
        return address && callbacks.sink->may_talk_to(*address);
    });
    return allowed ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

namespace {

template <class Value>
void set(void* handle, CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(handle, option, value);
    if (code != CURLE_OK)
        throw std::runtime_error(fmt::format("libcurl refuses option {}: {}",
                                             static_cast<int>(option), curl_easy_strerror(code)));
}

template <class Value>
Value info(void* handle, CURLINFO which) {
    Value value{};
    curl_easy_getinfo(handle, which, &value);
    return value;
}

std::chrono::microseconds time(void* handle, CURLINFO which) {
    return std::chrono::microseconds{info<curl_off_t>(handle, which)};
}

/// The system's CA bundle: libcurl's own idea of it, else where distributions keep it.
const char* ca_bundle() {
    static const char* const found = []() -> const char* {
        for (const char* file :
             {curl_version_info(CURLVERSION_NOW)->cainfo, "/etc/ssl/certs/ca-certificates.crt",
              "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"})
            if (file != nullptr && ::access(file, R_OK) == 0) return file;
        return nullptr;
    }();
    return found;
}

}  // namespace

void Easy::Close::operator()(void* handle) const {
    curl_easy_cleanup(handle);
}
void Easy::Close::operator()(curl_slist* list) const {
    curl_slist_free_all(list);
}
void Easy::Close::operator()(Callbacks* callbacks) const {
    delete callbacks;
}

Easy::Easy() : callbacks_(new Callbacks), handle_(curl_easy_init()) {
    if (!handle_) throw std::bad_alloc();
    // Cookies in memory, for one chain of redirects. A cookie that is over starts libcurl's engine;
    // CURLOPT_COOKIEFILE "" would leak at each curl_easy_reset, which leaves the engine alone.
    set(handle(), CURLOPT_COOKIELIST, "Set-Cookie: none=; Max-Age=0");
}

/// What is the same for all transfers under one set of options.
void Easy::set_base() {
    void* const easy = handle();
    set(easy, CURLOPT_NOSIGNAL, 1L);
    // Else a transfer that ends while its name is looked up would wait for the name server, and
    // with it all others of the thread.
    set(easy, CURLOPT_QUICK_EXIT, 1L);
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS});
    set(easy, CURLOPT_ACCEPT_ENCODING, "");  // All that this libcurl decodes.
    set(easy, CURLOPT_USERAGENT,
        options_->user_agent.empty() ? fmt::format("weir/{}", version).c_str()
                                     : options_->user_agent.c_str());
    // With a CA path, Debian's default, libcurl gives up its cache of the CA store: 30 ms of CPU
    // for each TLS connection instead of 3.
    set(easy, CURLOPT_CAPATH, static_cast<char*>(nullptr));
    if (ca_bundle() != nullptr) set(easy, CURLOPT_CAINFO, ca_bundle());
    // Each finished transfer walks the whole DNS cache: short-lived entries keep it small.
    set(easy, CURLOPT_DNS_CACHE_TIMEOUT, 5L);
    set(easy, CURLOPT_MAXAGE_CONN, 30L);
    set(easy, CURLOPT_PROXY, options_->proxy.c_str());  // "" also silences http_proxy and the like.
    set(easy, CURLOPT_NOPROXY, "");
    set(easy, CURLOPT_CONNECTTIMEOUT_MS,
        static_cast<long>(std::chrono::milliseconds(options_->connect_timeout).count()));
    set(easy, CURLOPT_LOW_SPEED_LIMIT, 100L);
    set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_->stall_timeout.count()));

    auto* const callbacks = callbacks_.get();
    set(easy, CURLOPT_ERRORBUFFER, callbacks->message.data());
    set(easy, CURLOPT_HEADERFUNCTION, &Callbacks::header);
    set(easy, CURLOPT_HEADERDATA, callbacks);
    set(easy, CURLOPT_WRITEFUNCTION, &Callbacks::body);
    set(easy, CURLOPT_WRITEDATA, callbacks);
    set(easy, CURLOPT_OPENSOCKETFUNCTION, &Callbacks::open);
    set(easy, CURLOPT_OPENSOCKETDATA, callbacks);
    set(easy, CURLOPT_PREREQFUNCTION, &Callbacks::before_request);
    set(easy, CURLOPT_PREREQDATA, callbacks);
}

/// What belongs to this request alone; set_up() wipes it before the next.
void Easy::set_identity(const Ask& ask) {
    void* const easy = handle();
    if (ask.insecure) {
        set(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        set(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (!ask.ca_file.empty()) set(easy, CURLOPT_CAINFO, ask.ca_file.c_str());
    if (ask.post != nullptr) {
        set(easy, CURLOPT_POST, 1L);
        set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(ask.post->size()));
        set(easy, CURLOPT_POSTFIELDS, ask.post->c_str());
    }
    if (ask.credentials == nullptr) return;
    const auto& credentials = *ask.credentials;
    using Kind = Credentials::Kind;
    if (credentials.kind == Kind::basic || credentials.kind == Kind::digest) {
        set(easy, CURLOPT_HTTPAUTH,
            static_cast<long>(credentials.kind == Kind::basic ? CURLAUTH_BASIC : CURLAUTH_DIGEST));
        set(easy, CURLOPT_USERNAME, credentials.user.c_str());
        set(easy, CURLOPT_PASSWORD, credentials.secret.c_str());
    }
    if (!credentials.client_cert.empty())
        set(easy, CURLOPT_SSLCERT, credentials.client_cert.c_str());
    if (!credentials.client_key.empty()) set(easy, CURLOPT_SSLKEY, credentials.client_key.c_str());
}

void Easy::set_headers(const std::vector<std::string>& lines) {
    headers_.reset();
    for (const auto& line : lines) {
        curl_slist* const longer = curl_slist_append(headers_.get(), line.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        (void)headers_.release();
        headers_.reset(longer);
    }
    set(handle(), CURLOPT_HTTPHEADER, headers_.get());
}

void Easy::set_up(const Ask& ask, std::shared_ptr<const Options> options, Sink& sink, void* owner) {
    if (!plain_ || options_ != options) {
        curl_easy_reset(handle());
        options_ = std::move(options);
        set_base();
    }
    plain_ =
        !ask.insecure && ask.ca_file.empty() && ask.post == nullptr && ask.credentials == nullptr;
    if (!plain_) set_identity(ask);
    callbacks_->sink = &sink;
    callbacks_->via_proxy = !options_->proxy.empty();
    callbacks_->thrown = nullptr;
    callbacks_->message.front() = '\0';
    set_headers(ask.header_lines);
    set(handle(), CURLOPT_URL, ask.url.c_str());
    set(handle(), CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(ask.time_left.count())));
    set(handle(), CURLOPT_PRIVATE, owner);
}

Report Easy::report(int code) {
    if (callbacks_->thrown) std::rethrow_exception(std::exchange(callbacks_->thrown, nullptr));
    void* const easy = handle();
    Report report{.code = code, .message = callbacks_->message.data()};
    report.timing = {.dns = time(easy, CURLINFO_NAMELOOKUP_TIME_T),
                     .connect = time(easy, CURLINFO_CONNECT_TIME_T),
                     .tls = time(easy, CURLINFO_APPCONNECT_TIME_T),
                     .first_byte = time(easy, CURLINFO_STARTTRANSFER_TIME_T),
                     .total = time(easy, CURLINFO_TOTAL_TIME_T)};
    report.wire_bytes =
        static_cast<std::uint64_t>(info<curl_off_t>(easy, CURLINFO_SIZE_DOWNLOAD_T));
    if (code == CURLE_OK) return report;
    // The time of connecting is noted only when TLS is through, the address before.
    const char* const remote = info<const char*>(easy, CURLINFO_PRIMARY_IP);
    report.was_connected = remote != nullptr && *remote != '\0';
    report.was_sent = info<curl_off_t>(easy, CURLINFO_PRETRANSFER_TIME_T) > 0;
    report.os_errno = info<long>(easy, CURLINFO_OS_ERRNO);
    report.verify_result = info<long>(easy, CURLINFO_SSL_VERIFYRESULT);
    report.announced = announced_length();
    return report;
}

void Easy::forget_cookies() {
    curl_easy_setopt(handle(), CURLOPT_COOKIELIST, "ALL");
}

std::optional<std::uint64_t> Easy::announced_length() const {
    const auto length = info<curl_off_t>(handle(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
    if (length < 0) return {};
    return static_cast<std::uint64_t>(length);
}

void* Easy::owner_of(void* handle) {
    return info<void*>(handle, CURLINFO_PRIVATE);
}

}  // namespace weir::fetch
