#include "config/config.hpp"

namespace weir::config {

/// One row a key, in the order of the reference page. `fallback` is TOML as it would stand in the
/// file.
const std::vector<Key>& keys() {
    static const std::vector<Key> table{
        {"server", "listen", "string", "\"127.0.0.1:7878\"",
         "Where HTTP is served: \"host:port\" or \"unix:/path\"; a socket handed over by systemd "
         "wins"},
        {"server", "public_url", "string", "",
         "The address that readers use, for self links and ids; http://LISTEN/ when not given"},
        {"store", "path", "string", "",
         "The database, relative to this file; else weir.db in $STATE_DIRECTORY, "
         "$XDG_DATA_HOME/weir or ~/.local/share/weir"},

        {"fetch", "user_agent", "string", "",
         "What weir calls itself; weir/VERSION (+public_url) when not given"},
        {"fetch", "timeout", "duration", "\"30s\"", "For a whole transfer"},
        {"fetch", "connect_timeout", "duration", "\"10s\"", "For name lookup, connection and TLS"},
        {"fetch", "max_body", "size", "\"10MB\"", "Longest body, counted after decompression"},
        {"fetch", "concurrency", "integer", "512", "Transfers at once"},
        {"fetch", "per_host", "integer", "1", "Transfers at once to one host"},
        {"fetch", "host_delay", "duration", "\"1s\"",
         "Least time between the starts of two requests to one host; \"0s\" is allowed"},
        {"fetch", "proxy", "string", "\"\"", "URL of an HTTP or SOCKS proxy for all transfers"},
        {"fetch", "allow_private_addresses", "boolean", "",
         "false: never; true: always. Not given: only for an address literal in this file"},

        {"log", "level", "string", "\"info\"", "\"error\", \"warn\", \"info\" or \"debug\""},
        {"log", "format", "string", "\"auto\"", "\"auto\", \"text\", \"json\" or \"journal\""},

        {"defaults", "every", "duration", "\"adaptive\"",
         "How often a feed is polled: \"adaptive\" or a duration"},
        {"defaults", "min_every", "duration", "\"15m\"", "The floor under every interval"},
        {"defaults", "max_every", "duration", "\"24h\"", "The longest adaptive interval"},
        {"defaults", "keep", "duration", "\"365d\"",
         "How long items stay: a duration or \"forever\""},
        {"defaults", "keep_max", "integer", "0", "How many items of a feed stay; 0: no limit"},
        {"defaults", "dedup", "string", "\"story\"",
         "What counts as the same item: \"id\", \"url\" or \"story\""},
        {"defaults", "weight", "integer", "0", "The feed with the highest leads a story"},
        {"defaults", "full_text", "string", "\"never\"",
         "Fetch the page and take its article: \"never\", \"auto\" or \"always\"", false},
        {"defaults", "selector", "string", "\"\"", "CSS selector of the article in the page",
         false},
        {"defaults", "honour_long_hints", "boolean", "false",
         "Obey a server that asks for more than a day between polls"},
        {"defaults", "backfill", "integer", "0",
         "Archive pages to fetch once when the feed is new (RFC 5005), at most 10"},

        {"feed", "url", "string", "", "http, https, or file: relative to this file; required"},
        {"feed", "name", "string", "",
         "Handle on the command line and in URLs; made from the URL when not given"},
        {"feed", "title", "string", "", "Instead of the feed's own"},
        {"feed", "tags", "list of strings", "[]", "Tags of the feed and of its items"},
        {"feed", "auth", "table", "",
         "{ user, password_file } or { token_file }; password and token take \"...\", "
         "{ env = \"NAME\" } or { file = \"PATH\" }; digest = true"},
        {"feed", "headers", "table", "",
         "Request headers: strings, { env = ... } or { file = ... }"},
        {"feed", "ca_file", "string", "",
         "PEM file of the authorities that this feed is checked by"},
        {"feed", "client_cert", "string", "", "PEM file of the client certificate"},
        {"feed", "client_key", "string", "", "PEM file of its key"},
        {"feed", "insecure", "boolean", "false", "Do not verify the server's certificate"},
        {"feed", "disabled", "boolean", "false", "Keep the items, do not poll"},

        {"opml", "path", "string", "", "An OPML file, relative to this file"},
        {"opml", "url", "string", "", "A list kept elsewhere", false},
        {"opml", "tags", "list of strings", "[]", "Tags of all its feeds, beside their folders"},

        {"rule", "when", "string", "", "A query; required"},
        {"rule", "do", "string", "", "\"drop\", \"star\", \"read\" or \"tag:NAME\"; required"},

        {"output", "name", "string", "", "Makes /NAME.atom, /NAME.rss and /NAME.json; required"},
        {"output", "title", "string", "", "Title of the merged feed; the name when not given"},
        {"output", "match", "string", "\"\"", "A query; all items when empty"},
        {"output", "limit", "integer", "100", "Items a page"},
        {"output", "content", "string", "\"full\"", "\"full\" or \"summary\""},
        {"output", "hub", "string", "\"\"", "WebSub hub to tell of changes; not for an output with a token_file"},
        {"output", "token_file", "string", "", "File with a token that readers must give"},
    };
    return table;
}

}  // namespace weir::config
