#include "support/loopback_server.hpp"

#include "base/text.hpp"
#include "support/loopback_answer.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
// Asio's TLS is compiled here and nowhere else: only tests serve it.
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

namespace weir::test {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

std::optional<std::string> Seen::header(std::string_view name) const {
    for (const auto& header : headers)
        if (iequals(header.name, name)) return header.value;
    return {};
}

namespace {

class Session;

/// What sessions know of the server; all of it is touched by the server's thread, the members
/// under `mutex` by others too.
struct Shared {
    LoopbackServer::Options options;
    std::optional<asio::ssl::context> tls;
    std::mutex mutex;
    std::map<std::string, Script, std::less<>> scripts;
    std::map<std::string, int, std::less<>> counts;
    Script fallback;
    std::vector<Seen> seen;
    std::atomic<int> accepted{0};
    std::set<std::shared_ptr<Session>> sessions;
    std::atomic<int> open{0};
};

/// Picks the script, runs it without the lock (it may ask the server things), notes the request.
Scripted answer(Shared& shared, const Seen& request) {
    Script script;
    int nth = 0;
    {
        const std::lock_guard lock(shared.mutex);
        if (shared.options.record) shared.seen.push_back(request);
        nth = shared.counts[request.path]++;
        const auto found = shared.scripts.find(request.path);
        script = found != shared.scripts.end() ? found->second : shared.fallback;
    }
    if (script) return script(request, nth);
    return {.status = 404, .body = "no such path\n"};
}

/// One connection: reads a request, answers as the script says, and again.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Shared& shared, tcp::socket socket, int number)
        : shared_(shared),
          socket_(std::move(socket)),
          timer_(socket_.get_executor()),
          number_(number) {
        error_code ignored;
        socket_.set_option(tcp::no_delay(true), ignored);
    }

    void start() {
        if (shared_.options.hold_handshake) return;
        if (!shared_.tls) return read();
        tls_.emplace(socket_, *shared_.tls);
        tls_->async_handshake(asio::ssl::stream_base::server,
                              [self = shared_from_this()](error_code error) {
                                  if (error) return self->close();
                                  self->read();
                              });
    }

    void close() {
        error_code ignored;
        timer_.cancel();
        socket_.close(ignored);
        if (shared_.sessions.erase(shared_from_this()) > 0) --shared_.open;
    }

private:
    void read() {
        if (const auto end = input_.find("\r\n\r\n"); end != std::string::npos)
            return read_body(parse_head(std::string_view(input_).substr(0, end)), end + 4);
        read_some([this](error_code error) {
            if (error) return close();
            read();
        });
    }

    void read_body(Seen request, std::size_t begin) {
        std::size_t length = 0;
        if (const auto text = request.header("Content-Length")) length = std::stoul(*text);
        if (input_.size() - begin < length)
            return read_some([this, request = std::move(request), begin](error_code error) mutable {
                if (error) return close();
                read_body(std::move(request), begin);
            });
        request.body = input_.substr(begin, length);
        input_.erase(0, begin + length);
        request.at = std::chrono::steady_clock::now();
        request.connection = number_;
        scripted_ = answer(shared_, request);
        begin_answer(request.method == "HEAD");
    }

    void begin_answer(bool head_only) {
        if (scripted_.never) return wait_for_leave();
        if (scripted_.reset) {
            error_code ignored;
            socket_.set_option(asio::socket_base::linger(true, 0), ignored);
            return close();
        }
        if (scripted_.close) return close();
        output_ = wire_answer(scripted_, head_only);
        sent_ = 0;
        if (scripted_.delay.count() == 0) return send();
        wait(scripted_.delay);
    }

    void wait(std::chrono::milliseconds time) {
        timer_.expires_after(time);
        timer_.async_wait([self = shared_from_this()](error_code error) {
            if (!error) self->send();
        });
    }

    void send() {
        const auto rest = output_.size() - sent_;
        const auto step = scripted_.drip == 0 ? rest : std::min(rest, scripted_.drip);
        write(asio::buffer(output_.data() + sent_, step), [this, step](error_code error) {
            if (error) return close();
            sent_ += step;
            if (sent_ < output_.size()) return wait(scripted_.drip_every);
            if (closes_after(scripted_)) return close();
            read();
        });
    }

    /// A silent server still notices that its client went.
    void wait_for_leave() {
        read_some([this](error_code error) {
            if (error) return close();
            wait_for_leave();
        });
    }

