// The one unit that compiles CLI11.
#include "cli/arguments.hpp"

#include "base/version.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <string_view>

namespace weir::cli {
namespace {

const std::map<std::string, Colour> colours{
    {"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}};

bool lists(std::string_view verb) {
    return verb == "items" || verb == "search" || verb == "feeds";
}

/// What is read before it is known to be complete.
struct Raw {
    Arguments arguments;
    std::string format;
    bool json = false;
    int verbose = 0;
    int quiet = 0;
};

void add_common(CLI::App& app, Raw& raw) {
    app.add_option("-c,--config", raw.arguments.config,
                   "the configuration; `weir --help` tells the usual places")
        ->type_name("FILE");
    app.add_flag("-v,--verbose", raw.verbose, "say more; twice: all")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_flag("-q,--quiet", raw.quiet, "say less")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option("--color", raw.arguments.colour, "auto, always or never; NO_COLOR is honoured")
        ->type_name("WHEN")
        ->transform(CLI::CheckedTransformer(colours).description(""));
}

std::vector<std::string> forms_of(std::string_view verb) {
    if (lists(verb)) return {"table", "json", "jsonl", "tsv", "urls"};
    if (verb == "parse") return {"json", "text"};
    return {};
}

void add_listing(CLI::App& app, const Verb& verb, Raw& raw) {
    const auto forms = forms_of(verb.name);
    if (!forms.empty()) {
        const auto help = fmt::format("one of {}", fmt::join(forms, ", "));
        app.add_option("--format", raw.format, help)
            ->type_name("FORMAT")
            ->check(CLI::IsMember(forms).description(""));
    }
    if (lists(verb.name) || verb.name == "show" || verb.name == "status" || verb.name == "parse" ||
        verb.name == "rules")
        app.add_flag("--json", raw.json, "the same as --format json");
    if (lists(verb.name))
        app.add_option("--limit", raw.arguments.limit, "at most so many; 0: no limit")
            ->type_name("N");
    if (verb.name == "rules")
        app.add_option("--limit", raw.arguments.limit, "show so many items a rule; 0: all")
            ->type_name("N");
}

void add_own(CLI::App& app, std::string_view verb, Raw& raw) {
    auto& to = raw.arguments;
    if (verb == "run")
        app.add_flag("--demo", to.demo,
                     "built-in sample feeds, served on loopback; no configuration, "
                     "state in a folder that is removed");
    if (verb == "fetch") {
        app.add_flag("--force", to.force,
                     "due or not; still conditional, still obeying a host's rest");
        app.add_flag("--fresh", to.fresh, "ask the named feeds for the whole document");
        app.add_flag("--backfill", to.backfill, "read the named feeds' older pages, too");
    }
    if (verb == "add") {
        app.add_option("--name", to.name, "its handle")->type_name("NAME");
        app.add_option("--tag", to.tags, "a tag; may be repeated")
            ->type_name("TAG")
            ->allow_extra_args(false);
        app.add_option("--every", to.every, "how often it is polled")->type_name("DURATION");
    }
    if (verb == "add" || verb == "import")
        app.add_flag("--dry-run", to.dry_run, "say what would be done, write nothing");
    if (verb == "moved") app.add_flag("--write", to.write, "put the new addresses into feeds.toml");
    if (verb == "parse" || verb == "lint" || verb == "discover" || verb == "extract")
        app.add_option("--url", to.url, "where the document came from")->type_name("BASE");
    if (verb == "parse" || verb == "lint")
        app.add_option("--content-type", to.content_type, "Content-Type of the HTTP response")
            ->type_name("CT");
    if (verb == "show") {
        app.add_flag("--html", to.html, "the content as HTML");
        app.add_flag("--revisions", to.revisions, "former versions, too");
        app.add_flag("--diff", to.diff, "what each edit changed, word by word");
    }
    if (verb == "feeds") app.add_flag("--failing", to.failing, "only those in trouble");
}

Form form_of(const Raw& raw) {
    static const std::map<std::string, Form> forms{{"table", Form::table}, {"json", Form::json},
                                                   {"jsonl", Form::jsonl}, {"tsv", Form::tsv},
                                                   {"urls", Form::urls},   {"text", Form::text}};
    return raw.json ? Form::json : forms.at(raw.format);
}

void add_help(CLI::App& app, bool& help) {
    app.add_flag("-h,--help", help, "this text");
}

void add_all(CLI::App& app, const Verb& verb, Raw& raw, bool& help) {
    add_own(app, verb.name, raw);
    add_listing(app, verb, raw);
    add_common(app, raw);
    add_help(app, help);
}

/// The options of an app that was made for `verb`, in the order in which they were added.
std::vector<Option> described(const CLI::App& app, const Verb& verb) {
    std::vector<Option> options;
    for (const auto* known : app.get_options()) {
        if (known->get_positional()) continue;
        Option option;
        for (const auto& name : known->get_snames()) option.names.push_back("-" + name);
        for (const auto& name : known->get_lnames()) option.names.push_back("--" + name);
        if (known->get_type_size() > 0) option.value = known->get_type_name();
        option.meaning = known->get_description();
        if (option.value == "FORMAT") option.choices = forms_of(verb.name);
        if (option.value == "WHEN")
            for (const auto& [name, colour] : colours) option.choices.push_back(name);
        options.push_back(std::move(option));
    }
    return options;
}

/// The help of a verb or of the whole, in our own layout: CLI11's wraps too early.
std::string overview() {
    std::string text =
        "weir - a feed aggregator daemon\n\n"
        "Usage: weir VERB [OPTION]... [ARGUMENT]...\n\n";
    for (const auto& verb : verbs()) text += fmt::format("  {:<10} {}\n", verb.name, verb.summary);
    text +=
        "\n  -c, --config FILE   the configuration (default: $WEIR_CONFIG, ./feeds.toml, ...)\n"
        "  -v, -q              say more, say less\n"
        "  --version           print the version\n\n"
        "`weir VERB --help` tells the rest. Exit status: 0 done, 1 it did not work, 2 wrong use "
        "or\n"
        "a configuration that does not load. To look around: weir run --demo\n";
    return text;
}

std::string verb_help(const Verb& verb) {
    auto text = fmt::format("weir {} - {}\n\nUsage: weir {} [OPTION]...{}{}\n", verb.name,
                            verb.summary, verb.name, verb.words.empty() ? "" : " ", verb.words);
    if (!verb.detail.empty()) text += fmt::format("\n{}\n", verb.detail);
    text += "\n";
    for (const auto& option : options_of(verb))
        text += fmt::format("  {:<22} {}\n", option.text(), option.meaning);
    return text;
}

std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// CLI11 knows too few words for "you typed it wrong"; the nearest verb helps more.
Result<Arguments, Stop> unknown_verb(std::string_view word) {
    return fail(Stop{fmt::format("unknown verb '{}': `weir --help` lists them", word), 2});
}

}  // namespace

std::string Option::text() const {
    return fmt::format("{}{}{}", fmt::join(names, ", "), value.empty() ? "" : " ", value);
}

std::vector<Option> options_of(const Verb& verb) {
    CLI::App app;
    Raw raw;
    bool help = false;
    app.set_help_flag();
    add_all(app, verb, raw, help);
    return described(app, verb);
}

std::vector<Option> common_options() {
    CLI::App app;
    Raw raw;
    bool help = false;
    app.set_help_flag();
    add_common(app, raw);
    add_help(app, help);
    return described(app, {});
}

Result<Arguments, Stop> read_arguments(int argc, const char* const* argv) {
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (first == "--version" || first == "-V")
        return fail(Stop{fmt::format("weir {}\n", version), 0});
    if (first == "--help" || first == "-h" || first == "help") return fail(Stop{overview(), 0});
    if (first.empty()) return fail(Stop{"no verb given: `weir --help` lists them", 2});

    CLI::App app;
    Raw raw;
    app.set_help_flag();
    app.require_subcommand(1);
    app.fallthrough();
    add_common(app, raw);
    const Verb* chosen = nullptr;
    CLI::App* chosen_app = nullptr;
    bool help = false;
    for (const auto& verb : verbs()) {
        auto* sub = app.add_subcommand(std::string{verb.name}, std::string{verb.summary});
        sub->set_help_flag();
        add_all(*sub, verb, raw, help);
        if (verb.at_most > 0)
            sub->add_option("words", raw.arguments.words, "")
                ->expected(0, static_cast<int>(std::min<std::size_t>(
                                  verb.at_most, std::numeric_limits<int>::max())))
                ->allow_extra_args();
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (app.get_subcommands().empty() && first[0] != '-') return unknown_verb(first);
        return fail(Stop{one_line(error.what()), 2});
    }
    chosen_app = app.get_subcommands().front();
    for (const auto& verb : verbs())
        if (verb.name == chosen_app->get_name()) chosen = &verb;
    if (help) return fail(Stop{verb_help(*chosen), 0});
    if (raw.arguments.words.size() < chosen->at_least)
        return fail(Stop{fmt::format("{}: it takes {}", chosen->name, chosen->words), 2});
    raw.arguments.verb = chosen->name;
    raw.arguments.louder = raw.verbose - raw.quiet;
    if (raw.json || !raw.format.empty()) raw.arguments.form = form_of(raw);
    return std::move(raw.arguments);
}

}  // namespace weir::cli
