#include "fetch/multi.hpp"

#include "fetch/easy.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <stdexcept>
#include <sys/epoll.h>
#include <system_error>
#include <unistd.h>

namespace weir::fetch {
namespace {

/// libcurl keeps this beside a socket that we told it to be known to epoll.
char known_mark;

}  // namespace

/// libcurl's callbacks. They only take notes: calling libcurl from inside them is not allowed.
struct Multi::Hooks {
    static int socket(CURL*, curl_socket_t socket, int what, void* self, void* mark) noexcept;
    static int timer(CURLM*, long milliseconds, void* self) noexcept;
};

/// "Watch this socket", or "not now": the same one often comes back. A socket that was closed has
/// left the epoll set by itself, and its number may stand for another one; hence the second tries.
int Multi::Hooks::socket(CURL*, curl_socket_t socket, int what, void* self, void* mark) noexcept {
    auto& multi = *static_cast<Multi*>(self);
    if (what == CURL_POLL_REMOVE) {
        ::epoll_ctl(multi.epoll_, EPOLL_CTL_DEL, socket, nullptr);
        return 0;
    }
    epoll_event event{};
    if ((what & CURL_POLL_IN) != 0) event.events |= EPOLLIN;
    if ((what & CURL_POLL_OUT) != 0) event.events |= EPOLLOUT;
    event.data.fd = socket;
    const int first = mark != nullptr ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    const int second = mark != nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    if (::epoll_ctl(multi.epoll_, first, socket, &event) != 0 &&
        ::epoll_ctl(multi.epoll_, second, socket, &event) != 0)
        return -1;
    if (mark == nullptr) curl_multi_assign(multi.multi_, socket, &known_mark);
    return 0;
}

int Multi::Hooks::timer(CURLM*, long milliseconds, void* self) noexcept {
    auto& multi = *static_cast<Multi*>(self);
    multi.timer_.reset();
    if (milliseconds >= 0) multi.timer_ = Clock::now() + std::chrono::milliseconds(milliseconds);
    return 0;
}

Multi::Multi(int wake, int connections)
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(wake), connections_(std::max(1, connections)) {
    if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = wake_;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
    open();
}

Multi::~Multi() {
    close();
    ::close(epoll_);
}

void Multi::open() {
    multi_ = curl_multi_init();
    if (multi_ == nullptr) throw std::bad_alloc();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Hooks::socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Hooks::timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_PIPELINING, long{CURLPIPE_MULTIPLEX});
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(connections_));
}

void Multi::close() {
    curl_multi_cleanup(multi_);
    multi_ = nullptr;
    timer_.reset();
}

void Multi::reset() {
    close();
    open();
    broken_ = false;
}

void Multi::add(void* easy) {
    const CURLMcode code = curl_multi_add_handle(multi_, easy);
    if (code != CURLM_OK) throw std::runtime_error(curl_multi_strerror(code));
}

void Multi::remove(void* easy) {
    curl_multi_remove_handle(multi_, easy);
}

int Multi::timeout() const {
    if (!timer_) return -1;
    // Rounded up: a wake-up too early would only be told to wait on.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*timer_ - Clock::now());
    return static_cast<int>(std::clamp<long>(left.count(), 0, 60'000));
}

void Multi::act(int socket, int events) {
    int running = 0;
    if (curl_multi_socket_action(multi_, socket, events, &running) != CURLM_OK) broken_ = true;
}

Multi::News Multi::wait(bool block) {
    std::array<epoll_event, 64> events;
    const int count =
        ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), block ? timeout() : 0);
    News news{.any = count > 0};
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        if (event.data.fd == wake_) {
            news.woken = true;
            continue;
        }
        int what = 0;
        if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLRDHUP)) != 0) what |= CURL_CSELECT_IN;
        if ((event.events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
        if ((event.events & EPOLLERR) != 0) what |= CURL_CSELECT_ERR;
        act(event.data.fd, what);
    }
    if (timer_ && *timer_ <= Clock::now()) {
        timer_.reset();
        news.any = true;
        act(CURL_SOCKET_TIMEOUT, 0);
    }
    return news;
}

std::vector<std::pair<void*, int>> Multi::take_ended() {
    std::vector<std::pair<void*, int>> ended;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left))
        if (message->msg == CURLMSG_DONE)
            ended.emplace_back(Easy::owner_of(message->easy_handle), message->data.result);
    return ended;
}

}  // namespace weir::fetch
