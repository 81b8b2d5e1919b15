#pragma once

#include "app/log_repeats.hpp"

#include <spdlog/sinks/base_sink.h>

#include <mutex>
#include <vector>

namespace weir::app {

/// Writes to the journal by its own protocol: the line as MESSAGE, its fields as FEED=, URL=,
/// STATUS= and so on (docs/reference/log.md). Where the journal does not listen, lines with its
/// priority prefix on stderr (sd-daemon(3)).
[[nodiscard]] spdlog::sink_ptr journal_sink();

/// Passes on what RepeatLimit admits; only warnings and worse are ever held back. Any thread.
class FloodGuard final : public spdlog::sinks::base_sink<std::mutex> {
public:
    /// Where lines go from here on. Their formatters are their own business.
    void lead_to(std::vector<spdlog::sink_ptr> next);

protected:
    void sink_it_(const spdlog::details::log_msg& message) override;
    void flush_() override;

private:
    void tell(const spdlog::details::log_msg& cause, const RepeatLimit::HeldBack& held);
    void pass_on(const spdlog::details::log_msg& message);

    std::vector<spdlog::sink_ptr> next_;
    RepeatLimit limit_;
};

}  // namespace weir::app
