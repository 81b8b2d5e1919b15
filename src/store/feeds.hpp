#pragma once

#include "model/subscription.hpp"

#include <vector>

namespace weir::store {

class Connection;

/// Makes table `feed` follow the configuration (Store::sync). Inside the caller's transaction.
std::vector<FeedId> follow_subscriptions(Connection& db,
                                         const std::vector<Subscription>& subscriptions);

}  // namespace weir::store
