#include "parse/draft.hpp"

#include "base/text.hpp"
#include "parse/people.hpp"

namespace weir::parse {

// Far more than any feed has; the store and the pages hold every tag of every item.
constexpr std::size_t most_tags = 500;

void AuthorsDraft::add(std::vector<Person> people) {
    merge_people(named, std::move(people));
}

void AuthorsDraft::offer(int rank, std::vector<Person> people) {
    if (!people.empty()) substitutes.offer(rank, std::move(people));
}

std::vector<Person> AuthorsDraft::take() {
    return named.empty() ? std::move(substitutes.value()) : std::move(named);
}

void CommonDraft::add_tag(std::string tag) {
    if (tag.empty() || tags.size() >= most_tags) return;
    if (known_tags.insert(tag).second) tags.push_back(std::move(tag));
}

void CommonDraft::add_tags(std::string_view list) {
    for (const std::string_view part : split(list, ',')) add_tag(squeeze(part));
}

}  // namespace weir::parse
