#pragma once

#include "base/instant.hpp"
#include "model/subscription.hpp"

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace weir::schedule {

/// Hosts that cannot be reached: looked up, connected to, shaken hands with. After three failures
/// in a row, whichever feeds they met, the feeds of a host (scheme, name, port) wait for one probe
/// at a time. Never looks at a clock. Loop thread only.
class HostTroubles {
public:
    struct Trouble {
        int failures = 0;      ///< In a row.
        Instant probe_at{};    ///< No request before.
        std::string why;       ///< One sentence: the last failure.
        bool probing = false;  ///< A probe is under way; its end calls for take_waiting().
    };

    /// Asks for leave to start `feed`. Absent: it may, and is the host's probe if that is down.
    /// Else the feed waits: until probe_at, or for the end of a probe that is under way. An
    /// `urgent` feed may be the probe at any time.
    [[nodiscard]] std::optional<Trouble> ask(const std::string& host, FeedId feed, Instant now,
                                             bool urgent = false);
    /// The same question without a claim to the probe.
    [[nodiscard]] bool is_closed(const std::string& host, Instant now) const;

    /// One more failure of a feed that wishes for `gap` between its polls. The trouble when the
    /// host counts as down from here on; `jitter` in [0, 1) moves its probe by at most a tenth.
    std::optional<Trouble> failed(const std::string& host, const std::string& why, Instant now,
                                  Seconds gap, double jitter);
    /// The host answered. True when it had been down.
    bool reached(const std::string& host);
    /// The feed's request came to no end that says anything of its host.
    void gave_up(const std::string& host, FeedId feed);

    /// The feeds that were told to wait for this host; they are forgotten here and have to ask
    /// again.
    [[nodiscard]] std::vector<FeedId> take_waiting(const std::string& host);

    /// "3 1700000000 why": for the store, and back; a text that does not read is no trouble.
    [[nodiscard]] static std::string to_text(const Trouble& trouble);
    void restore(const std::string& host, const std::string& text);

private:
    struct Host {
        Trouble trouble;
        std::optional<FeedId> probe;  ///< Under way.
        std::set<FeedId> waiting;
    };
    std::unordered_map<std::string, Host> hosts_;  ///< Only those whose last request failed.
};

}  // namespace weir::schedule
