#pragma once

#include "poll/job.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace weir::app {

/// `weir run --demo`: sample feeds served to ourselves on loopback addresses by a thread of its
/// own, a configuration that names them, a folder for the state that is removed at the end, and
/// what a person is told on stdout. `show` and `begin` on the loop thread only.
class Demo {
public:
    /// Throws std::runtime_error when loopback cannot be listened on.
    Demo();
    ~Demo();

    [[nodiscard]] const std::filesystem::path& folder() const;
    [[nodiscard]] std::string configuration() const;  ///< Text of a feeds.toml.

    void begin(const std::string& public_url, std::size_t feeds);
    void show(const poll::Outcome& outcome);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace weir::app
