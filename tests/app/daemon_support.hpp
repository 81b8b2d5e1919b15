#pragma once

#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace weir::test {

/// The built daemon in a folder of its own, on a port that the system chose.
class DaemonUnderTest {
public:
    explicit DaemonUnderTest(std::string feeds) : feeds_(std::move(feeds)) { configure(feeds_); }

    /// Writes feeds.toml anew; `feeds` is what follows the [server] table.
    void configure(const std::string& feeds) {
        dir.write("feeds.toml",
                  fmt::format("[server]\nlisten = \"127.0.0.1:{}\"\n\n[store]\npath = "
                              "\"weir.db\"\n\n{}",
                              port_, feeds));
    }

    void start(const std::map<std::string, std::string>& environment = {}) {
        process =
            std::make_unique<Process>(Process::Options{.command = {WEIR_BINARY, "run", "-v"},
                                                       .folder = dir.path(),
                                                       .environment = environment,
                                                       .name = fmt::format("daemon{}", ++starts_)});
    }

    /// Waits until it serves; its port is then known. False when it ended or took too long.
    [[nodiscard]] bool serves() {
        return eventually([this] {
                   const auto text = process->err();
                   constexpr std::string_view mark = "url=http://127.0.0.1:";
                   const auto at = text.find(mark);
                   if (at == std::string::npos) return !process->running();
                   port = static_cast<std::uint16_t>(std::stoi(text.substr(at + mark.size())));
                   return true;
               }) &&
               process->running();
    }

    [[nodiscard]] Ran weir(std::vector<std::string> words) {
        words.insert(words.begin(), WEIR_BINARY);
        return run_command(words, dir.path());
    }

    [[nodiscard]] std::string get(const std::string& target,
                                  const std::string& headers = {}) const {
        return http_get(port, target, headers);
    }

    TempDir dir;
    std::unique_ptr<Process> process;
    std::uint16_t port = 0;

private:
    std::string feeds_;
    int port_ = 0;
    int starts_ = 0;
};

}  // namespace weir::test
