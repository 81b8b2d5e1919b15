#include "app/log_sinks.hpp"

#include "app/log_fields.hpp"

#include <fmt/format.h>
#include <spdlog/details/log_msg.h>

#define SD_JOURNAL_SUPPRESS_LOCATION  // Would name this file for every line.
#include <systemd/sd-journal.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace weir::app {
namespace {

// trace, debug, info, warn, error, critical, off as syslog's numbers.
constexpr std::array<char, 7> syslog_priorities{'7', '7', '6', '4', '3', '2', '6'};

std::string_view payload_of(const spdlog::details::log_msg& message) {
    return {message.payload.data(), message.payload.size()};
}

/// "FEED=lwn" of a line's feed=lwn; the journal wants upper case.
std::string journal_field(const LogField& field) {
    auto name = field.name;
    for (char& c : name)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return name + "=" + field.value;
}

class JournalSink final : public spdlog::sinks::base_sink<std::mutex> {
protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const auto text = payload_of(message);
        const char priority = syslog_priorities.at(static_cast<std::size_t>(message.level));
        std::vector<std::string> lines{fmt::format("MESSAGE={}", text),
                                       fmt::format("PRIORITY={}", priority),
                                       "SYSLOG_IDENTIFIER=weir"};
        for (const auto& field : fields_of(text))
            // A key that starts with "_" would be the journal's own.
            if (field.name.front() != '_') lines.push_back(journal_field(field));
        std::vector<iovec> parts;
        for (auto& line : lines) parts.push_back({line.data(), line.size()});
        if (::sd_journal_sendv(parts.data(), static_cast<int>(parts.size())) == 0) return;
        fmt::print(stderr, "<{}>{}\n", priority, text);
    }
    void flush_() override { std::fflush(stderr); }
};

}  // namespace

spdlog::sink_ptr journal_sink() {
    return std::make_shared<JournalSink>();
}

void FloodGuard::lead_to(std::vector<spdlog::sink_ptr> next) {
    const std::lock_guard guard(mutex_);
    next_ = std::move(next);
}

void FloodGuard::sink_it_(const spdlog::details::log_msg& message) {
    for (const auto& held : limit_.over(message.time)) tell(message, held);
    if (message.level >= spdlog::level::warn &&
        !limit_.admits(kind_of(payload_of(message)), message.time))
        return;
    pass_on(message);
}

void FloodGuard::flush_() {
    for (const auto& to : next_) to->flush();
}

void FloodGuard::tell(const spdlog::details::log_msg& cause, const RepeatLimit::HeldBack& held) {
    const auto like = held.kind.substr(0, held.kind.find_last_not_of(' ') + 1);
    const auto text = fmt::format("held back lines={} like=\"{}\"", held.lines, like);
    spdlog::details::log_msg summary(cause.logger_name, spdlog::level::warn, text);
    summary.time = cause.time;
    pass_on(summary);
}

void FloodGuard::pass_on(const spdlog::details::log_msg& message) {
    for (const auto& to : next_)
        if (to->should_log(message.level)) to->log(message);
}

}  // namespace weir::app
