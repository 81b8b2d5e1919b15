#pragma once

#include "river/pages.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Pieces that the pages share.
namespace weir::river {

/// Text escaped for HTML text and attribute values, in order: `html << "<p>" << text`.
class Markup {
public:
    /// Appends markup as it is.
    Markup& raw(std::string_view markup) {
        out_ += markup;
        return *this;
    }
    /// Appends text, escaped; control characters that HTML forbids are left out.
    Markup& text(std::string_view text);
    /// ` name="value"`, the value escaped.
    Markup& attribute(std::string_view name, std::string_view value);
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    std::string out_;
};

/// What stands above and below the content of a page.
struct Frame {
    const Nav& nav;
    std::string title;       ///< Of the browser's tab, "weir" is added.
    std::string query;       ///< In the search box.
    std::string alternates;  ///< <link rel=alternate> elements.
    std::string current;     ///< Path of the place we are at, for the navigation.
};
void open_page(Markup& html, const Frame& frame);
void close_page(Markup& html);

[[nodiscard]] std::string day_heading(Instant at);  ///< "Tuesday, 24 November 2026" (UTC).
void time_element(Markup& html, Instant at, std::string_view css_class, bool with_day);

/// Who tells it: feed titles with links to our page of each that has one.
void source_links(Markup& html, const Nav& nav, const publish::MergedItem& item);
[[nodiscard]] std::string shown_title(const publish::MergedItem& item);
[[nodiscard]] std::string people(const std::vector<Person>& authors);

}  // namespace weir::river
