#include "app/hub_pings.hpp"

#include "base/url.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/logger.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace weir::app {
namespace {

constexpr std::string_view note_prefix = "hub.";
/// Hubs answer with a sentence at most.
constexpr std::size_t longest_answer = 65'536;

std::map<std::string, std::string> told_before(const store::Store& store) {
    std::map<std::string, std::string> told;
    for (auto& [key, digest] : store.reader().notes(std::string{note_prefix}))
        told.emplace(key.substr(note_prefix.size()), std::move(digest));
    return told;
}

fetch::Request request_to(const river::HubTopic& topic) {
    fetch::Request request;
    request.url = topic.hub;
    request.accept = "*/*";
    request.literal_private = true;  // Written in feeds.toml.
    request.max_body = longest_answer;
    std::string body = "hub.mode=publish";
    for (const auto& url : topic.urls) body += "&hub.url=" + url::percent_encode(url);
    request.post_body = std::move(body);
    return request;
}

}  // namespace

HubPings::HubPings(boost::asio::any_io_executor executor, fetch::Fetcher& fetcher,
                   store::Store& store, const Clock& clock, std::shared_ptr<spdlog::logger> log)
    : executor_(std::move(executor)),
      fetcher_(fetcher),
      store_(store),
      clock_(clock),
      log_(std::move(log)),
      plan_(told_before(store)),
      changed_(executor_) {}

void HubPings::offer(std::vector<river::HubTopic> topics) {
    plan_.offer(std::move(topics));
    changed_.cancel();
}

void HubPings::stop() {
    stopped_ = true;
    changed_.cancel();
}

boost::asio::awaitable<void> HubPings::run() {
    while (!stopped_) {
        const auto now = clock_.now();
        for (auto& topic : plan_.take_due(now)) spawn_ping(std::move(topic));
        const auto next = plan_.next();
        if (next)
            changed_.expires_after(std::max(Seconds{1}, *next - now));
        else
            changed_.expires_at(std::chrono::steady_clock::time_point::max());
        boost::system::error_code woken;
        auto token = boost::asio::redirect_error(boost::asio::use_awaitable, woken);
        co_await changed_.async_wait(token);
    }
}

void HubPings::spawn_ping(river::HubTopic topic) {
    auto work = ping(topic);
    auto done = [this, topic = std::move(topic)](std::exception_ptr error) {
        try {
            if (error) std::rethrow_exception(error);
        } catch (const std::exception& thrown) {
            failed(topic, std::nullopt, thrown.what());
        }
        changed_.cancel();
    };
    boost::asio::co_spawn(executor_, std::move(work), std::move(done));
}

void HubPings::failed(const river::HubTopic& topic, std::optional<Seconds> asked,
                      const std::string& why) {
    const auto again = plan_.failed(topic, asked, clock_.now());
    log_->warn("hub failed output={} hub={} why=\"{}\" again_in={}", topic.output, topic.hub, why,
               format_duration(again));
}

boost::asio::awaitable<void> HubPings::ping(river::HubTopic topic) {
    auto request = request_to(topic);
    auto answered = co_await fetcher_.fetch(std::move(request));
    if (!answered) {
        failed(topic, std::nullopt, answered.error().detail);
        co_return;
    }
    if (answered->status / 100 != 2) {
        failed(topic, answered->retry_after, fmt::format("it answered {}", answered->status));
        co_return;
    }
    plan_.told(topic);
    log_->info("hub told output={} hub={} status={}", topic.output, topic.hub, answered->status);
    auto key = std::string{note_prefix} + topic.output;
    std::optional<std::string> value(topic.digest);
    co_await store_.keep_note(std::move(key), std::move(value));
}

}  // namespace weir::app
