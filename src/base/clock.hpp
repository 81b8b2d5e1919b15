#pragma once

#include "base/instant.hpp"

namespace weir {

/// Where "now" comes from. Tests move a fake one by hand (tests/support/fake_clock.hpp).
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return system_now(); }
};

}  // namespace weir
