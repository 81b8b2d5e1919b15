#pragma once

#include "config/section.hpp"
#include "config/toml.hpp"
#include "model/subscription.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Passwords, tokens and header values, which stand in the file, another file or the environment.
/// Messages name where a secret should have come from, never what it is.
namespace weir::config {

/// Reads secrets on behalf of one configuration file.
class Secrets {
public:
    Secrets(std::filesystem::path folder, Problems& problems)
        : folder_(std::move(folder)), problems_(problems) {}

    /// "text", { env = "NAME" } or { file = "PATH" }. `what` names it in messages.
    [[nodiscard]] std::optional<std::string> value(const toml_text::Value& value,
                                                   const std::string& what);
    /// The text of a file without the line ends behind it. A bare name is looked for in
    /// $CREDENTIALS_DIRECTORY (systemd.exec(5)) first, then beside the configuration.
    [[nodiscard]] std::optional<std::string> file(const std::string& path, int line,
                                                  const std::string& what);

private:
    std::optional<std::string> checked(std::string secret, int line, const std::string& what);

    std::filesystem::path folder_;
    Problems& problems_;
};

/// The `auth` table of a feed.
[[nodiscard]] Credentials read_auth(const toml_text::Value& auth, const std::string& label,
                                    Secrets& secrets, Problems& problems);

/// The `headers` table of a feed.
[[nodiscard]] std::vector<Header> read_headers(const toml_text::Value& headers,
                                               const std::string& label, Secrets& secrets,
                                               Problems& problems);

}  // namespace weir::config
