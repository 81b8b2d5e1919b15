#include "fetch/transfer_thread.hpp"

#include "base/url.hpp"
#include "fetch/chain.hpp"
#include "fetch/multi.hpp"
#include "fetch/name_probe.hpp"

#include <cerrno>
#include <exception>
#include <mutex>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

namespace weir::fetch {

class Inbox {
public:
    struct Mail {
        std::vector<Job> jobs;
        std::vector<std::uint64_t> cancelled;
        bool stop = false;

        [[nodiscard]] bool empty() const { return jobs.empty() && cancelled.empty() && !stop; }
    };

    Inbox() : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (wake_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    }
    ~Inbox() { ::close(wake_); }
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;

    /// Changes the mail and wakes the thread, unless mail that it has not yet seen has done that.
    template <class Change>
    void post(Change change) {
        const std::lock_guard lock(mutex_);
        const bool was_empty = mail_.empty();
        change(mail_);
        if (!was_empty) return;
        const std::uint64_t one = 1;
        // Fails only when the counter is full, and then the thread is awake anyway.
        [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);
    }

    [[nodiscard]] Mail take() {
        std::uint64_t count = 0;
        const std::lock_guard lock(mutex_);
        [[maybe_unused]] const auto size = ::read(wake_, &count, sizeof count);
        return std::exchange(mail_, {});
    }

    [[nodiscard]] int wake() const { return wake_; }

private:
    const int wake_;
    std::mutex mutex_;
    Mail mail_;
};

namespace {

// Handles kept for the next jobs: each holds some 20 kB of buffers.
constexpr std::size_t spare_handles = 64;
// Outcomes that wait for one another: no more, lest the first of them gets old.
constexpr std::size_t most_outcomes = 64;

struct Transfer {
    std::uint64_t id;
    Chain chain;
    std::unique_ptr<Receiver> receiver;
};

Outcome failure(const std::exception& thrown, std::string url) {
    return fail(Error{.kind = Error::Kind::other, .detail = thrown.what(), .url = std::move(url)});
}

/// All that happens on the thread.
class Worker {
public:
    Worker(Inbox& inbox, int connections) : inbox_(inbox), multi_(inbox.wake(), connections) {
        handles_.reserve(spare_handles);  // So that finish() cannot fail.
    }

    /// Outcomes are handed over when nothing else is left to do at once: their receivers wake up
    /// once for many, not once for each.
    void run() {
        for (bool stop = false; !stop;) {
            const auto news = multi_.wait(outcomes_.empty());
            if (news.woken) stop = read_mail();
            for (const auto& [owner, code] : multi_.take_ended())
                ended(*static_cast<Transfer*>(owner), code);
            if (multi_.is_broken()) rebuild();
            if (!news.any || outcomes_.size() >= most_outcomes) hand_over();
        }
        cancel_all();
        hand_over();
    }

private:
    /// True when the thread is to end.
    bool read_mail() {
        auto mail = inbox_.take();
        for (auto& job : mail.jobs) start(std::move(job));
        for (const auto id : mail.cancelled) {
            if (const auto found = transfers_.find(id); found != transfers_.end())
                finish(*found->second, found->second->chain.cancelled());
            else
                probe_.cancel(id);
        }
        return mail.stop;
    }

    void start(Job job) {
        const auto url = job.request.url;
        try {
            auto made = std::make_unique<Transfer>(Transfer{
                job.id, Chain(std::move(job.request), std::move(job.options), take_handle()),
                nullptr});
            auto& transfer = *transfers_.emplace(job.id, std::move(made)).first->second;
            transfer.receiver = std::move(job.receiver);
            next_hop(transfer);
        } catch (const std::exception& thrown) {
            const auto found = transfers_.find(job.id);
            if (found != transfers_.end())
                finish(*found->second, failure(thrown, url));
            else
                outcomes_.emplace_back(std::move(job.receiver), failure(thrown, url));
        }
    }

    void next_hop(Transfer& transfer) {
        if (auto outcome = transfer.chain.begin(&transfer))
            return finish(transfer, std::move(*outcome));
        multi_.add(transfer.chain.easy().handle());
    }

    void ended(Transfer& transfer, int code) {
        // Only a removed handle may be set up anew.
        multi_.remove(transfer.chain.easy().handle());
        try {
            if (auto outcome = transfer.chain.finish(code))
                finish(transfer, std::move(*outcome));
            else
                next_hop(transfer);
        } catch (const std::exception& thrown) {
            finish(transfer, failure(thrown, {}));
        }
    }

    void finish(Transfer& transfer, Outcome outcome) {
        multi_.remove(transfer.chain.easy().handle());
        auto receiver = std::move(transfer.receiver);
        const auto id = transfer.id;
        if (handles_.size() < spare_handles) handles_.push_back(transfer.chain.take_easy());
        transfers_.erase(id);
        if (outcome || outcome.error().kind != Error::Kind::dns)
            return void(outcomes_.emplace_back(std::move(receiver), std::move(outcome)));
        auto host = url::host(outcome.error().url);
        probe_.explain(id, std::move(outcome.error()), std::move(host), std::move(receiver));
    }

    void hand_over() {
        for (auto& [receiver, outcome] : outcomes_) receiver->deliver(std::move(outcome));
        outcomes_.clear();
    }

    Easy take_handle() {
        if (handles_.empty()) return {};
        Easy easy = std::move(handles_.back());
        handles_.pop_back();
        return easy;
    }

    /// libcurl lost its own thread: everything under way is lost with it.
    void rebuild() {
        while (!transfers_.empty()) {
            auto& transfer = *transfers_.begin()->second;
            finish(transfer, fail(Error{.kind = Error::Kind::other,
                                        .detail = "libcurl failed and was started anew"}));
        }
        handles_.clear();
        multi_.reset();
    }

    void cancel_all() {
        while (!transfers_.empty()) {
            auto& transfer = *transfers_.begin()->second;
            finish(transfer, transfer.chain.cancelled());
        }
    }

    Inbox& inbox_;
    // The multi handle goes last: handles that are closed still speak to it.
    Multi multi_;
    std::vector<Easy> handles_;
    NameProbe probe_;
    std::vector<std::pair<std::unique_ptr<Receiver>, Outcome>> outcomes_;  // Not yet handed over.
    std::unordered_map<std::uint64_t, std::unique_ptr<Transfer>> transfers_;
};

}  // namespace

TransferThread::TransferThread(int connections) : inbox_(std::make_shared<Inbox>()) {
    auto worker = std::make_unique<Worker>(*inbox_, connections);
    thread_ = std::thread([worker = std::move(worker)] { worker->run(); });
}

TransferThread::~TransferThread() {
    inbox_->post([](Inbox::Mail& mail) { mail.stop = true; });
    thread_.join();
}

void TransferThread::start(Job job) {
    inbox_->post([&](Inbox::Mail& mail) { mail.jobs.push_back(std::move(job)); });
}

void cancel(Inbox& inbox, std::uint64_t id) {
    inbox.post([&](Inbox::Mail& mail) { mail.cancelled.push_back(id); });
}

}  // namespace weir::fetch
