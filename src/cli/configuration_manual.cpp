#include "cli/pages.hpp"
#include "cli/roff.hpp"
#include "config/config.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

namespace weir::cli {
namespace {

constexpr std::string_view configuration_manual_date = "2026-11-25";

struct TableText {
    std::string_view name;
    std::string_view heading;
    std::string_view text;
};

/// What stands above the keys of each table.
constexpr std::array<TableText, 9> table_texts{{
    {"server", "[server]", "Where weir serves."},
    {"store", "[store]", "Where weir keeps."},
    {"fetch", "[fetch]", "How weir asks. These hold for all feeds."},
    {"log", "[log]", "What weir says on standard error."},
    {"defaults", "[defaults] AND [tag.NAME]",
     "What every feed has unless its tag or itself says otherwise. The same keys stand in "
     "[tag.NAME] and in [[feed]]; the last of the three wins, and of several tags the last one "
     "named."},
    {"feed", "[[feed]]",
     "One feed to follow; any number of these tables. All keys of [defaults] may stand here, too."},
    {"opml", "[[opml]]", "A list of feeds kept elsewhere; folders become tags."},
    {"rule", "[[rule]]",
     "What to do with each new item, in order. A dropped item is remembered and does not come "
     "back."},
    {"output", "[[output]]",
     "A merged feed: /NAME.atom, /NAME.rss, /NAME.json. Without any, there is one named all that "
     "holds everything."},
}};

void begin_table(Roff& page, const std::string& table) {
    for (const auto& known : table_texts) {
        if (known.name != table) continue;
        page.heading(known.heading);
        page.paragraph(known.text);
        return;
    }
    page.heading(fmt::format("[{}]", table));
}

void add_key(Roff& page, const config::Key& key) {
    auto meaning = fmt::format("{}. {}", key.type, key.meaning);
    meaning += meaning.ends_with('.') ? "" : ".";
    if (!key.fallback.empty()) meaning += fmt::format(" Default: {}.", key.fallback);
    if (!key.has_effect) meaning += " Checked, and without effect in this version.";
    page.item(key.name, meaning);
}

}  // namespace

std::string configuration_manual() {
    Roff page("FEEDS.TOML", 5, configuration_manual_date);
    page.heading("NAME");
    page.paragraph("feeds.toml - what weir follows and how it serves it");
    page.heading("DESCRIPTION");
    page.paragraph(
        "The configuration of weir(1), in TOML. Durations are \"90s\", \"15m\", \"6h\", \"30d\"; "
        "sizes 512, \"512KiB\", \"10MB\". Relative paths are relative to the file. An unknown key "
        "or a wrong type is an error that names file, line and the nearest known key: weir check "
        "finds them all. A running daemon reads the file again on SIGHUP, and takes over all of it "
        "or nothing.");
    std::string table;
    for (const auto& key : config::keys()) {
        if (key.table != table) begin_table(page, key.table);
        table = key.table;
        add_key(page, key);
    }
    page.heading("SECRETS");
    page.paragraph(
        "A password or token never has to stand in the file: password_file, token_file, "
        "{ env = \"NAME\" } or { file = \"PATH\" } say where it is. A bare file name is looked for "
        "in $CREDENTIALS_DIRECTORY first (LoadCredential= of systemd.exec(5)).");
    page.heading("EXAMPLE");
    page.verbatim(
        "[defaults]\n"
        "every = \"adaptive\"\n"
        "\n"
        "[[feed]]\n"
        "url = \"https://example.org/atom.xml\"\n"
        "name = \"example\"\n"
        "tags = [\"news\", \"tech\"]\n"
        "\n"
        "[[rule]]\n"
        "when = 'title:sponsored OR tag:ads'\n"
        "do = \"drop\"\n"
        "\n"
        "[[output]]\n"
        "name = \"tech\"\n"
        "match = 'tag:tech'\n");
    page.heading("SEE ALSO");
    page.paragraph("weir(1)");
    return page.text();
}

}  // namespace weir::cli
