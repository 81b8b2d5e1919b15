#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "serve/http.hpp"
#include "store/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boost::asio {
class thread_pool;
}
namespace spdlog {
class logger;
}

/// Merged feeds and pages, rendered once per change and kept.
namespace weir::river {

/// What the status page shows beside the store's own figures.
struct Live {
    std::size_t queued = 0, in_flight = 0;
    std::vector<std::string> warnings;  ///< The log's latest, oldest first.
    Instant started{};
};

/// An output whose changes a WebSub hub wants to hear of.
struct HubTopic {
    std::string output;
    std::string hub;
    std::vector<std::string> urls;  ///< Of its documents, as they call themselves.
    std::string digest;             ///< Of their content; a reader's marks do not change it.
};

/// Every document and page that readers can ask for: outputs, one feed, one tag, a search, items,
/// the status page, OPML. The first page of each output is rendered anew when the store has changed
/// (refresh) and kept while its bytes stay the same; the rest is rendered on the first request and
/// kept until the next change of the store. An answer for something that is kept touches no
/// database. Loop thread only; the services must outlive it.
class Shelf {
public:
    Shelf(boost::asio::any_io_executor executor, boost::asio::thread_pool& workers,
          std::filesystem::path store, const Clock& clock, std::function<Live()> live,
          std::shared_ptr<spdlog::logger> log);
    ~Shelf();

    /// Takes over the outputs of a configuration. `public_url` has a final slash.
    void configure(std::shared_ptr<const config::Config> config, std::string public_url);

    /// The store has changed: what is kept is no longer current. Cheap; call it after each poll.
    void touched();

    /// Renders the outputs whose content changed since the last time. Names of those that did.
    boost::asio::awaitable<std::vector<std::string>> refresh();

    /// The public outputs with a hub, as refresh() left them.
    [[nodiscard]] std::vector<HubTopic> hub_topics() const;

    /// The answer to a GET of any path of ours; absent when the path is none of them. Mistakes
    /// (unknown output, bad cursor, bad query) are answers with their own status.
    boost::asio::awaitable<std::optional<serve::Reply>> answer(serve::HttpRequest request);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace weir::river
