#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "query/node.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace weir::query {

/// What stands before a colon.
enum class Field { title, author, text, tag, feed, site, lang, is, has, since, before, id };

/// By its name, ASCII case ignored.
[[nodiscard]] std::optional<Field> field_named(std::string_view name);
/// "unknown field 'titel': did you mean 'title'?"
[[nodiscard]] std::string unknown_field(std::string_view name);

/// The condition that `value` makes of a field; with no field, words anywhere. The error is one
/// sentence about the value.
[[nodiscard]] Result<Query::Node, std::string> condition(std::optional<Field> field,
                                                         std::string_view value, bool prefix,
                                                         Instant now);

}  // namespace weir::query
