#pragma once

#include "parse/repair_names.hpp"
#include "parse/repair_stack.hpp"
#include "parse/repair_tag.hpp"

#include <cstddef>
#include <string_view>

/// What goes with what: the decisions of the repair, without its output.
namespace weir::parse {

/// A start tag with what it means.
struct RoleTag {
    const StartTag& tag;
    Role role;
    bool atom;  ///< The document is Atom.
};

/// The feed's element at `place` can have `inner` in it, so that it need not be closed before.
[[nodiscard]] bool may_hold(const OpenElements& open, std::size_t place, const RoleTag& inner);

/// An element that is written with "/>" whatever its tag says: HTML's void elements, and those of
/// feeds that have everything in their attributes.
[[nodiscard]] bool holds_nothing(const RoleTag& element);

/// An end tag of `name` can end the element at `place`: one of HTML never ends a feed's element.
[[nodiscard]] bool may_close(const OpenElements& open, std::size_t place, std::string_view name,
                             Role role);

/// An end tag without start is no mistake: its element was closed at once.
[[nodiscard]] bool was_closed_at_once(std::string_view name, Role role);

/// HTML's optional end tags (HTML Living Standard section 13.1.2.4): `top` ends where `name`
/// begins.
[[nodiscard]] bool ends_before(const OpenElement& top, std::string_view name);

/// Place of the open element that "</titel>" or "</creator>" is meant to end; none if there is no
/// such.
[[nodiscard]] std::size_t meant_by(const OpenElements& open, std::string_view name, Role role);

}  // namespace weir::parse
