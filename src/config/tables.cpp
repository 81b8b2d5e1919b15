#include "config/tables.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "config/feeds.hpp"
#include "config/secret.hpp"
#include "config/section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace weir::config {
namespace {

template <class T, class From>
void put(const std::optional<From>& from, T& to) {
    if (from) to = static_cast<T>(*from);
}

bool is_listen_address(std::string_view text) {
    if (text.starts_with("unix:")) return text.size() > 5;
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto host = text.substr(0, colon);
    const auto port = text.substr(colon + 1);
    const bool bracketed = host.front() == '[' && host.back() == ']';
    if (host.find(':') != std::string_view::npos && !bracketed) return false;
    return !port.empty() && port.size() <= 5 &&
           std::all_of(port.begin(), port.end(), is_ascii_digit) &&
           std::stoi(std::string(port)) <= 65535;
}

/// Compiles a query; a mistake is reported with its column.
query::Query compile(Section& section, std::string_view key, const std::string& text, Instant now) {
    auto parsed = query::parse(text, now);
    if (parsed) return std::move(*parsed);
    section.problems().error(section.line_of(key),
                             fmt::format("'{}' in {}, column {}: {}", key, section.label(),
                                         parsed.error().column, parsed.error().message));
    return {};
}

bool require(Section& section, std::string_view key) {
    if (section.has(key)) return true;
    section.problems().error(section.line(), fmt::format("{} has no {}", section.label(), key));
    return false;
}

bool is_action(std::string_view action) {
    if (action.starts_with("tag:")) return !trim(action.substr(4)).empty();
    return action == "drop" || action == "star" || action == "read";
}

}  // namespace

void read_server(const toml_text::Value& table, ServerConfig& server, Problems& problems) {
    Section section(table, "[server]", "server", false, problems);
    if (const auto listen = section.line_of_text("listen")) {
        server.listen = *listen;
        if (!is_listen_address(*listen)) {
            section.must_be("listen",
                            "\"host:port\" or \"unix:/path\", such as \"127.0.0.1:7878\"");
        }
    }
    if (const auto given = section.line_of_text("public_url")) {
        server.public_url = url::resolve("", *given);
        const auto parts = url::split(server.public_url);
        if (!url::is_http(server.public_url) || parts.has_query || parts.has_fragment ||
            parts.userinfo.data() != nullptr) {
            section.must_be("public_url", "an http or https URL without query and user name");
        }
        if (!server.public_url.ends_with('/')) server.public_url += '/';
    }
}

void read_fetch(const toml_text::Value& table, FetchConfig& fetch, Problems& problems) {
    using namespace std::chrono_literals;
    Section section(table, "[fetch]", "fetch", false, problems);
    if (const auto agent = section.line_of_text("user_agent")) {
        fetch.user_agent = trim(*agent);
        if (fetch.user_agent.empty()) section.must_be("user_agent", "more than blanks");
    }
    put(section.duration("timeout", 1s), fetch.timeout);
    put(section.duration("connect_timeout", 1s), fetch.connect_timeout);
    // Less than a kilobyte holds no feed.
    put(section.size("max_body", 1000), fetch.max_body);
    put(section.integer("concurrency", 1, 100'000), fetch.concurrency);
    put(section.integer("per_host", 1, 100), fetch.per_host);
    put(section.duration("host_delay", 0s), fetch.host_delay);
    put(section.line_of_text("proxy"), fetch.proxy);
    static constexpr std::array<std::string_view, 6> proxies{"http",    "https",  "socks4",
                                                             "socks4a", "socks5", "socks5h"};
    const bool known =
        std::find(proxies.begin(), proxies.end(), url::scheme(fetch.proxy)) != proxies.end();
    if (!fetch.proxy.empty() && (!known || url::split(fetch.proxy).host.empty())) {
        section.must_be("proxy",
                        "a URL such as \"http://proxy.example:3128\" or \"socks5h://...\"");
    }
    put(section.flag("allow_private_addresses"), fetch.allow_private_addresses);
}

void read_log(const toml_text::Value& table, LogConfig& log, Problems& problems) {
    Section section(table, "[log]", "log", false, problems);
    static const std::vector<std::string> levels{"error", "warn", "info", "debug"};
    static const std::vector<std::string> formats{"auto", "text", "json", "journal"};
    if (const auto at = section.one_of("level", levels)) log.level = levels[*at];
    if (const auto at = section.one_of("format", formats)) log.format = formats[*at];
}

void read_rule(const toml_text::Value& table, std::vector<Rule>& rules, Instant now,
               Problems& problems) {
    Section section(table, "[[rule]]", "rule", false, problems);
    Rule rule;
    rule.line = section.line();
    const bool complete = require(section, "when") && require(section, "do");
    const auto when = section.text("when");
    const auto action = section.line_of_text("do");
    if (!complete || !when || !action) return;
    rule.when = *when;
    rule.query = compile(section, "when", rule.when, now);
    rule.action = *action;
    if (!is_action(*action)) {
        section.must_be(
            "do", fmt::format("\"drop\", \"star\", \"read\" or \"tag:NAME\", not \"{}\"", *action));
    }
    rules.push_back(std::move(rule));
}

void read_output(const toml_text::Value& table, const std::filesystem::path& folder,
                 std::vector<Output>& outputs, Instant now, Problems& problems) {
    Section section(table, "[[output]]", "output", false, problems);
    Output output;
    output.line = section.line();
    put(section.text("name"), output.name);
    if (!require(section, "name")) return;
    // /search.atom answers queries.
    if (!is_name(output.name) || output.name == "search") {
        section.must_be("name", "a word that can stand in a URL, other than \"search\"");
    }
    for (const auto& other : outputs) {
        if (other.name == output.name) {
            problems.error(
                section.line_of("name"),
                fmt::format("the output '{}' is that of line {} again", output.name, other.line));
        }
    }
    output.title = section.line_of_text("title").value_or(output.name);
    output.match = section.text("match").value_or("");
    if (!output.match.empty()) output.query = compile(section, "match", output.match, now);
    put(section.integer("limit", 1, 10'000), output.limit);
    output.summaries = section.one_of("content", {"full", "summary"}).value_or(0) == 1;
    put(section.line_of_text("hub"), output.hub);
    if (!output.hub.empty() && !url::is_http(output.hub)) {
        section.must_be("hub", "an http or https URL");
    }
    if (const auto path = section.line_of_text("token_file")) {
        Secrets secrets(folder, problems);
        const auto token =
            secrets.file(*path, section.line_of("token_file"), "'token_file' in [[output]]");
        output.token = token.value_or("");
        if (!output.hub.empty())
            problems.remark(section.line_of("hub"),
                            "'hub' in [[output]] does nothing beside 'token_file': a hub passes "
                            "on only what it can fetch");
    }
    outputs.push_back(std::move(output));
}

}  // namespace weir::config
