#include "app/log.hpp"

#include "app/notify.hpp"
#include "base/text.hpp"

#include <spdlog/details/log_msg.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <string_view>
#include <unistd.h>

namespace weir::app {
namespace {

constexpr std::size_t remembered = 50;

std::string_view text_of(const spdlog::details::log_msg& message) {
    return {message.payload.data(), message.payload.size()};
}

/// A value of a JSON log line.
std::string json_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 8);
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out;
}

/// "%*" of a pattern: the message as a JSON string's inside.
class JsonFlag final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t& out) override {
        const auto text = json_escaped(text_of(message));
        out.append(text.data(), text.data() + text.size());
    }
    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<JsonFlag>();
    }
};

/// "%*" of a pattern: the priority prefix that journald reads (sd-daemon(3)).
class PriorityFlag final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t& out) override {
        // trace, debug, info, warn, error, critical, off as syslog's numbers.
        constexpr std::array<char, 7> priorities{'7', '7', '6', '4', '3', '2', '6'};
        const std::array<char, 3> prefix{
            '<', priorities.at(static_cast<std::size_t>(message.level)), '>'};
        out.append(prefix.data(), prefix.data() + prefix.size());
    }
    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<PriorityFlag>();
    }
};

std::unique_ptr<spdlog::formatter> formatter_for(std::string format) {
    if (format == "auto") format = notify::logs_to_journal() ? "journal" : "text";
    const auto utc = spdlog::pattern_time_type::utc;
    auto formatter = std::make_unique<spdlog::pattern_formatter>(utc);
    if (format == "json") {
        formatter->add_flag<JsonFlag>('*').set_pattern(
            R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":"%*"})");
    } else if (format == "journal") {
        formatter->add_flag<PriorityFlag>('*').set_pattern("%*%v");
    } else {
        formatter->set_pattern("%Y-%m-%dT%H:%M:%SZ %^%l%$ %v");
    }
    return formatter;
}

spdlog::level::level_enum level_for(const std::string& name, int louder) {
    constexpr std::array<std::string_view, 4> names{"error", "warn", "info", "debug"};
    constexpr std::array levels{spdlog::level::err, spdlog::level::warn, spdlog::level::info,
                                spdlog::level::debug};
    const auto found = std::ranges::find(names, name);
    const auto step = (found == names.end() ? 2 : found - names.begin()) + louder;
    return levels.at(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(step, 0, 3)));
}

bool wants_colour() {
    const char* refused = std::getenv("NO_COLOR");
    return ::isatty(2) == 1 && (refused == nullptr || *refused == '\0');
}

}  // namespace

struct Log::Memory final : spdlog::sinks::base_sink<std::mutex> {
    std::deque<std::string> lines;

    std::vector<std::string> copy() {
        const std::lock_guard guard(mutex_);
        return {lines.begin(), lines.end()};
    }

protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        if (message.level < spdlog::level::warn) return;
        const auto at = std::chrono::floor<std::chrono::seconds>(message.time);
        lines.push_back(rfc3339(at) + " " + std::string{text_of(message)});
        if (lines.size() > remembered) lines.pop_front();
    }
    void flush_() override {}
};

std::vector<std::string> Log::warnings() const {
    return memory->copy();
}

Log make_log(const config::LogConfig& config, int louder) {
    Log log;
    log.memory = std::make_shared<Log::Memory>();
    spdlog::sink_ptr screen;
    if (wants_colour())
        screen = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>();
    else
        screen = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    log.logger = std::make_shared<spdlog::logger>(
        "weir", spdlog::sinks_init_list{std::move(screen), log.memory});
    log.logger->flush_on(spdlog::level::debug);
    reconfigure(log, config, louder);
    return log;
}

void reconfigure(Log& log, const config::LogConfig& config, int louder) {
    log.logger->set_level(level_for(config.level, louder));
    log.logger->set_formatter(formatter_for(config.format));
}

std::shared_ptr<spdlog::logger> silent_log() {
    return std::make_shared<spdlog::logger>("silent",
                                            std::make_shared<spdlog::sinks::null_sink_mt>());
}

}  // namespace weir::app
