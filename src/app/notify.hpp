#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <vector>

/// The service manager's side of a process: sd_notify(3), sd_listen_fds(3), sd_watchdog_enabled(3).
/// All calls do nothing when the process was not started by one.
namespace weir::app::notify {

void ready(const std::string& status);
void reloading();
void stopping();
void status(const std::string& text);
void watchdog();
/// How often watchdog() must be called at the latest; absent when nobody watches.
[[nodiscard]] std::optional<Seconds> watchdog_interval();
/// Listening sockets that were handed over; they are closed on exec.
[[nodiscard]] std::vector<int> listen_fds();
/// True when stderr goes to the journal ($JOURNAL_STREAM).
[[nodiscard]] bool logs_to_journal();

}  // namespace weir::app::notify
