#pragma once

#include "fetch/curl_fetcher.hpp"
#include "fetch/receiver.hpp"

#include <cstdint>
#include <memory>
#include <thread>

namespace weir::fetch {

struct Job {
    std::uint64_t id = 0;
    Request request;
    std::shared_ptr<const Options> options;
    std::unique_ptr<Receiver> receiver;
};

/// What goes to a fetch thread: the only state that it shares. Any thread. May outlive its thread,
/// so that a late cancellation still finds it.
class Inbox;

/// A thread with a curl multi handle and an epoll set of its own. Its cost does not grow with the
/// number of open transfers.
class TransferThread {
public:
    explicit TransferThread(int connections);  ///< Kept open at most.
    ~TransferThread();                         ///< Cancels what runs and waits for the thread.
    TransferThread(const TransferThread&) = delete;
    TransferThread& operator=(const TransferThread&) = delete;

    void start(Job job);
    [[nodiscard]] std::shared_ptr<Inbox> inbox() const { return inbox_; }

private:
    std::shared_ptr<Inbox> inbox_;
    std::thread thread_;
};

/// Drops the transfer of a job; nothing happens when it has ended, or its thread has.
void cancel(Inbox& inbox, std::uint64_t id);

}  // namespace weir::fetch
