#include "cli/session.hpp"

#include "base/instant.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <system_error>

namespace weir::cli {

void out(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return;
    if (errno == EPIPE) throw ClosedPipe{};
    throw Failure(
        fmt::format("cannot write to stdout: {}", std::generic_category().message(errno)));
}

std::filesystem::path config_path(const Arguments& arguments) {
    if (auto found = config::find(arguments.config)) return *found;
    throw Failure(
        "there is no configuration: looked for ./feeds.toml, "
        "$XDG_CONFIG_HOME/weir/feeds.toml and /etc/weir/feeds.toml; write one, name one "
        "with --config, or try `weir run --demo`",
        2);
}

std::shared_ptr<const config::Config> load_config(const Arguments& arguments) {
    auto loaded = config::load(config_path(arguments), system_now());
    if (loaded) return std::make_shared<const config::Config>(std::move(*loaded));
    for (const auto& problem : loaded.error())
        fmt::print(stderr, "weir: {}\n", config::to_string(problem));
    throw Failure("", 2);
}

query::Query read_query(const std::vector<std::string>& words) {
    auto parsed = query::parse(join(words, " "), system_now());
    if (parsed) return std::move(*parsed);
    throw Failure(
        fmt::format("query: column {}: {}", parsed.error().column, parsed.error().message), 2);
}

ItemId read_id(const std::string& word) {
    ItemId id = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    if (error != std::errc{} || end != word.data() + word.size() || id <= 0)
        throw Failure(fmt::format("'{}' is no item: items have numbers, see `weir items`", word),
                      2);
    return id;
}

}  // namespace weir::cli
