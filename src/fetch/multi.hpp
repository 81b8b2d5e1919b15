#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace weir::fetch {

/// libcurl's multi handle driven by epoll: curl_multi_socket_action for the sockets that are ready,
/// so that idle transfers cost nothing. Fetch thread only.
class Multi {
public:
    /// `wake` is a descriptor whose readiness ends wait(); at most `connections` are kept open.
    Multi(int wake, int connections);
    ~Multi();
    Multi(const Multi&) = delete;
    Multi& operator=(const Multi&) = delete;

    void add(void* easy);     ///< Throws std::runtime_error when libcurl refuses.
    void remove(void* easy);  ///< Nothing happens when it is not in.

    struct News {
        bool woken = false;  ///< `wake` is ready.
        bool any = false;    ///< Something has happened.
    };
    /// Does what sockets, the timer and `wake` ask for; with `block` waits until one does.
    [[nodiscard]] News wait(bool block);
    /// Owners (CURLOPT_PRIVATE) and CURLcodes of the transfers that have ended.
    [[nodiscard]] std::vector<std::pair<void*, int>> take_ended();

    [[nodiscard]] bool is_broken() const { return broken_; }
    void reset();  ///< A new multi handle; all easy handles must be out.

private:
    using Clock = std::chrono::steady_clock;
    struct Hooks;

    void open();
    void close();
    void act(int socket, int events);
    [[nodiscard]] int timeout() const;

    int epoll_ = -1;
    int wake_;
    int connections_;
    void* multi_ = nullptr;
    std::optional<Clock::time_point> timer_;  ///< When libcurl wants to be called without news.
    bool broken_ = false;
};

}  // namespace weir::fetch