    template <class Then>
    void read_some(Then then) {
        auto done = [self = shared_from_this(), then = std::move(then)](error_code error,
                                                                        std::size_t size) mutable {
            self->input_.append(self->chunk_.data(), size);
            then(error);
        };
        if (tls_)
            tls_->async_read_some(asio::buffer(chunk_), std::move(done));
        else
            socket_.async_read_some(asio::buffer(chunk_), std::move(done));
    }

    template <class Then>
    void write(asio::const_buffer buffer, Then then) {
        auto done = [self = shared_from_this(), then = std::move(then)](
                        error_code error, std::size_t) { then(error); };
        if (tls_)
            asio::async_write(*tls_, buffer, std::move(done));
        else
            asio::async_write(socket_, buffer, std::move(done));
    }

    Shared& shared_;
    tcp::socket socket_;
    std::optional<asio::ssl::stream<tcp::socket&>> tls_;
    asio::steady_timer timer_;
    int number_;
    std::array<char, 16384> chunk_;
    std::string input_;
    Scripted scripted_;
    std::string output_;
    std::size_t sent_ = 0;
};

asio::ssl::context tls_context(const LoopbackServer::Options& options) {
    asio::ssl::context context(asio::ssl::context::tls_server);
    context.use_certificate_chain(asio::buffer(options.tls->certificate));
    context.use_private_key(asio::buffer(options.tls->key), asio::ssl::context::pem);
    if (!options.client_ca.empty()) {
        context.add_certificate_authority(asio::buffer(options.client_ca));
        context.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
    }
    return context;
}

}  // namespace

struct LoopbackServer::Impl : Shared {
    // Its sessions end before it does: ~LoopbackServer.
    asio::io_context context;
    tcp::acceptor acceptor{context};
    std::uint16_t port = 0;
    std::thread thread;

    void accept() {
        acceptor.async_accept([this](error_code error, tcp::socket socket) {
            if (error == asio::error::operation_aborted) return;
            if (!error) {
                auto session = std::make_shared<Session>(*this, std::move(socket), ++accepted);
                sessions.insert(session);
                ++open;
                session->start();
            }
            accept();
        });
    }
};

LoopbackServer::LoopbackServer(Options options) : impl_(std::make_unique<Impl>()) {
    impl_->options = std::move(options);
    if (impl_->options.tls) impl_->tls.emplace(tls_context(impl_->options));
    const tcp::endpoint endpoint(asio::ip::make_address(impl_->options.address),
                                 impl_->options.port);
    impl_->acceptor.open(endpoint.protocol());
    impl_->acceptor.set_option(tcp::acceptor::reuse_address(true));
    impl_->acceptor.bind(endpoint);
    impl_->acceptor.listen(asio::socket_base::max_listen_connections);
    impl_->port = impl_->acceptor.local_endpoint().port();
    impl_->accept();
    impl_->thread = std::thread([impl = impl_.get()] { impl->context.run(); });
}

LoopbackServer::~LoopbackServer() {
    impl_->context.stop();
    impl_->thread.join();
    impl_->sessions.clear();
}

void LoopbackServer::on(std::string path, Script script) {
    const std::lock_guard lock(impl_->mutex);
    impl_->scripts.insert_or_assign(std::move(path), std::move(script));
}

void LoopbackServer::on(std::string path, Scripted always) {
    on(std::move(path), [always = std::move(always)](const Seen&, int) { return always; });
}

void LoopbackServer::otherwise(Script script) {
    const std::lock_guard lock(impl_->mutex);
    impl_->fallback = std::move(script);
}

std::uint16_t LoopbackServer::port() const {
    return impl_->port;
}

std::string LoopbackServer::url(std::string_view path, std::string_view host) const {
    if (host.empty()) host = impl_->options.address;
    const bool bracketed = host.find(':') != std::string_view::npos && host.front() != '[';
    return fmt::format("{}://{}{}{}:{}{}", impl_->options.tls ? "https" : "http",
                       bracketed ? "[" : "", host, bracketed ? "]" : "", impl_->port, path);
}

std::vector<Seen> LoopbackServer::seen() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->seen;
}

std::vector<Seen> LoopbackServer::seen(std::string_view path) const {
    auto all = seen();
    std::erase_if(all, [&](const Seen& request) { return request.path != path; });
    return all;
}

int LoopbackServer::connections() const {
    return impl_->accepted;
}
int LoopbackServer::open_connections() const {
    return impl_->open;
}

void LoopbackServer::drop_connections() {
    asio::post(impl_->context, [impl = impl_.get()] {
        const auto sessions = impl->sessions;
        for (const auto& session : sessions) session->close();
    });
}

}  // namespace weir::test
