#include "cli/verbs.hpp"

#include <array>
#include <limits>

namespace weir::cli {
namespace {

constexpr std::size_t any = std::numeric_limits<std::size_t>::max();

constexpr std::array<Verb, 24> table{{
    {"run", "", "poll, store and serve until SIGTERM or SIGINT",
     "Reads feeds.toml, polls each feed when it is due and serves the merged feeds. SIGHUP reads\n"
     "the configuration again, all or nothing.",
     run, 0, 0},
    {"fetch", "[FEED]...", "poll once what is due, or the named feeds, and exit",
     "Exits 0 when every poll ended well, 1 when a feed failed. A running daemon does the polling\n"
     "when there is one.",
     fetch, 0, any},
    {"parse", "FILE|URL|-...", "print a feed document as JSON Feed 1.1; stores nothing",
     "Several documents come one a line. --format text prints a digest to read.", parse, 1, any},
    {"lint", "FILE|URL|-...", "say what is wrong with a feed, for its publisher",
     "One line a finding: line, code, sentence. Exits 1 when there is any.", lint, 1, any},
    {"extract", "FILE|URL|-", "print the article of a web page as JSON", "", extract, 1, 1},
    {"discover", "URL|FILE", "list the feeds that a web page announces",
     "One a line: URL, TAB, type, TAB, title. Exits 1 when there is none.", discover, 1, 1},
    {"items", "[QUERY]...", "list stored items, newest first", "", items, 0, any},
    {"search", "QUERY...", "list stored items, best match first, with the passage", "", search, 1,
     any},
    {"show", "ID", "print one item to read", "", show, 1, 1},
    {"feeds", "[QUERY]...", "list the feeds with their state and next poll",
     "--failing shows only those in trouble and exits 1 if there are any.", feeds, 0, any},
    {"status", "", "summarise feeds, items, store and daemon", "", status, 0, 0},
    {"moved", "", "list the permanent redirects that were learned",
     "One a line: name, TAB, old URL, TAB, new URL. --write puts them into feeds.toml.", moved, 0,
     0},
    {"why", "ITEM|FEED|URL", "say why an item is shown, merged or dropped, or a feed polled when",
     "", why, 1, 1},
    {"rules", "test", "try the rules on what is stored and list what each would hit",
     "Every rule sees each item as if it arrived now, after the rules before it. Changes nothing.",
     rules, 1, 1},
    {"add", "URL", "find the feed behind an address and follow it",
     "Appends a [[feed]] table to feeds.toml, comments and order untouched, and tells a running\n"
     "daemon. URL may be a page that announces its feed, or a bare domain.",
     add, 1, 1},
    {"remove", "FEED", "stop following a feed; its items stay until `weir prune`", "", remove, 1,
     1},
    {"import", "FILE|URL", "take over feeds, or items, from another reader",
     "OPML (folders become tags), newsboat's urls file: their feeds are followed. newsboat's "
     "cache.db,\n"
     "FreshRSS's JSON of items: items of followed feeds are stored with their read and star "
     "state;\n"
     "the daemon must not run.",
     import, 1, 1},
    {"mark", "read|unread|star|unstar ID...", "set the state of items", "", mark, 2, any},
    {"export", "", "print the subscriptions as OPML", "", export_opml, 0, 0},
    {"publish", "DIR", "write the outputs and their pages as static files",
     "Replaces each file as a whole, leaves unchanged ones untouched and removes what no longer\n"
     "belongs there, but only files that it wrote. Private outputs are left out.",
     publish, 1, 1},
    {"check", "", "read the configuration and say what is wrong, or what it would do", "", check, 0,
     0},
    {"prune", "", "apply retention now", "", prune, 0, 0},
    {"backup", "FILE", "write a consistent copy of the store, daemon running or not", "", backup, 1,
     1},
    {"verify", "", "check the integrity of the store", "", verify, 0, 0},
}};

}  // namespace

std::span<const Verb> verbs() {
    return table;
}

}  // namespace weir::cli
