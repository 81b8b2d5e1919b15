#include "base/text.hpp"
#include "query/node.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace weir::query {
namespace {

using Node = Query::Node;

// One entry with what conditions compare, made when the first of them asks.
class Candidate {
public:
    explicit Candidate(const Subject& subject) : subject_(subject) {}

    // Recursion is bounded: parse() limits how deep nodes lie in each other.
    [[nodiscard]] bool fulfils(const Node& node) {
        const auto child = [this](const Node& each) { return fulfils(each); };
        const auto& children = node.children;
        switch (node.kind) {
            case Node::Kind::all:
                return std::all_of(children.begin(), children.end(), child);
            case Node::Kind::any:
                return std::any_of(children.begin(), children.end(), child);
            case Node::Kind::none:
                return !fulfils(children.front());
            case Node::Kind::words:
                return says(node);
            case Node::Kind::feed:
                return comes_from(node);
            case Node::Kind::site:
                return stands_on(node.value);
            case Node::Kind::tag:
                return has_tag(node);
            case Node::Kind::language:
                return is_in(node.value);
            case Node::Kind::read:
                return subject_.read == (node.number != 0);
            case Node::Kind::starred:
                return subject_.starred == (node.number != 0);
            case Node::Kind::enclosure:
                return !subject_.entry->enclosures.empty() == (node.number != 0);
            case Node::Kind::since:
                return date() >= node.number;
            case Node::Kind::before:
                return date() < node.number;
            case Node::Kind::id:
                return subject_.id == node.number;
        }
        return false;
    }

private:
    [[nodiscard]] std::int64_t date() const { return subject_.date.time_since_epoch().count(); }

    // The words of one column, each with a blank on both sides.
    static const std::string& indexed(std::optional<std::string>& kept, std::string_view text) {
        if (!kept) kept = ' ' + index_text(text) + ' ';
        return *kept;
    }

    bool says(const Node& node) {
        std::string sought = ' ' + node.value;
        if (!node.prefix) sought += ' ';
        const auto holds = [&](Column column, auto&& words) {
            return (node.column == Column::any || node.column == column) &&
                   words().find(sought) != std::string::npos;
        };
        return holds(
                   Column::title,
                   [&]() -> auto& { return indexed(title_, subject_.entry->title); }) ||
               holds(
                   Column::author,
                   [&]() -> auto& { return indexed(author_, author_line(*subject_.entry)); }) ||
               holds(
                   Column::text, [&]() -> auto& { return indexed(text_, subject_.text); });
    }

    [[nodiscard]] bool comes_from(const Node& node) const {
        const std::string name = lower(subject_.feed_name);
        if (node.prefix ? name.starts_with(node.value) : name == node.value) return true;
        return (' ' + lower(subject_.feed_title)).find(' ' + node.value) != std::string::npos;
    }

    [[nodiscard]] bool stands_on(const std::string& site) const {
        const std::string own = site_of(subject_.entry->url);
        return own == site || own.ends_with('.' + site);
    }

    [[nodiscard]] bool has_tag(const Node& node) const {
        if (subject_.tags == nullptr) return false;
        return std::any_of(subject_.tags->begin(), subject_.tags->end(), [&](const auto& tag) {
            const std::string folded = fold(tag);
            return node.prefix ? folded.starts_with(node.value) : folded == node.value;
        });
    }

    [[nodiscard]] bool is_in(const std::string& language) const {
        std::string own = lower(subject_.entry->language);
        replace_all(own, "_", "-");
        return own == language || own.starts_with(language + '-');
    }

    const Subject& subject_;
    std::optional<std::string> title_;
    std::optional<std::string> author_;
    std::optional<std::string> text_;
};

}  // namespace

bool matches(const Query& query, const Subject& subject) {
    return query.empty() || Candidate(subject).fulfils(*query.root());
}

}  // namespace weir::query
