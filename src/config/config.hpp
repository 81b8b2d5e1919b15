#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "model/subscription.hpp"
#include "query/query.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// feeds.toml -> Config, with file:line diagnostics. Reads files; opens no socket.
namespace weir::config {

/// "feeds.toml:12: unknown key 'evry' in [defaults]: did you mean 'every'?"
struct Problem {
    std::string file;
    int line = 0;
    std::string message;
    bool is_error = true;  ///< Otherwise a remark of `weir check`.
};
[[nodiscard]] std::string to_string(const Problem& problem);

struct ServerConfig {
    std::string listen = "127.0.0.1:7878";
    std::string public_url;      ///< With a final slash; empty: from listen.
};
struct FetchConfig {
    std::string user_agent;      ///< Never empty after loading.
    Seconds timeout{30};
    Seconds connect_timeout{10};
    std::size_t max_body = 10'000'000;
    int concurrency = 512;
    int per_host = 1;
    Seconds host_delay{1};
    std::string proxy;
    std::optional<bool> allow_private_addresses;
};
struct LogConfig {
    std::string level = "info";   ///< "error", "warn", "info", "debug".
    std::string format = "auto";  ///< "auto", "text", "json", "journal".
};
struct Rule {
    std::string when;
    query::Query query;
    std::string action;   ///< "drop", "star", "read", "tag:NAME".
    int line = 0;
};
struct Output {
    std::string name;
    std::string title;
    std::string match;
    query::Query query;
    std::size_t limit = 100;
    bool summaries = false;
    std::string hub;
    std::string token;     ///< Read from token_file; empty: public.
    int line = 0;
};

struct Config {
    std::filesystem::path file;   ///< Empty for the built-in one.
    ServerConfig server;
    std::filesystem::path store;
    FetchConfig fetch;
    LogConfig log;
    std::vector<Subscription> feeds;   ///< All layers applied; unique names and URLs.
    std::vector<Rule> rules;
    std::vector<Output> outputs;       ///< Never empty: "all" when the file names none.
    std::vector<Problem> remarks;
};

/// Reads and checks the whole file; all problems at once, in the order of lines.
[[nodiscard]] Result<Config, std::vector<Problem>> load(const std::filesystem::path& file, Instant now);
/// The same from text; relative paths resolve against `folder`.
[[nodiscard]] Result<Config, std::vector<Problem>> read(const std::string& text, const std::string& file_name,
                                                        const std::filesystem::path& folder, Instant now);

/// --config, $WEIR_CONFIG, ./feeds.toml, $XDG_CONFIG_HOME/weir/feeds.toml, /etc/weir/feeds.toml:
/// the first that exists; absent when none does. A file named by option or environment is returned
/// whether it exists or not.
[[nodiscard]] std::optional<std::filesystem::path> find(const std::string& option);

/// One row of the key table: what the reference page, the man page and the checks are made from.
struct Key {
    std::string table;     ///< "server", "feed", ...
    std::string name;
    std::string type;      ///< "string", "duration", "size", "integer", "boolean", "list of strings", ...
    std::string fallback;  ///< As in the file; empty for none.
    std::string meaning;
    bool has_effect = true;  ///< False: accepted, and `weir check` says that it does nothing yet.
};
[[nodiscard]] const std::vector<Key>& keys();

}  // namespace weir::config
