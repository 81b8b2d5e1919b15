#include "poll/rules.hpp"

#include <string>
#include <string_view>

namespace weir::poll {

store::RuleEffect apply_rules(const std::vector<config::Rule>& rules, query::Subject subject) {
    constexpr std::string_view tag_prefix = "tag:";
    store::RuleEffect effect;
    std::vector<std::string> tags = subject.tags ? *subject.tags : std::vector<std::string>{};
    subject.tags = &tags;
    for (const auto& rule : rules) {
        if (!query::matches(rule.query, subject)) continue;
        if (rule.action == "drop") {
            effect.drop = true;
            effect.drop_rule = rule.when;
            return effect;
        }
        if (rule.action == "star") {
            effect.star = subject.starred = true;
        } else if (rule.action == "read") {
            effect.read = subject.read = true;
        } else if (rule.action.starts_with(tag_prefix)) {
            effect.tags.push_back(rule.action.substr(tag_prefix.size()));
            tags.push_back(effect.tags.back());
        }
    }
    return effect;
}

}  // namespace weir::poll
