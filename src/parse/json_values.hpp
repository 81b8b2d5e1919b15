#pragma once

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Members of JSON objects as feeds write them: a number where a string should be, one object where
/// a list should be.
namespace weir::parse {

namespace json = boost::json;

/// A string, trimmed, or a number as it is written. Empty for anything else.
[[nodiscard]] std::string text_of(const json::value& value);
[[nodiscard]] std::string text_of(const json::object& object, std::string_view member);
/// A number, or a string that holds one.
[[nodiscard]] std::optional<double> number_of(const json::object& object, std::string_view member);
/// A whole number that is not negative.
[[nodiscard]] std::optional<std::uint64_t> count_of(const json::object& object,
                                                    std::string_view member);
[[nodiscard]] std::optional<bool> flag_of(const json::object& object, std::string_view member);
/// The members of an array; a single value other than null counts as a list of one.
[[nodiscard]] std::vector<const json::value*> list_of(const json::object& object,
                                                      std::string_view member);

}  // namespace weir::parse
