#pragma once

#include "model/entry.hpp"
#include "parse/element.hpp"

#include <string_view>
#include <vector>

namespace weir::parse {

/// The persons of an RSS author field: "mail (Name)", "Name (mail)", "Name <mail>", "\"Name\"
/// <mail>", "mailto:mail", a name alone, or several with addresses between commas. Names are plain
/// text.
[[nodiscard]] std::vector<Person> read_people(std::string_view text);

/// An Atom person construct (RFC 4287 section 3.2); one without child elements is read as the text
/// of an RSS author.
[[nodiscard]] std::vector<Person> read_person_element(const Element& element);

/// Appends those who are not there yet. A person known by name or address already gets what was
/// unknown of them.
void merge_people(std::vector<Person>& people, std::vector<Person> more);

}  // namespace weir::parse
