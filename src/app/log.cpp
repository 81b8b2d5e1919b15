#include "app/log.hpp"

#include "app/log_fields.hpp"
#include "app/log_sinks.hpp"
#include "app/notify.hpp"
#include "base/utf8.hpp"

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
#include <optional>
#include <set>
#include <string_view>
#include <unistd.h>

namespace weir::app {
namespace {

constexpr std::size_t remembered = 50;

std::string_view text_of(const spdlog::details::log_msg& message) {
    return {message.payload.data(), message.payload.size()};
}

/// A JSON string's inside.
std::string json_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 8);
    for (const char c : utf8::repaired(text)) {
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

/// "%*" of a pattern: the members of a JSON line after its time and level.
class JsonFlag final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t& out) override {
        const auto line = text_of(message);
        auto members = fmt::format(R"("message":"{}")", json_escaped(line));
        std::set<std::string> taken{"time", "level", "message"};
        for (const auto& field : fields_of(line))
            if (taken.insert(field.name).second)
                members += fmt::format(R"(,"{}":"{}")", field.name, json_escaped(field.value));
        out.append(members.data(), members.data() + members.size());
    }
    [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<JsonFlag>();
    }
};

bool wants_colour() {
    const char* refused = std::getenv("NO_COLOR");
    return ::isatty(2) == 1 && (refused == nullptr || *refused == '\0');
}

/// stderr in a format of the configuration.
spdlog::sink_ptr screen_for(std::string format, std::optional<bool> colour) {
    if (format == "auto") format = notify::logs_to_journal() ? "journal" : "text";
    if (format == "journal") return journal_sink();
    auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
    spdlog::sink_ptr screen;
    if (format == "json") {
        formatter->add_flag<JsonFlag>('*').set_pattern(
            R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%*})");
        screen = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
        formatter->set_pattern("%Y-%m-%dT%H:%M:%SZ %^%l%$ %v");
        if (colour.value_or(wants_colour()))
            screen = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(
                spdlog::color_mode::always);
        else
            screen = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    }
    screen->set_formatter(std::move(formatter));
    return screen;
}

spdlog::level::level_enum level_for(const std::string& name, int louder) {
    constexpr std::array<std::string_view, 4> names{"error", "warn", "info", "debug"};
    constexpr std::array levels{spdlog::level::err, spdlog::level::warn, spdlog::level::info,
                                spdlog::level::debug};
    const auto found = std::ranges::find(names, name);
    const auto step = (found == names.end() ? 2 : found - names.begin()) + louder;
    return levels.at(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(step, 0, 3)));
}

}  // namespace

struct Log::Memory final : spdlog::sinks::base_sink<std::mutex> {
    std::deque<std::string> lines;

    std::vector<std::string> copy() {
        const std::lock_guard lock(mutex_);
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

Log make_log(const config::LogConfig& config, int louder, std::optional<bool> colour) {
    Log log;
    log.memory = std::make_shared<Log::Memory>();
    log.guard = std::make_shared<FloodGuard>();
    log.colour = colour;
    log.logger = std::make_shared<spdlog::logger>("weir", log.guard);
    log.logger->flush_on(spdlog::level::debug);
    reconfigure(log, config, louder);
    return log;
}

void reconfigure(Log& log, const config::LogConfig& config, int louder) {
    log.logger->set_level(level_for(config.level, louder));
    log.guard->lead_to({screen_for(config.format, log.colour), log.memory});
}

std::shared_ptr<spdlog::logger> silent_log() {
    return std::make_shared<spdlog::logger>("silent",
                                            std::make_shared<spdlog::sinks::null_sink_mt>());
}

}  // namespace weir::app
