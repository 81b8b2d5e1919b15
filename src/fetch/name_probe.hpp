#pragma once

#include "fetch/receiver.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace weir::fetch {

/// A sentence about a name that getaddrinfo gave up with `code` (EAI_...).
[[nodiscard]] std::string explain_lookup(int code, const std::string& host);

/// Finds out why a name was not resolved. libcurl only says that it was not; asking the system
/// once more tells a name that does not exist from a name server that does not answer. On a thread
/// that comes and goes with the work, since the question blocks. Fetch thread only.
class NameProbe {
public:
    NameProbe();
    ~NameProbe();  ///< Answers everybody without waiting for name servers.
    NameProbe(const NameProbe&) = delete;
    NameProbe& operator=(const NameProbe&) = delete;

    /// Delivers `error`, of kind dns, with a better sentence.
    void explain(std::uint64_t id, Error error, std::string host,
                 std::unique_ptr<Receiver> receiver);
    void cancel(std::uint64_t id);  ///< Delivers Kind::cancelled at once, if `id` is here.

private:
    struct State;
    std::shared_ptr<State> state_;  // The thread may outlive us, inside getaddrinfo.
};

}  // namespace weir::fetch
