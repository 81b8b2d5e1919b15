#pragma once

#include "fetch/fetcher.hpp"

#include <memory>

namespace spdlog {
class logger;
}

namespace weir::fetch {

enum class PrivateAddresses { literal_only, never, always };  ///< fetching requirement 34.

struct Options {
    std::string user_agent;
    Seconds timeout{30};
    Seconds connect_timeout{10};
    Seconds stall_timeout{15};          ///< Below 100 B/s for so long.
    std::size_t max_body = 10'000'000;  ///< Decoded bytes.
    std::size_t max_header = 100'000;
    int max_redirects = 10;
    PrivateAddresses private_addresses = PrivateAddresses::literal_only;
    std::string proxy;
    int threads = 1;
    int connections = 512;  ///< Kept open at most.
};

/// libcurl's multi interface on threads of its own (docs/design/threads.md). Any thread may call
/// `fetch` from a coroutine; destruction cancels and joins, and everybody who still waits gets
/// Kind::cancelled. The callers' execution contexts must outlive it: outcomes are posted to them.
class CurlFetcher final : public Fetcher {
public:
    explicit CurlFetcher(Options options);
    ~CurlFetcher() override;
    boost::asio::awaitable<Result<Response, Error>> fetch(Request request) override;
    void reconfigure(Options options);  ///< For transfers that start later.

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace weir::fetch
