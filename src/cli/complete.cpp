#include "cli/complete.hpp"

#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>

namespace weir::cli {
namespace {

/// The part of a command line that stands before the word in question.
struct Situation {
    const Verb* verb = nullptr;          ///< Null: it is still to be named.
    std::vector<Option> options;         ///< Of the verb.
    std::optional<Option> asks_a_value;  ///< The option before the word.
    std::size_t positionals = 0;         ///< Arguments of the verb that stand already.
    std::string config;
    bool lost = false;  ///< There is no such verb.
};

const Option* named(const std::vector<Option>& options, std::string_view name) {
    for (const auto& option : options)
        if (std::ranges::find(option.names, name) != option.names.end()) return &option;
    return nullptr;
}

void take(Situation& situation, const std::string& word) {
    if (situation.asks_a_value) {
        if (named({*situation.asks_a_value}, "--config") != nullptr) situation.config = word;
        situation.asks_a_value.reset();
    } else if (word.size() > 1 && word.front() == '-') {
        const auto equals = word.find('=');
        const auto* option = named(situation.options, word.substr(0, equals));
        if (option == nullptr || option->value.empty()) return;
        if (equals == std::string::npos)
            situation.asks_a_value = *option;
        else if (named({*option}, "--config") != nullptr)
            situation.config = word.substr(equals + 1);
    } else if (situation.verb == nullptr) {
        const auto verb = std::ranges::find(verbs(), word, &Verb::name);
        situation.lost = verb == verbs().end();
        if (situation.lost) return;
        situation.verb = &*verb;
        situation.options = options_of(*verb);
    } else {
        ++situation.positionals;
    }
}

/// What the store knows; empty when there is none, or no configuration that loads.
class Known {
public:
    explicit Known(const std::string& config_option) {
        try {
            const auto file = config::find(config_option);
            if (!file) return;
            const auto config = config::load(*file, system_now());
            if (!config) return;
            for (const auto& feed : config->feeds) add(feed.name, feed.title, feed.tags);
            if (!std::filesystem::exists(config->store)) return;
            for (const auto& feed : store::Reader(config->store).feeds())
                add(feed.name, feed.title, feed.tags);
        } catch (const std::exception&) {
            // A shell that asks for words is no place for complaints.
        }
    }

