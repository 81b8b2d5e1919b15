#pragma once

#include "store/store.hpp"

namespace weir::store {

struct Bench;

/// Writes all that one poll changes. Inside the caller's transaction; may be run again after a
/// rollback, so `record` is left as it came. Throws Error for a feed that the store does not have.
Applied apply_record(Bench& bench, PollRecord& record);

}  // namespace weir::store
