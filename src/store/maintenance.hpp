#pragma once

#include "store/store.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace weir::store {

struct Bench;

/// Applies retention a little at a time (Store::prune). Each step is a transaction of its own.
class Pruning {
public:
    Pruning(std::filesystem::path path, Instant now);
    /// True once all is done.
    bool step(Bench& bench);
    [[nodiscard]] const Pruned& result() const { return result_; }

private:
    struct Rule {
        FeedId feed;
        std::optional<std::int64_t> keep;  ///< Seconds.
        std::int64_t keep_max;             ///< 0: no limit.
        bool subscribed;
    };
    void begin(Bench& bench);
    [[nodiscard]] std::vector<ItemId> expired(Bench& bench, const Rule& rule) const;
    std::vector<ItemId> outnumbered(Bench& bench, const Rule& rule) const;
    void prune_feed(Bench& bench, const Rule& rule);
    void forget_rest(Bench& bench);

    std::filesystem::path path_;
    Instant now_;
    Pruned result_;
    bool begun_ = false;
    std::vector<Rule> rules_;  ///< Feeds that are still to be looked at.
    bool forgot_ = false;
};

/// Bytes that a store takes: database and log.
[[nodiscard]] std::uint64_t bytes_on_disk(const std::filesystem::path& path);

}  // namespace weir::store
