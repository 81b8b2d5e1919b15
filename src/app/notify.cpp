#include "app/notify.hpp"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <sys/stat.h>

namespace weir::app::notify {

void ready(const std::string& status) {
    ::sd_notify(0, fmt::format("READY=1\nSTATUS={}", status).c_str());
}

void reloading() {
    // Asked for by Type=notify-reload of systemd 253 and later; earlier ones ignore it.
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const auto usec = static_cast<std::uint64_t>(now.tv_sec) * 1'000'000U +
                      static_cast<std::uint64_t>(now.tv_nsec) / 1000U;
    ::sd_notify(0, fmt::format("RELOADING=1\nMONOTONIC_USEC={}", usec).c_str());
}

void stopping() {
    ::sd_notify(0, "STOPPING=1");
}

void status(const std::string& text) {
    ::sd_notify(0, fmt::format("STATUS={}", text).c_str());
}

void watchdog() {
    ::sd_notify(0, "WATCHDOG=1");
}

std::optional<Seconds> watchdog_interval() {
    std::uint64_t usec = 0;
    if (::sd_watchdog_enabled(0, &usec) <= 0) return {};
    return Seconds{static_cast<Seconds::rep>(usec / 1'000'000U)};
}

std::vector<int> listen_fds() {
    std::vector<int> fds;
    const int count = ::sd_listen_fds(1);
    for (int i = 0; i < count; ++i) fds.push_back(SD_LISTEN_FDS_START + i);
    return fds;
}

bool logs_to_journal() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat about {};
    if (stream == nullptr || ::fstat(2, &about) != 0) return false;
    return fmt::format("{}:{}", about.st_dev, about.st_ino) == stream;
}

}  // namespace weir::app::notify
