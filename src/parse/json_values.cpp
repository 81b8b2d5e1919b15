#include "parse/json_values.hpp"

#include "base/text.hpp"
#include "parse/links.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include <charconv>
#include <cmath>

namespace weir::parse {
namespace {

std::optional<double> number_in(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<double> finite(std::optional<double> value) {
    return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace

std::string text_of(const json::value& value) {
    switch (value.kind()) {
        case json::kind::string:
            return std::string{trim(std::string_view{value.get_string()})};
        case json::kind::int64:
            return fmt::format("{}", value.get_int64());
        case json::kind::uint64:
            return fmt::format("{}", value.get_uint64());
        case json::kind::double_:
            return fmt::format("{}", value.get_double());
        default:
            return {};
    }
}

std::string text_of(const json::object& object, std::string_view member) {
    const json::value* value = object.if_contains(member);
    return value == nullptr ? std::string{} : text_of(*value);
}

std::optional<double> number_of(const json::object& object, std::string_view member) {
    const json::value* value = object.if_contains(member);
    if (value == nullptr) return std::nullopt;
    if (value->is_number()) return finite(value->to_number<double>());
    return value->is_string() ? finite(number_in(text_of(*value))) : std::nullopt;
}

std::optional<std::uint64_t> count_of(const json::object& object, std::string_view member) {
    if (const auto whole = whole_number(text_of(object, member))) return whole;
    const auto number = number_of(object, member);
    constexpr double most = 9e15;  // Beyond 2^53 a double is no count.
    if (!number || *number < 0 || *number > most) return std::nullopt;
    return static_cast<std::uint64_t>(std::llround(*number));
}

std::optional<bool> flag_of(const json::object& object, std::string_view member) {
    const json::value* value = object.if_contains(member);
    if (value == nullptr) return std::nullopt;
    if (value->is_bool()) return value->get_bool();
    const std::string text = text_of(*value);
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return std::nullopt;
}

std::vector<const json::value*> list_of(const json::object& object, std::string_view member) {
    std::vector<const json::value*> list;
    const json::value* value = object.if_contains(member);
    if (value == nullptr || value->is_null()) return list;
    const json::array* array = value->if_array();
    if (array == nullptr) return {value};
    list.reserve(array->size());
    for (const json::value& one : *array) list.push_back(&one);
    return list;
}

}  // namespace weir::parse
