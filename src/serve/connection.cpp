#include "serve/connection.hpp"

#include "serve/request_reader.hpp"
#include "serve/respond.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/logger.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string_view>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace weir::serve {

namespace asio = boost::asio;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

// Holds the usual request of a reader or browser; what an idle connection keeps.
constexpr std::size_t small_buffer = 2048;
// A large upload is read in steps of this size.
constexpr std::size_t large_buffer = 64 * 1024;
// A response may take write_timeout and one second more for each of these: slow lines get their
// large documents, and nobody holds a response for ever by reading a byte a minute.
constexpr std::size_t slowest_bytes_per_second = 16 * 1024;
// How long we read on after our last response when more comes in (RFC 9112 section 9.6): closing
// with unread bytes resets the connection, and the reset can overtake the response.
constexpr std::chrono::seconds linger_time{2};
// Refused clients are asked to come back after so many seconds.
constexpr std::string_view retry_after = "10";

/// Bytes that came and were not read yet.
class InputBuffer {
public:
    [[nodiscard]] std::string_view unread() const {
        return {bytes_.data() + begin_, end_ - begin_};
    }
    void consume(std::size_t count) { begin_ += count; }

    /// Where the next bytes go; never empty.
    asio::mutable_buffer room() {
        if (begin_ > 0) {
            std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
            end_ -= std::exchange(begin_, 0);
        }
        // Full, or filled in one read: there is more where that came from.
        const bool wants_more = filled_ && bytes_.size() < large_buffer;
        if (end_ == bytes_.size() || wants_more)
            bytes_.resize(std::max(small_buffer, bytes_.size() * 2));
        return asio::buffer(bytes_.data() + end_, bytes_.size() - end_);
    }
    void received(std::size_t count) {
        end_ += count;
        filled_ = end_ == bytes_.size();
    }
    /// Gives back what a large request took.
    void rest() {
        if (begin_ != end_ || bytes_.size() <= small_buffer) return;
        begin_ = end_ = 0;
        filled_ = false;
        bytes_ = std::vector<char>(small_buffer);
    }

private:
    std::vector<char> bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool filled_ = false;
};

class SocketConnection final : public Connection {
public:
    enum class Phase {
        waiting,    ///< For the first byte of a request.
        reading,    ///< A request has begun.
        working,    ///< The handler has it.
        writing,    ///< The response is on its way.
        lingering,  ///< All is said; the client closes.
    };

    SocketConnection(asio::any_io_executor executor, std::shared_ptr<Service> shared, int fd,
                     bool is_surplus)
        : service(std::move(shared)),
          socket(executor),
          reader(service->options.max_header, service->options.max_body),
          surplus(is_surplus) {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
        // Responses go out in one write; waiting for more would only delay the last packet.
        const int on = 1;
        if (address.ss_family != AF_UNIX)
            ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        socket.assign(asio::generic::stream_protocol(address.ss_family, 0), fd);
    }

    void enter(Phase next, std::chrono::seconds at_most) {
        phase = next;
        deadline = Clock::now() + at_most;
    }
    void work() {
        phase = Phase::working;
        deadline = Time::max();  // A handler takes its time; its own doors have limits.
    }

    void expire(Time now) override {
        if (now < deadline) return;
        if (phase != Phase::reading) return close();
        expired = true;  // The reading coroutine wakes, says 408 and closes.
        error_code ignored;
        socket.cancel(ignored);
    }
    void wind_up() override {
        if (phase == Phase::waiting || phase == Phase::lingering) close();
    }
    void close() override {
        error_code ignored;
        socket.close(ignored);
    }

    std::shared_ptr<Service> service;
    asio::generic::stream_protocol::socket socket;
    RequestReader reader;
    InputBuffer input;
    Phase phase = Phase::waiting;
    Time deadline = Time::max();
    bool expired = false;
    bool surplus;
    bool first = true;
};

using Self = std::shared_ptr<SocketConnection>;
using Step = RequestReader::Step;
using State = RequestReader::State;

/// Sends a response whole; false when the client is gone.
asio::awaitable<bool> send(Self self, Response response) {
    const std::string_view body = response.body();
    const auto extra = static_cast<std::int64_t>(body.size() / slowest_bytes_per_second);
    self->enter(SocketConnection::Phase::writing,
                self->service->options.write_timeout + Seconds{extra});
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(response.head),
                                                    asio::buffer(body.data(), body.size())};
    error_code error;
    const std::size_t sent = co_await asio::async_write(
        self->socket, buffers, asio::redirect_error(asio::use_awaitable, error));
    self->service->counts.bytes += sent;
    co_return !error;
}

/// Bytes from the client into its buffer; false when it is gone or over its time.
asio::awaitable<bool> receive(Self self) {
    error_code error;
    const asio::mutable_buffer room = self->input.room();
    const std::size_t count = co_await self->socket.async_read_some(
        room, asio::redirect_error(asio::use_awaitable, error));
    self->input.received(count);
    co_return !error && !self->expired;
}

