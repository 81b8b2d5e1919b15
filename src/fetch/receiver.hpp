#pragma once

#include "fetch/fetcher.hpp"

namespace weir::fetch {

using Outcome = Result<Response, Error>;

/// Whoever waits for a fetch. Called once, on any thread; must not throw and not call back.
class Receiver {
public:
    virtual ~Receiver() = default;
    virtual void deliver(Outcome outcome) noexcept = 0;
};

}  // namespace weir::fetch
