#include "parse/repair_rules.hpp"

#include "base/text.hpp"
#include "html/element.hpp"

#include <algorithm>

namespace weir::parse {
namespace {

using html::Element;

// Inside rich text, straight in it: the feed's own <link>, or one of HTML's?
bool is_of_html(const RoleTag& inner) {
    const StartTag& tag = inner.tag;
    if (iequals(tag.name, "source")) return !tag.has("url");
    if (iequals(tag.name, "link")) {
        return tag.has("href") && (!inner.atom || istarts_with(tag.get("rel"), "stylesheet"));
    }
    return inner.role != Role::plain && !tag.attributes.empty();
}

bool is_near(std::string_view a, std::string_view b) {
    constexpr std::size_t longest = 40;
    if (a.size() > longest || b.size() > longest) return false;
    const std::size_t allowed = std::min(a.size(), b.size()) < 5 ? 1 : 2;
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > allowed) return false;
    return edit_distance(lower(a), lower(b)) <= allowed;
}

}  // namespace

bool may_hold(const OpenElements& open, std::size_t place, const RoleTag& inner) {
    const OpenElement& outer = open[place];
    const std::string_view name = inner.tag.name;
    switch (outer.role) {
        case Role::person:
            return of_person(name) || name.find(':') != std::string_view::npos;
        case Role::plain:
            return iequals(outer.name, "author") && of_person(name);
        case Role::rich:
            break;
        default:
            return true;
    }
    if (!is_html_too(name)) return false;
    const bool deeper = place + 1 < open.size();  // <title> in <head>, <source> in <video>.
    return deeper || is_of_html(inner);
}

bool holds_nothing(const RoleTag& element) {
    switch (element.role) {
        case Role::html:
            return html::has(html::element_named(element.tag.name), html::empty);
        case Role::empty:
            return true;
        case Role::plain:
            return element.tag.has("href") || element.tag.has("term");
        default:
            return false;
    }
}

bool may_close(const OpenElements& open, std::size_t place, std::string_view name, Role role) {
    if (role != Role::html && !is_html_too(name)) return true;
    const std::size_t feed = open.feed_element();
    return feed == OpenElements::none || place >= feed || of_feed(open[place].role);
}

bool was_closed_at_once(std::string_view name, Role role) {
    switch (role) {
        case Role::html: {
            const Element element = html::element_named(name);
            return html::has(element, html::empty) || html::has(element, html::raw_text);
        }
        case Role::empty:
            return true;
        case Role::plain:
            return iequals(name, "link") || iequals(name, "category");
        default:
            return false;
    }
}

bool ends_before(const OpenElement& top, std::string_view name) {
    if (top.role != Role::html) return false;
    const Element begins = html::element_named(name);
    const Element open = html::element_named(top.name);
    switch (open) {
        case Element::p:
            return html::has(begins, html::block);
        case Element::li:
        case Element::option:
            return begins == open;
        case Element::dt:
        case Element::dd:
            return begins == Element::dt || begins == Element::dd;
        case Element::td:
        case Element::th:
            return begins == Element::td || begins == Element::th || begins == Element::tr;
        case Element::tr:
            return begins == Element::tr;
        default:
            return false;
    }
}

std::size_t meant_by(const OpenElements& open, std::string_view name, Role role) {
    if (role == Role::html || open.empty()) return OpenElements::none;
    // A misspelt start tag: only its end tag is known.
    if (open.top().role == Role::none && is_near(name, open.top().name)) return open.size() - 1;
    const std::size_t place = open.feed_element();
    if (place == OpenElements::none) return place;
    const OpenElement& inner = open[place];
    if (inner.role != Role::plain && inner.role != Role::rich) return OpenElements::none;
    const bool same = iequals(local_name(name), local_name(inner.name));
    return same || (!of_feed(role) && is_near(name, inner.name)) ? place : OpenElements::none;
}

}  // namespace weir::parse
