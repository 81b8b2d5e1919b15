#include "serve/server.hpp"

#include "serve/connection.hpp"
#include "serve/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/logger.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>
#include <fcntl.h>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <unordered_map>
#include <utility>

namespace weir::serve {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// Clients above max_connections are told so; above these, too, they are cut off.
constexpr std::size_t told_to_go = 256;
// Connections taken in one turn of the loop, so that a rush of clients does not hold it.
constexpr int accepts_a_turn = 64;
// Out of descriptors or memory: others have to end before it is worth another try.
constexpr std::chrono::milliseconds accept_pause{100};

std::string message_of(int error) {
    return std::generic_category().message(error);
}

}  // namespace

struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
    Impl(asio::any_io_executor on, std::shared_ptr<Service> shared)
        : executor(std::move(on)), service(std::move(shared)), sweep(executor), drained(executor) {}

    /// Waits for clients on a copy of a listener's descriptor.
    using Waiter = std::shared_ptr<asio::posix::stream_descriptor>;

    static asio::awaitable<void> accept_clients(std::shared_ptr<Impl> impl, Waiter waiter);
    static asio::awaitable<void> drain(std::shared_ptr<Impl> impl, Seconds at_most);
    void add(Listener listener);
    void start_listener(std::size_t index);
    bool accept_all(int listening);
    void admit(int fd);
    void forget(Connection* connection);
    void sweep_later();
    void stop_accepting();
    void close_all();

    struct Door {
        Listener listener;
        Waiter waiter;
    };

    asio::any_io_executor executor;
    std::shared_ptr<Service> service;
    std::vector<Door> doors;
    std::unordered_map<Connection*, std::shared_ptr<Connection>> connections;
    asio::steady_timer sweep;    ///< One timer for the time limits of all connections.
    asio::steady_timer drained;  ///< Cancelled when the last connection ends.
    bool started = false;
    bool sweeping = false;
    bool told_of_shortage = false;
};

asio::awaitable<void> Server::Impl::accept_clients(std::shared_ptr<Impl> impl, Waiter waiter) {
    error_code error;
    asio::steady_timer pause(impl->executor);
    for (;;) {
        co_await waiter->async_wait(asio::posix::stream_descriptor::wait_read,
                                    asio::redirect_error(asio::use_awaitable, error));
        if (error || !waiter->is_open()) co_return;
        if (impl->accept_all(waiter->native_handle())) continue;
        pause.expires_after(accept_pause);
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (!waiter->is_open()) co_return;
    }
}

asio::awaitable<void> Server::Impl::drain(std::shared_ptr<Impl> impl, Seconds at_most) {
    impl->stop_accepting();
    impl->service->draining = true;
    for (const auto& [key, connection] : impl->connections) connection->wind_up();
    if (!impl->connections.empty()) {
        error_code ended_early;
        impl->drained.expires_after(at_most);
        co_await impl->drained.async_wait(asio::redirect_error(asio::use_awaitable, ended_early));
    }
    if (!impl->connections.empty())
        impl->service->log->warn("connections cut off count={}", impl->connections.size());
    impl->close_all();
}

void Server::Impl::add(Listener listener) {
    const int copy = ::fcntl(listener.fd(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0)
        throw std::runtime_error("cannot listen on " + listener.name() + ": " + message_of(errno));
    auto waiter = std::make_shared<asio::posix::stream_descriptor>(executor, copy);
    doors.push_back(Door{std::move(listener), std::move(waiter)});
    if (started) start_listener(doors.size() - 1);
}

void Server::Impl::start_listener(std::size_t index) {
    const Door& door = doors[index];
    service->log->info("listening endpoint={}", door.listener.name());
    asio::co_spawn(executor, accept_clients(shared_from_this(), door.waiter),
                   [log = service->log, name = door.listener.name()](std::exception_ptr thrown) {
                       if (thrown) log->critical("listener ended endpoint={}", name);
                   });
}

/// Takes the clients that wait; false when the system has no room for more at the moment.
bool Server::Impl::accept_all(int listening) {
    for (int taken = 0; taken < accepts_a_turn; ++taken) {
        const int fd = ::accept4(listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            told_of_shortage = false;
            admit(fd);
            continue;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) return true;
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            if (!std::exchange(told_of_shortage, true))
                service->log->warn("cannot accept clients error=\"{}\" open={}", message_of(errno),
                                   connections.size());
            return false;
        }
        // The rest concerns the one client that went away while it waited (accept(2)).
    }
    return true;
}

