#include "parse/draft.hpp"

#include "base/text.hpp"
#include "parse/people.hpp"

namespace weir::parse {

// Far more than any feed has; the store and the pages hold every tag of every item.
constexpr std::size_t most_tags = 500;

namespace {

bool only_email(const Person& person) {
    return !person.email.empty() && person.name.empty() && person.url.empty();
}

bool only_name(const Person& person) {
    return !person.name.empty() && person.email.empty() && person.url.empty();
}

}  // namespace

void AuthorsDraft::add(std::vector<Person> people) {
    merge_people(named, std::move(people));
}

void AuthorsDraft::offer(int rank, std::vector<Person> people) {
    if (!people.empty()) substitutes.offer(rank, std::move(people));
}

std::vector<Person> AuthorsDraft::take() {
    if (named.empty()) return std::move(substitutes.value());
    if (named.size() == 2) {
        // <author>mail</author> beside <dc:creator>Name</dc:creator>: one person, told twice.
        const bool first = only_email(named[0]) && only_name(named[1]);
        const bool second = only_name(named[0]) && only_email(named[1]);
        if (first || second) {
            if (named[0].name.empty()) named[0].name = std::move(named[1].name);
            if (named[0].email.empty()) named[0].email = std::move(named[1].email);
            named.pop_back();
        }
    }
    return std::move(named);
}

void CommonDraft::add_tag(std::string tag) {
    if (tag.empty() || tags.size() >= most_tags) return;
    if (known_tags.insert(tag).second) tags.push_back(std::move(tag));
}

void CommonDraft::add_tags(std::string_view list) {
    for (const std::string_view part : split(list, ',')) add_tag(squeeze(part));
}

}  // namespace weir::parse
