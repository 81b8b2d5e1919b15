#include "fetch/curl_fetcher.hpp"

#include "base/url.hpp"
#include "fetch/transfer_thread.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

namespace weir::fetch {
namespace {

namespace asio = boost::asio;

/// Hands the outcome to a suspended coroutine, on the executor that it belongs to.
template <class Handler>
class Resumer final : public Receiver {
public:
    explicit Resumer(Handler handler)
        : handler_(std::move(handler)), work_(asio::get_associated_executor(handler_)) {}

    void deliver(Outcome outcome) noexcept override {
        const auto executor = work_.get_executor();
        auto resume = [handler = std::move(handler_), outcome = std::move(outcome),
                       work = std::move(work_)]() mutable {
            asio::get_associated_cancellation_slot(handler).clear();
            std::move(handler)(std::move(outcome));
        };
        asio::post(executor, std::move(resume));
    }

private:
    Handler handler_;
    // The caller's context must not run dry while it waits for us.
    asio::executor_work_guard<asio::associated_executor_t<Handler>> work_;
};

/// libcurl's global state, made once for the process.
void require_libcurl() {
    static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK)
        throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
}

}  // namespace

struct CurlFetcher::Impl {
    std::mutex mutex;  // Over `options` alone; the object behind it never changes.
    std::shared_ptr<const Options> options;
    std::atomic<std::uint64_t> last_id{0};
    std::vector<std::unique_ptr<TransferThread>> threads;

    std::shared_ptr<const Options> current_options() {
        const std::lock_guard lock(mutex);
        return options;
    }

    /// All requests to an origin meet on one thread, where its connections are kept.
    TransferThread& thread_for(const std::string& url) {
        if (threads.size() == 1) return *threads.front();
        return *threads[std::hash<std::string>{}(url::origin(url)) % threads.size()];
    }

    /// No coroutine itself, so that its lambda is safe from GCC 12.
    asio::awaitable<Outcome> fetch(Request request) {
        return asio::async_initiate<const asio::use_awaitable_t<>&, void(Outcome)>(
            [this](auto handler, Request moved) { start(std::move(handler), std::move(moved)); },
            asio::use_awaitable, std::move(request));
    }

    template <class Handler>
    void start(Handler handler, Request request) {
        auto& thread = thread_for(request.url);
        const auto id = ++last_id;
        if (auto slot = asio::get_associated_cancellation_slot(handler); slot.is_connected())
            slot.assign(
                [inbox = thread.inbox(), id](asio::cancellation_type) { cancel(*inbox, id); });
        thread.start({.id = id,
                      .request = std::move(request),
                      .options = current_options(),
                      .receiver = std::make_unique<Resumer<Handler>>(std::move(handler))});
    }
};

CurlFetcher::CurlFetcher(Options options) : impl_(std::make_unique<Impl>()) {
    require_libcurl();
    const int threads = std::max(1, options.threads);
    const int connections = std::max(1, options.connections / threads);
    impl_->options = std::make_shared<const Options>(std::move(options));
    for (int i = 0; i < threads; ++i)
        impl_->threads.push_back(std::make_unique<TransferThread>(connections));
}

CurlFetcher::~CurlFetcher() = default;

asio::awaitable<Result<Response, Error>> CurlFetcher::fetch(Request request) {
    return impl_->fetch(std::move(request));
}

void CurlFetcher::reconfigure(Options options) {
    auto next = std::make_shared<const Options>(std::move(options));
    const std::lock_guard lock(impl_->mutex);
    impl_->options = std::move(next);
}

}  // namespace weir::fetch
