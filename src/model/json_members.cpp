#include "model/json_members.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace weir::members {
namespace {

json::string_view key(std::string_view name) {
    return {name.data(), name.size()};
}

/// Digits with at most one point between them; nothing that JSON would not write the same way.
std::optional<double> plain_number(std::string_view text) {
    if (text.empty() || !is_ascii_digit(text.front()) || !is_ascii_digit(text.back())) return {};
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_digit(c) || c == '.'; });
    // Beyond 15 digits a double may not hold every one.
    if (!plain || text.size() > 15) return {};
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ptr != text.data() + text.size()) return {};
    return value;
}

std::string text_of(double value) {
    std::array<char, 400> buffer{};  // The longest double in fixed notation has 309 digits.
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      std::chars_format::fixed);
    return {buffer.data(), result.ptr};
}

std::optional<double> double_of(const json::value& value) {
    if (value.is_int64()) return static_cast<double>(value.get_int64());
    if (value.is_uint64()) return static_cast<double>(value.get_uint64());
    if (value.is_double()) return value.get_double();
    return std::nullopt;
}

}  // namespace

json::value number(double value) {
    constexpr double exact = 9007199254740992.0;  // 2^53
    if (std::abs(value) < exact && std::trunc(value) == value)
        return static_cast<std::int64_t>(value);
    return value;
}

void put(json::object& object, std::string_view name, const std::string& value) {
    if (!value.empty()) object.emplace(key(name), value);
}

void put(json::object& object, std::string_view name, std::optional<Instant> value) {
    if (value) object.emplace(key(name), rfc3339(*value));
}

void put(json::object& object, std::string_view name, std::optional<std::uint64_t> value) {
    if (value) object.emplace(key(name), *value);
}

void put(json::object& object, std::string_view name, std::optional<double> value) {
    if (value && std::isfinite(*value)) object.emplace(key(name), number(*value));
}

void put(json::object& object, std::string_view name, std::optional<bool> value) {
    if (value) object.emplace(key(name), *value);
}

void put(json::object& object, std::string_view name, const std::vector<std::string>& values) {
    put(object, name, json::array(values.begin(), values.end()));
}

void put(json::object& object, std::string_view name, json::object value) {
    if (!value.empty()) object.emplace(key(name), std::move(value));
}

void put(json::object& object, std::string_view name, json::array values) {
    if (!values.empty()) object.emplace(key(name), std::move(values));
}

void put_numeric(json::object& object, std::string_view name, const std::string& value) {
    if (const auto plain = plain_number(value)) {
        object.emplace(key(name), number(*plain));
    } else {
        put(object, name, value);
    }
}

void put_flag(json::object& object, std::string_view name, bool value) {
    if (value) object.emplace(key(name), true);
}

void get(const json::object& object, std::string_view name, std::string& value) {
    const auto* member = object.if_contains(key(name));
    if (member == nullptr) return;
    if (const auto* text = member->if_string()) value.assign(text->data(), text->size());
}

void get(const json::object& object, std::string_view name, std::optional<Instant>& value) {
    std::string text;
    get(object, name, text);
    if (const auto at = from_rfc3339(text)) value = at;
}

void get(const json::object& object, std::string_view name, std::optional<std::uint64_t>& value) {
    const auto* member = object.if_contains(key(name));
    if (member == nullptr) return;
    if (member->is_uint64()) value = member->get_uint64();
    if (member->is_int64() && member->get_int64() >= 0) {
        value = static_cast<std::uint64_t>(member->get_int64());
    }
}

void get(const json::object& object, std::string_view name, std::optional<double>& value) {
    const auto* member = object.if_contains(key(name));
    if (member == nullptr) return;
    if (const auto read = double_of(*member)) value = read;
}

void get(const json::object& object, std::string_view name, std::optional<bool>& value) {
    const auto* member = object.if_contains(key(name));
    if (member == nullptr) return;
    if (const auto* flag = member->if_bool()) value = *flag;
}

void get(const json::object& object, std::string_view name, bool& value) {
    std::optional<bool> read;
    get(object, name, read);
    if (read) value = *read;
}

void get(const json::object& object, std::string_view name, std::vector<std::string>& values) {
    for (const auto& element : array_in(object, name)) {
        if (const auto* text = element.if_string()) values.emplace_back(text->data(), text->size());
    }
}

void get_numeric(const json::object& object, std::string_view name, std::string& value) {
    const auto* member = object.if_contains(key(name));
    if (member == nullptr) return;
    if (const auto plain = double_of(*member)) {
        value = text_of(*plain);
    } else {
        get(object, name, value);
    }
}

const json::object& object_in(const json::object& object, std::string_view name) {
    static const json::object none;
    const auto* member = object.if_contains(key(name));
    const auto* found = member != nullptr ? member->if_object() : nullptr;
    return found != nullptr ? *found : none;
}

const json::array& array_in(const json::object& object, std::string_view name) {
    static const json::array none;
    const auto* member = object.if_contains(key(name));
    const auto* found = member != nullptr ? member->if_array() : nullptr;
    return found != nullptr ? *found : none;
}

}  // namespace weir::members
