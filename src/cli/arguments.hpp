#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weir::cli {

enum class Form { table, json, jsonl, tsv, urls, text };
enum class Colour { automatic, always, never };

/// The command line, read and checked. Members that a verb does not take keep their defaults.
struct Arguments {
    std::string verb;
    // Of all verbs.
    std::string config;  ///< -c, --config; empty when not given.
    int louder = 0;      ///< -v counts up, -q down.
    Colour colour = Colour::automatic;
    // Of the verbs that list.
    std::optional<Form> form;          ///< --format, --json.
    std::optional<std::size_t> limit;  ///< --limit; 0 means none.
    // Positional: queries, files, feeds, ids.
    std::vector<std::string> words;
    // Of one verb each.
    bool demo = false;         ///< run
    bool force = false;        ///< fetch
    bool fresh = false;        ///< fetch
    bool backfill = false;     ///< fetch
    std::string url;           ///< parse, lint, discover: base URL
    std::string content_type;  ///< parse, lint
    bool html = false;         ///< show
    bool revisions = false;    ///< show
    bool diff = false;         ///< show
    bool failing = false;           ///< feeds
    std::string name;               ///< add
    std::vector<std::string> tags;  ///< add
    std::string every;              ///< add
    bool dry_run = false;           ///< add, import
    bool write = false;             ///< moved
};

/// What to do instead of running a verb: print a text (help, version) or refuse.
struct Stop {
    std::string text;
    int code = 0;  ///< 0: `text` goes to stdout; 2: it is a usage error for stderr.
};
[[nodiscard]] Result<Arguments, Stop> read_arguments(int argc, const char* const* argv);

}  // namespace weir::cli
