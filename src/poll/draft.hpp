#pragma once

#include "poll/poller.hpp"

#include <optional>
#include <string>

/// What polls and the walks through older pages share. For the files of the poller alone.
namespace weir::poll {

/// What is known of a poll so far: the outcome for people, the record for the store, the facts for
/// the schedule.
struct Poller::Draft {
    Outcome outcome;
    store::PollRecord record;
    schedule::PollFacts facts;
};

/// A request for `url` with all that the configuration says for the feed.
[[nodiscard]] fetch::Request request_for(const Job& job, const std::string& url);

/// The walk that a document begins: when a feed answers for the first time, or when a person says
/// so.
[[nodiscard]] std::optional<Walk> first_walk(const Job& job, const store::PollRecord& record,
                                             const fetch::Response& response);

/// The walk to take if nothing in a known feed's document turns out to be known: it was asked too
/// rarely, and what it lost stands on older pages. A delta (226) shows no gap.
[[nodiscard]] std::optional<Walk> walk_over_gap(const Job& job, const store::PollRecord& record,
                                                const fetch::Response& response);

/// Some entry of the document was in the store.
[[nodiscard]] bool met_known(const store::Applied& applied);

}  // namespace weir::poll
