#include "cli/options.hpp"
#include "cli/pages.hpp"
#include "cli/roff.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace weir::cli {
namespace {

/// When the text of the pages was last changed by hand; a build date would make no two builds
/// alike.
constexpr std::string_view command_manual_date = "2026-11-25";

std::string sentence(std::string_view summary) {
    std::string text{summary};
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + ".";
}

bool is_common(const Option& option) {
    const auto common = common_options();
    return std::ranges::any_of(common,
                               [&](const Option& other) { return other.names == option.names; });
}

void add_verb(Roff& page, const Verb& verb) {
    page.subheading(
        fmt::format("weir {}{}{}", verb.name, verb.words.empty() ? "" : " ", verb.words));
    page.paragraph(sentence(verb.summary));
    if (!verb.detail.empty()) page.paragraph(verb.detail);
    for (const auto& option : options_of(verb))
        if (!is_common(option)) page.item(option.text(), sentence(option.meaning));
}

void add_files(Roff& page) {
    page.heading("FILES");
    page.paragraph("The configuration is the first of these that is there:");
    page.item("--config FILE, $WEIR_CONFIG", "Whether they exist or not.");
    page.item("./feeds.toml", "In the current folder.");
    page.item("$XDG_CONFIG_HOME/weir/feeds.toml", "Else ~/.config/weir/feeds.toml.");
    page.item("/etc/weir/feeds.toml", "Of the service.");
    page.paragraph(
        "The store is where [store] path says, else weir.db in $STATE_DIRECTORY (for "
        "the service /var/lib/weir), in $XDG_DATA_HOME/weir or in "
        "~/.local/share/weir.");
}

void add_environment(Roff& page) {
    page.heading("ENVIRONMENT");
    page.item("WEIR_CONFIG", "The configuration, when --config is not given.");
    page.item("NO_COLOR", "Not empty: no colours.");
    page.item("CREDENTIALS_DIRECTORY", "Where secrets named without a folder are looked for.");
    page.item("NOTIFY_SOCKET, WATCHDOG_USEC, LISTEN_FDS",
              "The service manager's, as sd_notify(3) and sd_listen_fds(3) describe them.");
}

void add_signals(Roff& page) {
    page.heading("SIGNALS");
    page.paragraph("Of weir run:");
    page.item("SIGHUP", "Reads the configuration again, all or nothing.");
    page.item("SIGTERM, SIGINT", "Ends cleanly; a second one ends at once.");
}

void add_examples(Roff& page) {
    page.heading("EXAMPLES");
    page.verbatim(
        "weir run --demo                       # look around, no configuration needed\n"
        "weir add https://lwn.net --tag linux  # find the feed of a site and follow it\n"
        "weir items is:unread tag:linux since:7d\n"
        "weir feeds --failing                  # exits 1 when there are any\n");
}

}  // namespace

std::string command_manual() {
    Roff page("WEIR", 1, command_manual_date);
    page.heading("NAME");
    page.paragraph("weir - a feed aggregator daemon");
    page.heading("SYNOPSIS");
    page.synopsis("weir", "VERB [OPTION]... [ARGUMENT]...");
    page.synopsis("weir VERB --help", "");
    page.synopsis("weir --version", "");
    page.heading("DESCRIPTION");
    page.paragraph(
        "weir polls RSS, Atom and JSON feeds, keeps their items in one file, and serves them "
        "merged "
        "as feeds and as a web page. The same program reads that store on the command line. "
        "Results go to standard output, everything else to standard error. Reading verbs work "
        "while the daemon runs and while it does not; writing verbs hand their work to a running "
        "daemon.");
    page.heading("VERBS");
    for (const auto& verb : verbs()) add_verb(page, verb);
    page.heading("COMMON OPTIONS");
    for (const auto& option : common_options()) page.item(option.text(), sentence(option.meaning));
    page.heading("QUERIES");
    page.paragraph(
        "All words must occur. \"a phrase\", word*, -not, OR and ( ) work as "
        "elsewhere, and fields narrow it down: title: author: text: tag: feed: site: "
        "lang: is:read is:unread is:starred has:enclosure since:7d before:2026-11-01 "
        "id:N.");
    add_files(page);
    add_environment(page);
    add_signals(page);
    page.heading("EXIT STATUS");
    page.item("0", "Done.");
    page.item("1", "It did not work; one line on standard error says why.");
    page.item("2", "Wrong use, or a configuration that does not load.");
    add_examples(page);
    page.heading("SEE ALSO");
    page.paragraph("feeds.toml(5), systemctl(1), journalctl(1)");
    return page.text();
}

}  // namespace weir::cli
