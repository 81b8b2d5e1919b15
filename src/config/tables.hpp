#pragma once

#include "config/config.hpp"
#include "config/problems.hpp"
#include "config/toml.hpp"

/// The tables that stand once, and the lists of rules and outputs.
namespace weir::config {

void read_server(const toml_text::Value& table, ServerConfig& server, Problems& problems);
void read_fetch(const toml_text::Value& table, FetchConfig& fetch, Problems& problems);
void read_log(const toml_text::Value& table, LogConfig& log, Problems& problems);
/// `now` anchors relative times in the queries.
void read_rule(const toml_text::Value& table, std::vector<Rule>& rules, Instant now,
               Problems& problems);
void read_output(const toml_text::Value& table, const std::filesystem::path& folder,
                 std::vector<Output>& outputs, Instant now, Problems& problems);

}  // namespace weir::config
