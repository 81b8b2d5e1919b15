#include "store/store.hpp"

#include "store/apply.hpp"
#include "store/feeds.hpp"
#include "store/items.hpp"
#include "store/lock.hpp"
#include "store/maintenance.hpp"
#include "store/mark.hpp"
#include "store/schema.hpp"
#include "store/text_index.hpp"
#include "store/writer.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace weir::store {
namespace asio = boost::asio;
namespace {

// std::monostate-like value for work that returns nothing, so that one bridge serves all.
struct Nothing {};

/// A question to the writer on behalf of a coroutine: keeps its executor at work until the answer
/// has been handed over there.
template <class Handler, class Value>
class Question {
public:
    explicit Question(Handler handler)
        : handler_(std::move(handler)),
          guard_(asio::make_work_guard(asio::get_associated_executor(handler_))) {}

    Value value{};

    void answer(std::exception_ptr error) {
        const auto executor = guard_.get_executor();
        // The guard goes along: the writer must not be the last to hold what the caller owns.
        asio::post(executor, [handler = std::move(handler_), guard = std::move(guard_),
                              error = std::move(error), result = std::move(value)]() mutable {
            if constexpr (std::is_same_v<Value, Nothing>) {
                std::move(handler)(std::move(error));
            } else {
                std::move(handler)(std::move(error), std::move(result));
            }
        });
    }

private:
    Handler handler_;
    asio::executor_work_guard<asio::associated_executor_t<Handler>> guard_;
};

template <class Value>
struct Asked {
    using Signature = void(std::exception_ptr, Value);
    using Awaitable = asio::awaitable<Value>;
};
template <>
struct Asked<Nothing> {
    using Signature = void(std::exception_ptr);
    using Awaitable = asio::awaitable<void>;
};

/// Has `post(answer)` put a job into the writer's inbox that fills in `value` and calls `done`.
/// No coroutine: see docs/design/coroutines.md.
template <class Value, class Post>
typename Asked<Value>::Awaitable ask(Post post) {
    auto start = [](auto handler, Post inner) {
        using Handler = decltype(handler);
        auto question = std::make_shared<Question<Handler, Value>>(std::move(handler));
        auto* value = &question->value;
        inner(value, [question = std::move(question)](std::exception_ptr error) {
            question->answer(std::move(error));
        });
    };
    return asio::async_initiate<const asio::use_awaitable_t<>, typename Asked<Value>::Signature>(
        std::move(start), asio::use_awaitable, std::move(post));
}

/// The common case: work inside the group's transaction.
template <class Value, class Work>
typename Asked<Value>::Awaitable ask_for(Writer& writer, bool durable, Work work) {
    auto post = [&writer, durable, work = std::move(work)](Value* value, auto done) mutable {
        Job job;
        job.work = [value, work = std::move(work)](Bench& bench) mutable { *value = work(bench); };
        job.done = std::move(done);
        job.durable = durable;
        writer.post(std::move(job));
    };
    return ask<Value>(std::move(post));
}

template <class Value, class Work>
Value wait_for(Writer& writer, bool durable, Work work) {
    Value value{};
    Job job;
    job.work = [&value, &work](Bench& bench) { value = work(bench); };
    job.durable = durable;
    writer.run(std::move(job));
    return value;
}

std::filesystem::path prepared_path(const std::filesystem::path& path) {
    std::error_code failed;
    const auto absolute = std::filesystem::absolute(path);
    std::filesystem::create_directories(absolute.parent_path(), failed);
    if (failed)
        throw Error(
            fmt::format("{}: its folder cannot be made: {}", path.string(), failed.message()));
    return absolute;
}

}  // namespace

struct Store::Impl {
    Impl(const std::filesystem::path& path, Options options)
        : lock(path), checked(check_file(path)), writer(path, options) {}

