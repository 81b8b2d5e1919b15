#include "poll/rules.hpp"

#include "cli/item_list.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "model/json.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <utility>

namespace weir::cli {
namespace {

/// So many items of a rule are shown when --limit does not say.
constexpr std::size_t usual_examples = 5;

struct Hits {
    std::size_t count = 0;
    std::vector<store::StoredItem> examples;  ///< The newest, without their content.
};

/// What the rules would do to an item if it arrived now: neither read nor starred nor tagged yet.
query::Subject as_arriving(const store::StoredItem& item) {
    return {.entry = &item.entry,
            .text = item.text,
            .feed_name = item.feed_name,
            .feed_title = item.feed_title,
            .feed_url = item.feed_url,
            .tags = &item.feed_tags,
            .date = item.date,
            .id = item.id};
}

void forget_content(Entry& entry) {
    entry.content_html.clear();
    entry.content_text.clear();
}

/// Tries each stored item; returns how many there are.
std::size_t try_all(const config::Config& config, std::size_t examples, std::vector<Hits>& hits) {
    std::size_t tried = 0;
    each_page(config.store, {.limit = no_limit, .stories = false},
              [&](std::vector<store::StoredItem> page) {
                  tried += page.size();
                  for (auto& item : page) {
                      const auto places = poll::rules_hit(config.rules, as_arriving(item));
                      item.text.clear();
                      forget_content(item.entry);
                      for (const auto place : places) {
                          auto& hit = hits[place];
                          if (++hit.count <= examples) hit.examples.push_back(item);
                      }
                  }
              });
    return tried;
}

void print_text(const Arguments& arguments, const config::Config& config,
                const std::vector<Hits>& hits, std::size_t tried) {
    const auto to = screen(arguments);
    for (std::size_t place = 0; place < hits.size(); ++place) {
        const auto& rule = config.rules[place];
        const auto& hit = hits[place];
        out(styled(fmt::format("{} if {}", rule.action, harmless(rule.when)), Style::bold, to));
        out(fmt::format("  (line {}): {}\n", rule.line, counted(hit.count, "item")));
        if (!hit.examples.empty()) out(item_table(hit.examples, to));
        if (hit.count > hit.examples.size())
            out(fmt::format("and {} more; --limit 0 shows all\n", hit.count - hit.examples.size()));
        out("\n");
    }
    out(fmt::format("{} tried; nothing was changed.\n", counted(tried, "stored item")));
}

void print_json(const config::Config& config, const std::vector<Hits>& hits, std::size_t tried) {
    boost::json::array rules;
    for (std::size_t place = 0; place < hits.size(); ++place) {
        const auto& rule = config.rules[place];
        boost::json::array items;
        for (const auto& item : hits[place].examples)
            items.push_back({{"id", item.id},
                             {"feed", item.feed_name},
                             {"title", item.entry.title},
                             {"url", item.entry.url},
                             {"date", rfc3339(item.date)}});
        rules.push_back({{"when", rule.when},
                         {"do", rule.action},
                         {"line", rule.line},
                         {"hits", hits[place].count},
                         {"items", std::move(items)}});
    }
    const boost::json::object document{{"tried", tried}, {"rules", std::move(rules)}};
    out(json_text(document, true) + "\n");
}

}  // namespace

int rules(const Arguments& arguments) {
    if (arguments.words.front() != "test")
        throw Failure(
            fmt::format("unknown word '{}' after rules: it takes test", arguments.words.front()),
            2);
    const auto config = load_config(arguments);
    if (config->rules.empty())
        throw Failure(fmt::format("{} has no [[rule]]", config->file.string()));
    auto examples = arguments.limit.value_or(usual_examples);
    if (examples == 0) examples = no_limit;
    std::vector<Hits> hits(config->rules.size());
    const auto tried = try_all(*config, examples, hits);
    if (arguments.form == Form::json) {
        print_json(*config, hits, tried);
    } else {
        print_text(arguments, *config, hits, tried);
    }
    return 0;
}

}  // namespace weir::cli