void Server::Impl::admit(int fd) {
    const bool surplus = connections.size() >= service->options.max_connections;
    if (connections.size() >= service->options.max_connections + told_to_go) {
        ++service->counts.rejected;
        ::close(fd);
        return;
    }
    std::shared_ptr<Connection> connection;
    try {
        connection = open_connection(executor, service, fd, surplus);
    } catch (const std::exception& error) {
        // The system would not watch one more descriptor: a reason to lose this client only.
        service->log->warn("cannot serve a client error=\"{}\"", error.what());
        ++service->counts.rejected;
        ::close(fd);
        return;
    }
    ++service->counts.connections;
    connections.emplace(connection.get(), connection);
    service->counts.open = connections.size();
    sweep_later();
    asio::co_spawn(executor, serve(connection),
                   [weak = weak_from_this(), log = service->log,
                    key = connection.get()](std::exception_ptr thrown) {
                       if (thrown) {
                           try {
                               std::rethrow_exception(thrown);
                           } catch (const std::exception& error) {
                               log->error("connection failed error=\"{}\"", error.what());
                           }
                       }
                       if (const auto self = weak.lock()) self->forget(key);
                   });
}

void Server::Impl::forget(Connection* connection) {
    connections.erase(connection);
    service->counts.open = connections.size();
    if (connections.empty()) drained.cancel();
}

/// Looks for clients that are over their time, as long as there are any: an idle server sleeps.
/// A walk over 20,000 connections takes less than a timer for each read and each write.
void Server::Impl::sweep_later() {
    if (std::exchange(sweeping, true)) return;
    const ServerOptions& options = service->options;
    const std::chrono::milliseconds shortest =
        std::min({options.read_timeout, options.idle_timeout, options.write_timeout});
    // Limits are kept to a quarter, or a second where that is shorter.
    sweep.expires_after(
        std::clamp(shortest / 4, std::chrono::milliseconds{50}, std::chrono::milliseconds{1000}));
    sweep.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (!self) return;
        self->sweeping = false;
        if (error) return;
        const auto now = std::chrono::steady_clock::now();
        for (const auto& [key, connection] : self->connections) connection->expire(now);
        if (!self->connections.empty()) self->sweep_later();
    });
}

void Server::Impl::stop_accepting() {
    for (const Door& door : doors) door.waiter->close();
    doors.clear();
}

void Server::Impl::close_all() {
    service->draining = true;
    for (const auto& [key, connection] : connections) connection->close();
}

Server::Server(asio::any_io_executor executor, ServerOptions options, Handler handler,
               std::shared_ptr<spdlog::logger> log) {
    auto service = std::make_shared<Service>();
    service->options = options;
    service->handler = std::move(handler);
    service->log = std::move(log);
    impl_ = std::make_shared<Impl>(std::move(executor), std::move(service));
}

Server::~Server() {
    impl_->stop_accepting();
    impl_->close_all();
    impl_->sweep.cancel();
    impl_->drained.cancel();
}

void Server::listen(const std::string& endpoint) {
    for (Listener& listener : Listener::bind(endpoint)) impl_->add(std::move(listener));
}

void Server::adopt(int fd) {
    impl_->add(Listener::adopt(fd));
}

std::vector<std::string> Server::endpoints() const {
    std::vector<std::string> names;
    for (const Impl::Door& door : impl_->doors) names.push_back(door.listener.name());
    return names;
}

void Server::start() {
    if (std::exchange(impl_->started, true)) return;
    for (std::size_t index = 0; index < impl_->doors.size(); ++index) impl_->start_listener(index);
}

void Server::on_answer(std::function<void(const Answered&)> callback) {
    impl_->service->answered = std::move(callback);
}

void Server::stop_accepting() {
    impl_->stop_accepting();
}

asio::awaitable<void> Server::drain(Seconds at_most) {
    return Impl::drain(impl_, at_most);
}

ServerCounts Server::counts() const {
    return impl_->service->counts;
}

}  // namespace weir::serve