asio::awaitable<bool> send_continue(Self self) {
    static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code error;
    co_await asio::async_write(self->socket, asio::buffer(text.data(), text.size()),
                               asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

/// Reads one request. `more` means that the client left without one.
asio::awaitable<Step> read_request(Self self) {
    const ServerOptions& options = self->service->options;
    self->input.rest();
    self->enter(SocketConnection::Phase::waiting,
                std::exchange(self->first, false) ? options.read_timeout : options.idle_timeout);
    for (;;) {
        Step step;
        if (!self->input.unread().empty()) {
            if (self->phase == SocketConnection::Phase::waiting)
                self->enter(SocketConnection::Phase::reading, options.read_timeout);
            step = self->reader.read(self->input.unread());
            self->input.consume(step.used);
        }
        if (step.state == State::ready || step.state == State::failed) co_return step;
        if (step.state == State::expect) {
            const bool sent = co_await send_continue(self);
            if (!sent) co_return Step{};
        }
        // Draining began between two requests: none is owed an answer here.
        if (self->service->draining && self->phase == SocketConnection::Phase::waiting)
            co_return Step{};
        const bool received = co_await receive(self);
        if (received) continue;
        Step end;
        if (self->expired) {
            end.state = State::failed;
            end.status = 408;
            end.problem = "the request took too long";
        }
        co_return end;
    }
}

/// "GET /path" for the log: the path was decoded, and must not forge a line or a field there.
std::string log_name(const HttpRequest& request) {
    std::string name = request.method + ' ' + request.path;
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '"') c = '?';
    return name;
}

/// Asks the handler; what it throws becomes a 500.
asio::awaitable<Reply> handle(std::shared_ptr<Service> service, HttpRequest request) {
    const std::string name = log_name(request);
    std::string what;
    try {
        auto work = service->handler(std::move(request));
        Reply reply = co_await std::move(work);
        co_return reply;
    } catch (const std::exception& error) {
        what = error.what();
    } catch (...) {
        what = "unknown exception";
    }
    service->log->error("request failed request=\"{}\" error=\"{}\"", name, what);
    Reply reply;
    reply.status = 500;
    reply.body = "something went wrong here; the log says more\n";
    co_return reply;
}

/// The last response of a connection: about a request that could not be read.
asio::awaitable<void> refuse(Self self, int status, std::string problem) {
    ++self->service->counts.rejected;
    self->service->log->debug("request refused status={} reason=\"{}\"", status, problem);
    Reply reply;
    reply.status = status;
    reply.body = problem + '\n';
    if (status == 503) reply.headers.push_back({"Retry-After", std::string{retry_after}});
    const Wishes wishes;
    Response response = respond(wishes, std::move(reply), system_now());
    (void)co_await send(self, std::move(response));
}

void tell(const Service& service, std::string_view path, int status,
          std::chrono::steady_clock::time_point started) {
    const auto took = std::chrono::steady_clock::now() - started;
    service.answered({.path = path,
                      .status = status,
                      .took = std::chrono::duration_cast<std::chrono::microseconds>(took)});
}

/// Has the request that is ready answered; false when the connection ends with it.
asio::awaitable<bool> answer(Self self) {
    self->work();
    const std::shared_ptr<Service> service = self->service;
    ++service->counts.requests;
    const bool keep_alive = self->reader.keep_alive();
    HttpRequest request = self->reader.take();
    Wishes wishes = wishes_of(request);
    wishes.http_1_0 = self->reader.is_http_1_0();
    std::string name;
    if (service->log->should_log(spdlog::level::debug)) name = log_name(request);
    std::string path;
    if (service->answered) path = request.path;
    const auto started = std::chrono::steady_clock::now();

    Reply reply = co_await handle(service, std::move(request));
    wishes.keep_alive = keep_alive && !service->draining;
    Response response = respond(wishes, std::move(reply), system_now());
    if (!name.empty())
        service->log->debug("request answered request=\"{}\" status={} bytes={}", name,
                            response.status, response.body().size());
    const int status = response.status;
    const bool sent = co_await send(self, std::move(response));
    if (service->answered) tell(*service, path, status, started);
    co_return sent&& wishes.keep_alive;
}

/// Lets the client read our last response before the connection is gone.
asio::awaitable<void> linger(Self self) {
    error_code error;
    self->socket.shutdown(asio::socket_base::shutdown_send, error);
    if (error) co_return;
    self->expired = false;
    self->enter(SocketConnection::Phase::lingering, linger_time);
    for (bool open = true; open;) {
        self->input.consume(self->input.unread().size());
        const bool received = co_await receive(self);
        open = received && !self->service->draining;
    }
}

}  // namespace

std::shared_ptr<Connection> open_connection(asio::any_io_executor executor,
                                            std::shared_ptr<Service> service, int fd,
                                            bool surplus) {
    return std::make_shared<SocketConnection>(std::move(executor), std::move(service), fd, surplus);
}

asio::awaitable<void> serve(std::shared_ptr<Connection> connection) {
    const Self self = std::static_pointer_cast<SocketConnection>(std::move(connection));
    bool more_to_come = false;
    for (bool open = true; open;) {
        Step step = co_await read_request(self);
        open = false;
        more_to_come = step.state == State::failed;
        if (step.state == State::failed) {
            co_await refuse(self, step.status, std::move(step.problem));
        } else if (step.state == State::ready && self->surplus) {
            co_await refuse(self, 503, "too many connections; come back in a moment");
        } else if (step.state == State::ready) {
            open = co_await answer(self);
        }
    }
    if (more_to_come || !self->input.unread().empty()) {
        co_await linger(self);
    }
    self->close();
}

}  // namespace weir::serve
