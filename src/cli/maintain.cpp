#include "base/text.hpp"
#include "cli/daemon_client.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <utility>

namespace weir::cli {
namespace {

namespace json = boost::json;

store::Mark mark_of(const std::string& word) {
    if (word == "read") return store::Mark::read;
    if (word == "unread") return store::Mark::unread;
    if (word == "star") return store::Mark::star;
    if (word == "unstar") return store::Mark::unstar;
    throw Failure(fmt::format("mark: '{}' is none of read, unread, star, unstar", word), 2);
}

}  // namespace

int mark(const Arguments& arguments) {
    const auto& word = arguments.words.front();
    const auto mark = mark_of(word);
    std::vector<ItemId> ids;
    for (std::size_t i = 1; i < arguments.words.size(); ++i)
        ids.push_back(read_id(arguments.words[i]));
    const auto config = load_config(arguments);
    const auto asked = ids.size();
    std::size_t found = 0;
    if (auto daemon = DaemonClient::find(config->store)) {
        json::array numbers;
        for (const auto id : ids) numbers.emplace_back(id);
        const auto answer = daemon->post("/mark", {{"ids", std::move(numbers)}, {"mark", word}});
        found = answer.at("found").to_number<std::size_t>();
    } else {
        found = store::Store::open(config->store)->mark_now(std::move(ids), mark);
    }
    if (found < asked)
        throw Failure(
            fmt::format("mark: {} of {} items are not in the store", asked - found, asked));
    return 0;
}

int prune(const Arguments& arguments) {
    const auto config = load_config(arguments);
    store::Pruned pruned;
    if (auto daemon = DaemonClient::find(config->store)) {
        const auto answer = daemon->post("/prune", {});
        pruned.items = answer.at("items").to_number<std::size_t>();
        pruned.revisions = answer.at("revisions").to_number<std::size_t>();
        pruned.bytes_before = answer.at("bytes_before").to_number<std::uint64_t>();
        pruned.bytes_after = answer.at("bytes_after").to_number<std::uint64_t>();
    } else {
        const auto store = store::Store::open(config->store);
        (void)store->sync(config->feeds, system_now());
        pruned = store->prune_now(system_now());
    }
    out(fmt::format("{} and {} removed; the store went from {} to {}\n",
                    counted(pruned.items, "item"), counted(pruned.revisions, "former version"),
                    format_size(pruned.bytes_before), format_size(pruned.bytes_after)));
    return 0;
}

int backup(const Arguments& arguments) {
    const auto config = load_config(arguments);
    store::backup(config->store, arguments.words.front());
    return 0;
}

int verify(const Arguments& arguments) {
    const auto config = load_config(arguments);
    const auto problems = store::verify(config->store);
    for (const auto& problem : problems) out(harmless(problem) + "\n");
    if (!problems.empty())
        throw Failure(
            fmt::format("{}: {} problems found; restore a backup, or export what can be "
                        "read with `weir items --format jsonl`",
                        config->store.string(), problems.size()));
    out("the store is whole\n");
    return 0;
}

int why(const Arguments& arguments) {
    const auto config = load_config(arguments);
    store::Reader reader(config->store);
    const auto lines = reader.why(arguments.words.front());
    if (lines.empty())
        throw Failure(fmt::format("why: nothing is known of '{}'", arguments.words.front()));
    for (const auto& line : lines) out(harmless(line) + "\n");
    return 0;
}

}  // namespace weir::cli
