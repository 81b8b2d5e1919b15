#pragma once

#include "config/config.hpp"
#include "model/subscription.hpp"
#include "poll/walk.hpp"
#include "schedule/schedule.hpp"
#include "store/store.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace weir::poll {

/// One feed as it is to be polled: what the configuration says of it and what earlier polls left.
struct Job {
    FeedId feed = 0;
    std::shared_ptr<const config::Config> config;  ///< Keeps `subscription` alive; its rules apply.
    const Subscription* subscription = nullptr;
    std::string title;  ///< As shown: the configured one, else the feed's own.
    Validators validators;
    std::string body_hash;  ///< poll::body_hash of the last body that was stored.
    std::string moved_to;   ///< Permanent redirect in use; empty for none.
    schedule::Rhythm rhythm;
    bool without_validators = false;  ///< `weir fetch --fresh`.
    int pages = 0;                    ///< Older pages to walk through after this poll.
    std::optional<Walk> walk;         ///< Through older pages, begun and not yet ended.
};

/// Where a poll's time went; zero for what did not happen (a connection that was used again).
struct Phases {
    std::chrono::microseconds dns{0}, connect{0}, tls{0};
    std::chrono::microseconds waiting{0};    ///< From the request to the first byte of its answer.
    std::chrono::microseconds receiving{0};  ///< Until the last byte.
    std::chrono::microseconds parsing{0};    ///< With the wait for a worker.
    std::chrono::microseconds storing{0};    ///< With the wait for the writer, until committed.
};

/// What a poll came to, for the log, the command line and the metrics.
struct Outcome {
    enum class Kind { changed, unchanged, failed, gone, resting };
    FeedId feed = 0;
    std::string name;
    std::string url;       ///< That was asked.
    bool is_page = false;  ///< Of an older page of the feed, not of the feed itself.
    Kind kind = Kind::unchanged;
    int http_status = 0;     ///< 0 when there was no HTTP answer.
    std::string error;       ///< One sentence; empty unless failed, gone or resting.
    std::string error_kind;  ///< Stable word: "dns", "http-404", "html-page", ...
    store::Applied applied;
    std::size_t entries = 0;  ///< In the document; 0 when it was not read.
    std::size_t repairs = 0;  ///< Notices of the parser.
    std::uint64_t wire_bytes = 0;
    Phases phases;
    std::string moved_to;  ///< Newly adopted permanent redirect.
    schedule::Due next;
    /// What the poll showed of the host of `url`.
    enum class Host { untold, reached, unreachable };
    Host host = Host::untold;
    std::optional<Seconds> rest;  ///< The server asked the whole site to rest for so long.
    // What the next poll of this feed starts from.
    Validators validators;
    std::string body_hash;
    std::string in_use;  ///< moved_to that holds from here on.
    std::string title;
    schedule::Rhythm rhythm;
    std::optional<Walk> walk;  ///< What is left to walk through.
};

[[nodiscard]] std::string_view to_string(Outcome::Kind kind);

}  // namespace weir::poll
