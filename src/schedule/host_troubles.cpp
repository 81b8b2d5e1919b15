#include "schedule/host_troubles.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace weir::schedule {
namespace {

using namespace std::chrono_literals;

constexpr int patience = 3;  // Failures in a row that pass for chance.
constexpr Seconds longest_wait = 24h;

}  // namespace

std::optional<HostTroubles::Trouble> HostTroubles::ask(const std::string& name, FeedId feed,
                                                       Instant now, bool urgent) {
    const auto found = hosts_.find(name);
    if (found == hosts_.end() || found->second.trouble.failures < patience) return {};
    auto& host = found->second;
    if (host.probe == feed) return {};
    if (host.probe || (now < host.trouble.probe_at && !urgent)) {
        host.waiting.insert(feed);
        auto trouble = host.trouble;
        trouble.probing = host.probe.has_value();
        return trouble;
    }
    host.probe = feed;
    host.waiting.erase(feed);
    return {};
}

bool HostTroubles::is_closed(const std::string& name, Instant now) const {
    const auto found = hosts_.find(name);
    return found != hosts_.end() && found->second.trouble.failures >= patience &&
           (found->second.probe || now < found->second.trouble.probe_at);
}

std::optional<HostTroubles::Trouble> HostTroubles::failed(const std::string& name,
                                                          const std::string& why, Instant now,
                                                          Seconds gap, double jitter) {
    auto& host = hosts_[name];
    auto& trouble = host.trouble;
    host.probe.reset();
    trouble.why = why;
    // Far beyond the top of the ladder, and far from overflow.
    trouble.failures = std::min(trouble.failures + 1, 1'000'000);
    if (trouble.failures < patience) return {};
    Seconds wait = std::clamp<Seconds>(gap, 1s, longest_wait);
    for (int n = patience; n < trouble.failures && wait < longest_wait; ++n) wait *= 2;
    wait = std::min(wait, longest_wait);
    const double later = static_cast<double>((wait / 10).count()) * std::clamp(jitter, 0.0, 1.0);
    trouble.probe_at = now + wait + Seconds{static_cast<Seconds::rep>(later)};
    return trouble;
}

bool HostTroubles::reached(const std::string& name) {
    const auto found = hosts_.find(name);
    if (found == hosts_.end()) return false;
    auto& host = found->second;
    const bool was_down = host.trouble.failures >= patience;
    host.trouble = {};
    host.probe.reset();
    if (host.waiting.empty()) hosts_.erase(found);
    return was_down;
}

void HostTroubles::gave_up(const std::string& name, FeedId feed) {
    const auto found = hosts_.find(name);
    if (found == hosts_.end()) return;
    found->second.waiting.erase(feed);
    if (found->second.probe == feed) found->second.probe.reset();
}

std::vector<FeedId> HostTroubles::take_waiting(const std::string& name) {
    const auto found = hosts_.find(name);
    if (found == hosts_.end()) return {};
    auto& host = found->second;
    std::vector<FeedId> feeds(host.waiting.begin(), host.waiting.end());
    host.waiting.clear();
    if (host.trouble.failures == 0) hosts_.erase(found);
    return feeds;
}

std::string HostTroubles::to_text(const Trouble& trouble) {
    return fmt::format("{} {} {}", trouble.failures, trouble.probe_at.time_since_epoch().count(),
                       trouble.why);
}

void HostTroubles::restore(const std::string& name, const std::string& text) {
    const char* const end = text.data() + text.size();
    Trouble trouble;
    const auto count = std::from_chars(text.data(), end, trouble.failures);
    if (count.ec != std::errc{} || count.ptr == end || *count.ptr != ' ') return;
    Seconds::rep at = 0;
    const auto time = std::from_chars(count.ptr + 1, end, at);
    if (time.ec != std::errc{} || trouble.failures < patience) return;
    trouble.probe_at = Instant{Seconds{at}};
    if (time.ptr != end) trouble.why.assign(time.ptr + 1, end);
    hosts_[name].trouble = std::move(trouble);
}

}  // namespace weir::schedule
