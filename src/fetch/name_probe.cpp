#include "fetch/name_probe.hpp"

#include <fmt/core.h>

#include <deque>
#include <map>
#include <mutex>
#include <netdb.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <utility>

namespace weir::fetch {
namespace {

// More failures than this at once are no matter of single names: the network is down.
constexpr std::size_t most_questions = 32;

int look_up(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int code = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
    if (code == 0) ::freeaddrinfo(found);
    return code;
}

}  // namespace

std::string explain_lookup(int code, const std::string& host) {
    switch (code) {
        case 0:
            return fmt::format(
                "the name {} was not resolved, though it is now: its name servers "
                "are unsteady",
                host);
        case EAI_NONAME:
            return fmt::format("the name {} does not exist (NXDOMAIN): check its spelling", host);
        case EAI_NODATA:
            return fmt::format("the name {} exists but has no address", host);
        case EAI_AGAIN:
            return fmt::format("no name server answered for {}: is the network up?", host);
        default:
            return fmt::format("the name {} could not be resolved: {}", host, ::gai_strerror(code));
    }
}

struct NameProbe::State {
    struct Case {
        Error error;
        std::string host;
        std::unique_ptr<Receiver> receiver;
    };

    std::mutex mutex;
    std::map<std::uint64_t, Case> cases;
    std::deque<std::uint64_t> order;
    bool has_thread = false;

    // Delivering under the lock keeps ~NameProbe from returning in the middle of it.
    void conclude(std::uint64_t id, Error::Kind kind, std::string detail) {
        auto node = cases.extract(id);
        if (node.empty()) return;
        auto& [error, host, receiver] = node.mapped();
        error.kind = kind;
        error.detail = std::move(detail);
        receiver->deliver(fail(std::move(error)));
    }

    void work() {
        std::unique_lock lock(mutex);
        while (!order.empty()) {
            const auto id = order.front();
            order.pop_front();
            const auto found = cases.find(id);
            if (found == cases.end()) continue;
            const std::string host = found->second.host;
            lock.unlock();
            const int code = look_up(host);
            lock.lock();
            conclude(id, Error::Kind::dns, explain_lookup(code, host));
        }
        has_thread = false;
    }
};

NameProbe::NameProbe() : state_(std::make_shared<State>()) {}

NameProbe::~NameProbe() {
    const std::lock_guard lock(state_->mutex);
    state_->order.clear();
    while (!state_->cases.empty())
        state_->conclude(state_->cases.begin()->first, Error::Kind::cancelled,
                         "the transfer was cancelled");
}

void NameProbe::explain(std::uint64_t id, Error error, std::string host,
                        std::unique_ptr<Receiver> receiver) {
    const std::lock_guard lock(state_->mutex);
    if (state_->cases.size() >= most_questions) return receiver->deliver(fail(std::move(error)));
    auto detail = error.detail;
    state_->cases.emplace(id, State::Case{std::move(error), std::move(host), std::move(receiver)});
    state_->order.push_back(id);
    if (state_->has_thread) return;
    try {
        std::thread([state = state_] { state->work(); }).detach();
        state_->has_thread = true;
    } catch (const std::system_error&) {  // No thread to be had: the plain sentence must do.
        state_->order.clear();
        state_->conclude(id, Error::Kind::dns, std::move(detail));
    }
}

void NameProbe::cancel(std::uint64_t id) {
    const std::lock_guard lock(state_->mutex);
    state_->conclude(id, Error::Kind::cancelled, "the transfer was cancelled");
}

}  // namespace weir::fetch
