#include "store/writer.hpp"

#include "store/failure.hpp"
#include "store/schema.hpp"
#include "store/text_index.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <future>
#include <utility>

namespace weir::store {
namespace {

// Beyond 64 polls in a transaction nothing is gained and the longest hold grows.
constexpr std::size_t largest_group = 64;

Bench open_bench(const std::filesystem::path& path, const Options& options) {
    return guarded(path, [&] {
        Bench bench{Connection(path, Connection::Mode::write), {}, {}, false, options.defer_index};
        auto& db = bench.db;
        migrate(db);
        // 4000 pages of log before a checkpoint: a quarter of the default's syncs of the file.
        db.exec(
            "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;"
            "PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864");
        // The log and its index stay when the last connection closes; else a reader without write
        // permission could not open the store while no daemon runs.
        int on = 1;
        sqlite3_file_control(db.handle(), nullptr, SQLITE_FCNTL_PERSIST_WAL, &on);
        tune_index(bench);
        return bench;
    });
}

}  // namespace

Writer::Writer(std::filesystem::path path, Options options)
    : path_(std::move(path)), options_(options), bench_(open_bench(path_, options_)) {
    bench_.db.exec("PRAGMA synchronous = NORMAL");
    thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Writer::post(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (!ending_) {
            inbox_.push_back(std::move(job));
            wake_.notify_one();
            return;
        }
    }
    job.done(std::make_exception_ptr(Error(fmt::format("{}: it is being closed", path_.string()))));
}

void Writer::run(Job job) {
    std::promise<void> promise;
    std::exception_ptr thrown;  // Not through the promise, which would leave a copy to the writer.
    job.done = [&](std::exception_ptr error) {
        thrown = std::move(error);
        promise.set_value();
    };
    post(std::move(job));
    promise.get_future().wait();
    if (thrown) std::rethrow_exception(thrown);
}

void Writer::loop() {
    while (auto group = next_group()) {
        if (group->empty()) {
            idle();
        } else if (group->front().step) {
            run_step(std::move(group->front()));
        } else {
            run_group(*group);
            idle_ = Idle::index;
        }
    }
    close();
}

std::optional<std::vector<Job>> Writer::next_group() {
    std::unique_lock lock(mutex_);
    if (idle_ == Idle::nothing) wake_.wait(lock, [&] { return ending_ || !inbox_.empty(); });
    std::vector<Job> group;
    while (!inbox_.empty() && group.size() < largest_group) {
        // A job with steps runs by itself.
        if (inbox_.front().step && !group.empty()) break;
        group.push_back(std::move(inbox_.front()));
        inbox_.pop_front();
        if (group.back().step) break;
    }
    if (group.empty() && ending_) return std::nullopt;
    return group;
}

void Writer::run_step(Job job) {
    try {
        if (!job.step(bench_)) {
            const std::lock_guard lock(mutex_);
            inbox_.push_back(std::move(job));
            return;
        }
        job.done(nullptr);
    } catch (...) {
        bench_.db.roll_back();
        job.done(explain(std::current_exception(), path_));
    }
}

void Writer::begin(bool durable) {
    const bool fully = durable || options_.full_sync;
    if (fully != syncs_fully_) {
        bench_.db.exec(fully ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        syncs_fully_ = fully;
    }
    store::run(bench_.db, "BEGIN IMMEDIATE");
}

void Writer::run_group(std::vector<Job>& group) {
    std::vector<std::exception_ptr> errors(group.size());
    bool committed = false;
    try {
        run_together(group, errors);
        committed = true;
    } catch (...) {
        bench_.db.roll_back();
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (!committed) run_alone(group[i], errors[i]);
        // Handed over whole: from here on the exception is the caller's, on the caller's thread.
        auto error = std::exchange(errors[i], nullptr);
        if (error) error = explain(std::move(error), path_);
        group[i].done(std::move(error));
    }
}

void Writer::run_together(std::vector<Job>& group, std::vector<std::exception_ptr>& errors) {
    begin(std::any_of(group.begin(), group.end(), [](const Job& job) { return job.durable; }));
    for (std::size_t i = 0; i < group.size(); ++i) run_in_savepoint(group[i], errors[i]);
    store::run(bench_.db, "COMMIT");
}

/// Throws when the trouble cost the whole transaction.
void Writer::run_in_savepoint(Job& job, std::exception_ptr& error) {
    store::run(bench_.db, "SAVEPOINT job");
    try {
        job.work(bench_);
    } catch (...) {
        if (!bench_.db.in_transaction()) throw;
        error = std::current_exception();
        store::run(bench_.db, "ROLLBACK TO job");
    }
    store::run(bench_.db, "RELEASE job");
}

void Writer::run_alone(Job& job, std::exception_ptr& error) {
    error = nullptr;
    try {
        begin(job.durable);
        job.work(bench_);
        store::run(bench_.db, "COMMIT");
    } catch (...) {
        error = std::current_exception();
        bench_.db.roll_back();
    }
}

void Writer::idle() {
    try {
        begin(false);
        if (idle_ == Idle::index) {
            if (index_some(bench_, items_per_index_step) == 0) idle_ = Idle::merge;
        } else if (!merge_some(bench_)) {
            idle_ = Idle::nothing;
        }
        store::run(bench_.db, "COMMIT");
    } catch (...) {
        // Nothing is lost: what waits is tried again after the next job, which reports the trouble
        // (a full disk, for one) to whoever asked for it.
        bench_.db.roll_back();
        idle_ = Idle::nothing;
    }
}

void Writer::close() {
    try {
        bench_.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (...) {
        // A reader is in the way, or the disk is full: the log stays and is read at the next start.
    }
}

}  // namespace weir::store
