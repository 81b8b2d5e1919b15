#pragma once

#include "base/clock.hpp"

#include <atomic>

namespace weir::test {

/// A clock that stands still until it is moved. Any thread.
class FakeClock final : public Clock {
public:
    explicit FakeClock(Instant start = Instant{Seconds{1'700'000'000}})
        : seconds_(start.time_since_epoch().count()) {}

    [[nodiscard]] Instant now() const override { return Instant{Seconds{seconds_.load()}}; }
    void set(Instant now) { seconds_ = now.time_since_epoch().count(); }
    void advance(Seconds by) { seconds_ += by.count(); }

private:
    std::atomic<Seconds::rep> seconds_;
};

}  // namespace weir::test