    std::vector<std::string> feeds;  ///< "name TAB title"
    std::set<std::string> tags;

private:
    void add(const std::string& name, const std::string& title,
             const std::vector<std::string>& with) {
        tags.insert(with.begin(), with.end());
        if (!names_.insert(name).second) return;
        feeds.push_back(title.empty() ? name : name + "\t" + title);
    }
    std::set<std::string> names_;
};

void offer_feeds(Completion& offer, const Situation& situation, const std::string& before = {}) {
    for (const auto& feed : Known(situation.config).feeds)
        offer.candidates.push_back(before + feed);
}

void offer_tags(Completion& offer, const Situation& situation, const std::string& before = {}) {
    for (const auto& tag : Known(situation.config).tags) offer.candidates.push_back(before + tag);
}

/// A word of a query: a field's name, or what may follow it.
void offer_query(Completion& offer, const Situation& situation, const std::string& word) {
    const std::string minus = word.starts_with('-') ? "-" : "";
    const auto colon = word.find(':');
    if (colon == std::string::npos) {
        constexpr std::array fields{"title:", "author:", "text:", "tag:",   "feed:",  "site:",
                                    "lang:",  "is:",     "has:",  "since:", "before:"};
        for (const auto* field : fields) offer.candidates.push_back(minus + field);
        return;
    }
    const auto field = word.substr(minus.size(), colon - minus.size());
    const auto before = word.substr(0, colon + 1);
    if (field == "tag") offer_tags(offer, situation, before);
    if (field == "feed") offer_feeds(offer, situation, before);
    if (field == "is")
        for (const auto* state : {"read", "unread", "starred"})
            offer.candidates.push_back(before + state);
    if (field == "has") offer.candidates.push_back(before + "enclosure");
    if (field == "since" || field == "before")
        for (const auto* age : {"1d", "7d", "30d"}) offer.candidates.push_back(before + age);
}

/// What `kind`, one of the alternatives of Verb::words or Option::value, can be.
void offer_kind(Completion& offer, const Situation& situation, const std::string& kind,
                const std::string& word, const std::string& before = {}) {
    if (kind == "FEED") {
        offer_feeds(offer, situation, before);
    } else if (kind == "TAG") {
        offer_tags(offer, situation, before);
    } else if (kind == "QUERY") {
        offer_query(offer, situation, word);
    } else if (kind == "FILE" || kind == "DIR") {
        offer.files = true;
    } else if (kind == "DURATION") {
        for (const auto* every : {"adaptive", "15m", "1h", "6h", "24h"})
            offer.candidates.push_back(before + every);
    } else if (std::ranges::all_of(kind, [](char c) { return c >= 'a' && c <= 'z'; })) {
        offer.candidates.push_back(kind);  // "read" of "read|unread|star|unstar".
    }
}

/// The alternatives of the argument in question: {"FILE", "URL"} of "FILE|URL|-...".
std::vector<std::string> alternatives(std::string_view words, std::size_t position) {
    std::vector<std::string> arguments{""};
    for (const char c : words) {
        if (c == ' ')
            arguments.emplace_back();
        else if (c != '[' && c != ']' && c != '.')
            arguments.back() += c;
    }
    const auto& argument = arguments.at(std::min(position, arguments.size() - 1));
    std::vector<std::string> kinds{""};
    for (const char c : argument) {
        if (c == '|')
            kinds.emplace_back();
        else
            kinds.back() += c;
    }
    return kinds;
}

void offer_value(Completion& offer, const Situation& situation, const Option& option,
                 const std::string& word, const std::string& before = {}) {
    for (const auto& choice : option.choices) offer.candidates.push_back(before + choice);
    if (option.choices.empty()) offer_kind(offer, situation, option.value, word, before);
}

void offer_options(Completion& offer, const Situation& situation) {
    for (const auto& option : situation.options)
        offer.candidates.push_back(option.names.back() + "\t" + option.meaning);
    if (situation.verb == nullptr) offer.candidates.emplace_back("--version\tprint the version");
}

void offer_verbs(Completion& offer) {
    for (const auto& verb : verbs())
        offer.candidates.push_back(fmt::format("{}\t{}", verb.name, verb.summary));
}

}  // namespace

Completion complete(std::span<const std::string> words) {
    Situation situation;
    situation.options = common_options();
    const std::string word = words.empty() ? "" : words.back();
    if (!words.empty())
        for (const auto& before : words.first(words.size() - 1)) take(situation, before);

    Completion offer;
    const auto equals = word.find('=');
    const auto* option = word.starts_with("--") && equals != std::string::npos
                             ? named(situation.options, word.substr(0, equals))
                             : nullptr;
    if (situation.lost) return offer;
    if (situation.asks_a_value) {
        offer_value(offer, situation, *situation.asks_a_value, word);
    } else if (option != nullptr) {
        offer_value(offer, situation, *option, word.substr(equals + 1), word.substr(0, equals + 1));
    } else if (word.starts_with('-') && word.find(':') == std::string::npos) {
        offer_options(offer, situation);
    } else if (situation.verb == nullptr) {
        offer_verbs(offer);
    } else if (situation.positionals < situation.verb->at_most) {
        for (const auto& kind : alternatives(situation.verb->words, situation.positionals))
            offer_kind(offer, situation, kind, word);
    }
    std::erase_if(offer.candidates,
                  [&](const std::string& candidate) { return !candidate.starts_with(word); });
    return offer;
}

int print_completion(std::span<const std::string> words) {
    const auto offer = complete(words);
    for (const auto& candidate : offer.candidates) out(candidate + "\n");
    if (offer.files) out(":files\n");
    return 0;
}

}  // namespace weir::cli
