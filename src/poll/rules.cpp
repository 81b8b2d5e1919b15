#include "poll/rules.hpp"

#include <string>
#include <string_view>

namespace weir::poll {
namespace {

constexpr std::string_view tag_prefix = "tag:";

/// Calls `hit(place)` for each rule that acts; a rule sees what those before it did.
template <class Hit>
void walk(const std::vector<config::Rule>& rules, query::Subject subject, Hit hit) {
    std::vector<std::string> tags = subject.tags ? *subject.tags : std::vector<std::string>{};
    subject.tags = &tags;
    for (std::size_t place = 0; place < rules.size(); ++place) {
        const auto& rule = rules[place];
        if (!query::matches(rule.query, subject)) continue;
        hit(place);
        if (rule.action == "drop") return;
        if (rule.action == "star") subject.starred = true;
        if (rule.action == "read") subject.read = true;
        if (rule.action.starts_with(tag_prefix))
            tags.push_back(rule.action.substr(tag_prefix.size()));
    }
}

}  // namespace

store::RuleEffect apply_rules(const std::vector<config::Rule>& rules, query::Subject subject) {
    store::RuleEffect effect;
    walk(rules, subject, [&](std::size_t place) {
        const auto& rule = rules[place];
        if (rule.action == "drop") {
            effect.drop = true;
            effect.drop_rule = rule.when;
        } else if (rule.action == "star") {
            effect.star = true;
        } else if (rule.action == "read") {
            effect.read = true;
        } else if (rule.action.starts_with(tag_prefix)) {
            effect.tags.push_back(rule.action.substr(tag_prefix.size()));
        }
    });
    return effect;
}

std::vector<std::size_t> rules_hit(const std::vector<config::Rule>& rules, query::Subject subject) {
    std::vector<std::size_t> places;
    walk(rules, subject, [&](std::size_t place) { places.push_back(place); });
    return places;
}

}  // namespace weir::poll
