#pragma once

#include "base/instant.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

namespace weir::poll {

/// The distance between requests that a site taught us by 429 answers without a Retry-After:
/// doubled each time up to five minutes, a tenth taken back per fifty successes. Loop thread only.
class SiteManners {
public:
    /// Returns the distance that holds from here on.
    Seconds rate_limited(const std::string& site, Seconds configured) {
        auto& learnt = sites_[site];
        const auto from = std::max({learnt.delay, configured, Seconds{1}});
        learnt = {std::min(from * 2, longest), 0};
        return learnt.delay;
    }

    /// The new distance when this success eased it (zero: forgotten); absent when nothing changed.
    std::optional<Seconds> succeeded(const std::string& site) {
        const auto found = sites_.find(site);
        if (found == sites_.end() || ++found->second.successes < 50) return {};
        auto& learnt = found->second;
        learnt.successes = 0;
        // Whole seconds: at least one goes, or a short delay would never end.
        learnt.delay -= std::max(learnt.delay / 10, Seconds{1});
        if (learnt.delay > Seconds{1}) return learnt.delay;
        sites_.erase(found);
        return Seconds{0};
    }

    void restore(const std::string& site, Seconds delay) { sites_[site] = {delay, 0}; }

    [[nodiscard]] Seconds delay(const std::string& site) const {
        const auto found = sites_.find(site);
        return found == sites_.end() ? Seconds{0} : found->second.delay;
    }

private:
    static constexpr Seconds longest{300};
    struct Learnt {
        Seconds delay{0};
        int successes = 0;
    };
    std::unordered_map<std::string, Learnt> sites_;
};

}  // namespace weir::poll
