#include "parse/people.hpp"

#include "base/text.hpp"
#include "parse/links.hpp"
#include "parse/written.hpp"

#include <algorithm>
#include <string>

namespace weir::parse {
namespace {

// Every newcomer is compared with those already there, so the list must stay short.
constexpr std::size_t most_people = 256;

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool ends_address(char c) {
    return is_ascii_space(c) || std::string_view{"<>()[]\",;"}.find(c) != std::string_view::npos;
}

/// The first word with an "@" inside, or an empty span.
Span find_address(std::string_view text) {
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        Span span{at, at + 1};
        while (span.begin > 0 && !ends_address(text[span.begin - 1])) --span.begin;
        while (span.end < text.size() && !ends_address(text[span.end])) ++span.end;
        if (span.begin < at && at + 1 < span.end) return span;
        at = span.end - 1;
    }
    return {};
}

/// `text` without blanks, quotes and empty or enclosing brackets at its ends: what is left of
/// "(Name)" or "\"Name\" <>" once the address is out.
std::string_view bare_name(std::string_view text) {
    for (bool changed = true; changed;) {
        changed = false;
        text = trim(text);
        for (const std::string_view empty : {"()", "<>", "[]"}) {
            if (text.ends_with(empty)) text.remove_suffix(2), changed = true;
            if (text.starts_with(empty)) text.remove_prefix(2), changed = true;
        }
        for (const std::string_view pair : {"()", "<>", "[]", "\"\"", "''"}) {
            if (text.size() >= 2 && text.front() == pair[0] && text.back() == pair[1]) {
                text = text.substr(1, text.size() - 2);
                changed = true;
            }
        }
        while (!text.empty() && (text.back() == ',' || text.back() == ';' || text.back() == '-' ||
                                 text.back() == ':')) {
            text.remove_suffix(1), changed = true;
        }
    }
    return text;
}

Person read_one(std::string_view text) {
    Person person;
    const Span address = find_address(text);
    if (address.end == 0) {
        std::string name = plain_line(text);
        person.name = std::string{bare_name(name)};
        return person;
    }
    std::string_view email = text.substr(address.begin, address.end - address.begin);
    if (istarts_with(email, "mailto:")) email.remove_prefix(7);
    person.email = std::string{email.substr(0, email.find('?'))};
    std::string rest{text.substr(0, address.begin)};
    rest += text.substr(address.end);
    // The brackets around the address are empty by now and must not be read as a tag.
    replace_all(rest, "<>", " ");
    replace_all(rest, "()", " ");
    person.name = plain_line(bare_name(rest));
    if (iequals(person.name, person.email)) person.name.clear();
    return person;
}

bool named(const Person& person) {
    return !person.name.empty() || !person.email.empty() || !person.url.empty();
}

/// Only a list in which each part has its own address is one: "Doe, John" is a single name.
std::vector<std::string_view> parts_of(std::string_view text) {
    for (const char separator : {';', ','}) {
        const auto parts = split(text, separator);
        const bool each = parts.size() > 1 && parts.size() <= most_people &&
                          std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
                              return find_address(part).end != 0;
                          });
        if (each) return parts;
    }
    return {text};
}

void fill(std::string& member, std::string&& value) {
    if (member.empty()) member = std::move(value);
}

bool same(const Person& a, const Person& b) {
    if (!a.name.empty() && !b.name.empty()) return iequals(a.name, b.name);
    return !a.email.empty() && iequals(a.email, b.email);
}

}  // namespace

std::vector<Person> read_people(std::string_view text) {
    std::vector<Person> people;
    for (const std::string_view part : parts_of(trim(text))) {
        Person person = read_one(trim(part));
        if (named(person)) people.push_back(std::move(person));
    }
    return people;
}

std::vector<Person> read_person_element(const Element& element) {
    if (!element.has_children()) return read_people(element.text());
    Person person;
    for (const Element& child : element.children()) {
        if (child.ns() != element.ns() && child.ns() != Ns::none) continue;
        switch (child.name()) {
            case "name"_name:
                fill(person.name, plain_line(child));
                break;
            case "uri"_name:
            case "url"_name:
            case "homepage"_name:
                fill(person.url, safe_url(child, child.text()));
                break;
            case "email"_name: {
                std::vector<Person> read = read_people(child.text());
                if (!read.empty()) fill(person.email, std::move(read.front().email));
                break;
            }
            default:
                break;
        }
    }
    if (istarts_with(person.url, "mailto:")) {
        fill(person.email, person.url.substr(7));
        person.url.clear();
    }
    if (person.email.empty() && person.name.find('@') != std::string::npos) {
        std::vector<Person> read = read_people(person.name);
        if (read.size() == 1) {
            person.email = std::move(read.front().email);
            person.name = std::move(read.front().name);
        }
    }
    if (!named(person)) return {};
    return {std::move(person)};
}

void merge_people(std::vector<Person>& people, std::vector<Person> more) {
    for (Person& person : more) {
        if (people.size() >= most_people) return;
        const auto known = std::find_if(people.begin(), people.end(),
                                        [&](const Person& p) { return same(p, person); });
        if (known == people.end()) {
            people.push_back(std::move(person));
            continue;
        }
        fill(known->name, std::move(person.name));
        fill(known->url, std::move(person.url));
        fill(known->email, std::move(person.email));
        fill(known->avatar, std::move(person.avatar));
        fill(known->role, std::move(person.role));
    }
}

}  // namespace weir::parse
