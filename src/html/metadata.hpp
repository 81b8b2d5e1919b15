#pragma once

#include "html/tree.hpp"

#include <string>
#include <string_view>

namespace weir::html {

/// What a page says of its article; plain text, empty where it says nothing.
struct Metadata {
    std::string title;
    std::string byline;
    std::string published;  ///< As written.
    std::string site_name;
    std::string language;
    std::string canonical_url;  ///< As written.
    std::string body;           ///< JSON-LD articleBody: the text, if the page gives it.
};

/// Sources in this order, each member from the first that has it: JSON-LD of an Article, Open
/// Graph (og:, article:), itemprop, rel=author and <time>, <meta name>, <title> without the name of
/// the site.
[[nodiscard]] Metadata read_metadata(const Tree& tree);

/// JSON-LD of a script: members of the first object that is some kind of article.
void add_json_ld(std::string_view json, Metadata& metadata);

}  // namespace weir::html