    WriterLock lock;
    bool checked;  ///< Before the writer may touch the file.
    Writer writer;
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

std::unique_ptr<Store> Store::open(const std::filesystem::path& path, Options options) {
    auto impl = std::make_unique<Impl>(prepared_path(path), options);
    return std::unique_ptr<Store>(new Store(std::move(impl)));
}

std::vector<FeedId> Store::sync(const std::vector<Subscription>& subscriptions, Instant) {
    return wait_for<std::vector<FeedId>>(impl_->writer, true, [&](Bench& bench) {
        return follow_subscriptions(bench.db, subscriptions);
    });
}

asio::awaitable<Applied> Store::apply(PollRecord record) {
    // Not durable: power lost within seconds takes the items and the feed's validators together,
    // so the next poll brings them again.
    auto work = [shared = std::make_shared<PollRecord>(std::move(record))](Bench& bench) {
        return apply_record(bench, *shared);
    };
    return ask_for<Applied>(impl_->writer, false, std::move(work));
}

asio::awaitable<std::size_t> Store::mark(std::vector<ItemId> items, Mark mark) {
    auto work = [items = std::move(items), mark](Bench& bench) {
        return mark_items(bench.db, items, mark);
    };
    return ask_for<std::size_t>(impl_->writer, true, std::move(work));
}

asio::awaitable<Pruned> Store::prune(Instant now) {
    auto pruning = std::make_shared<Pruning>(path(), now);
    auto post = [&writer = impl_->writer, pruning](Pruned* value, auto done) {
        Job job;
        job.step = [value, pruning](Bench& bench) {
            const bool all = pruning->step(bench);
            *value = pruning->result();
            return all;
        };
        job.done = std::move(done);
        writer.post(std::move(job));
    };
    return ask<Pruned>(std::move(post));
}

asio::awaitable<void> Store::rest(HostRest rest) {
    auto work = [rest = std::move(rest)](Bench& bench) {
        keep_rest(bench.db, rest);
        return Nothing{};
    };
    return ask_for<Nothing>(impl_->writer, false, std::move(work));
}

asio::awaitable<void> Store::postpone(FeedId feed, Instant next, std::string reason) {
    auto work = [feed, next, reason = std::move(reason)](Bench& bench) {
        postpone_poll(bench.db, feed, next, reason);
        return Nothing{};
    };
    return ask_for<Nothing>(impl_->writer, false, std::move(work));
}

asio::awaitable<void> Store::keep_note(std::string key, std::optional<std::string> value) {
    auto work = [key = std::move(key), value = std::move(value)](Bench& bench) {
        store::keep_note(bench.db, key, value);
        return Nothing{};
    };
    return ask_for<Nothing>(impl_->writer, true, std::move(work));
}

asio::awaitable<void> Store::ping() {
    return ask_for<Nothing>(impl_->writer, false, [](Bench&) { return Nothing{}; });
}

asio::awaitable<void> Store::replace_content(ItemId item, std::string content_html,
                                             std::string text, std::string canonical_url) {
    auto work = [item, html = std::move(content_html), text = std::move(text),
                 url = std::move(canonical_url)](Bench& bench) {
        take_full_text(bench, item, html, text, url);
        return Nothing{};
    };
    return ask_for<Nothing>(impl_->writer, false, std::move(work));
}

Applied Store::apply_now(PollRecord record) {
    return wait_for<Applied>(impl_->writer, false,
                             [&](Bench& bench) { return apply_record(bench, record); });
}

std::size_t Store::mark_now(std::vector<ItemId> items, Mark mark) {
    return wait_for<std::size_t>(impl_->writer, true,
                                 [&](Bench& bench) { return mark_items(bench.db, items, mark); });
}

Pruned Store::prune_now(Instant now) {
    Pruning pruning(path(), now);
    Job job;
    job.step = [&](Bench& bench) { return pruning.step(bench); };
    impl_->writer.run(std::move(job));
    return pruning.result();
}

void Store::finish_index() {
    Job job;
    job.step = [](Bench& bench) {
        Transaction transaction(bench.db);
        const auto done = index_some(bench, items_per_index_step);
        transaction.commit();
        return done == 0;
    };
    impl_->writer.run(std::move(job));
}

Reader Store::reader() const {
    return Reader(path());
}

const std::filesystem::path& Store::path() const {
    return impl_->writer.path();
}

}  // namespace weir::store
