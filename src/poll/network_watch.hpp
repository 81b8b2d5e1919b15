#pragma once

#include "base/instant.hpp"

#include <set>
#include <string>

namespace weir::poll {

/// Tells a lost network of this machine from dead servers: when look-ups and connections to several
/// unrelated sites fail and none answers, the fault is ours and no feed is blamed. Loop thread
/// only.
class NetworkWatch {
public:
    void answered() { failing_.clear(); }
    void failed(const std::string& site) { failing_.insert(site); }
    /// Five sites in a row: with fewer, a handful of dead feeds would look like a lost network.
    [[nodiscard]] bool lost() const { return failing_.size() >= 5; }

private:
    std::set<std::string> failing_;  ///< Sites that failed since the last answer of any server.
};

}  // namespace weir::poll
