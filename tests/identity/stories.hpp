#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// A labelled set for story matching: articles with their retellings, and near misses.
namespace stories {

struct Item {
    std::string story;  ///< Items with the same one tell the same.
    std::string kind;   ///< How it was made: "full", "teaser", "weather", ...
    std::string title;
    std::string text;
};

/// The articles of tests/identity/stories.txt as they are.
[[nodiscard]] std::vector<Item> articles();

/// Each article as feeds retell it: cut to a teaser, under another headline, with another lead,
/// with what sites add around it, typeset otherwise, lightly edited.
[[nodiscard]] std::vector<Item> retellings(const Item& article);

/// Different stories that look alike: reports made from one form, matches of one tournament,
/// changelogs, parts of a series, texts with the same frame.
[[nodiscard]] std::vector<Item> near_misses();

}  // namespace stories
