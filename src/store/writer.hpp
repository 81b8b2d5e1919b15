#pragma once

#include "store/bench.hpp"
#include "store/store.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace weir::store {

/// Something for the writer thread to do. Exactly one of `work` and `step` is set.
struct Job {
    /// Runs inside the transaction of its group. May be run twice: the whole group is run again,
    /// one by one, when its commit fails.
    std::function<void(Bench&)> work;
    /// Does a part of something long, in transactions of its own; true once all is done. Between
    /// two parts other jobs get their turn.
    std::function<bool(Bench&)> step;
    /// Called exactly once, on the writer thread; the argument is null when it went well.
    std::function<void(std::exception_ptr)> done;
    /// What a person did or the network cannot say again: on the disk before `done` is called.
    bool durable = false;
};

/// The thread that owns the only connection that writes. Takes all jobs that wait (at most 64) into
/// one transaction, each in a savepoint so that a bad one harms none; when nothing waits it makes
/// items searchable.
class Writer {
public:
    Writer(std::filesystem::path path, Options options);
    ~Writer();  ///< Does what waits, then closes.
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Any thread. After the destructor has begun, the job's `done` gets an Error.
    void post(Job job);
    /// Any thread but the writer's: posts and waits; throws what the job threw.
    void run(Job job);
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    void loop();
    /// Waits for jobs; an empty group means that there is time for idle work, absent that all ends.
    std::optional<std::vector<Job>> next_group();
    void run_group(std::vector<Job>& group);
    void run_step(Job job);
    void run_together(std::vector<Job>& group, std::vector<std::exception_ptr>& errors);
    void run_in_savepoint(Job& job, std::exception_ptr& error);
    void run_alone(Job& job, std::exception_ptr& error);
    void begin(bool durable);
    void idle();
    void close();

    std::filesystem::path path_;
    Options options_;
    Bench bench_;
    bool syncs_fully_ = false;
    enum class Idle { index, merge, nothing };
    Idle idle_ = Idle::index;  ///< What to do when no job waits.

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> inbox_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace weir::store
