#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace weir::test {

/// A child process whose stdout and stderr go to files. Killed and reaped when it goes out of
/// scope.
class Process {
public:
    struct Options {
        std::vector<std::string> command;
        std::filesystem::path folder;  ///< Working folder; output files lie there, too.
        std::map<std::string, std::string> environment;  ///< Added to ours.
        std::string name = "process";                    ///< Of the output files.
    };
    explicit Process(const Options& options);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    void signal(int number) const;
    /// Exit code, 128 + signal when it was killed; absent when it still runs after `limit`.
    [[nodiscard]] std::optional<int> wait(std::chrono::milliseconds limit);
    [[nodiscard]] bool running();
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;

private:
    pid_t pid_ = -1;
    std::optional<int> code_;
    std::filesystem::path out_, err_;
};

/// Looks every few milliseconds until `ready` says so; false when it has not by `limit`.
[[nodiscard]] bool eventually(const std::function<bool()>& ready,
                              std::chrono::milliseconds limit = std::chrono::seconds{20});

/// Runs a command to its end.
struct Ran {
    int code = -1;
    std::string out, err;
};
[[nodiscard]] Ran run_command(const std::vector<std::string>& command,
                              const std::filesystem::path& folder,
                              const std::map<std::string, std::string>& environment = {},
                              std::chrono::milliseconds limit = std::chrono::seconds{60});

/// One HTTP GET by hand: status line, head and body as they came. Empty when nothing answered.
[[nodiscard]] std::string http_get(std::uint16_t port, const std::string& target,
                                   const std::string& more_headers = {});

}  // namespace weir::test
