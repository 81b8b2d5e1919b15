#pragma once

#include "base/instant.hpp"
#include "model/entry.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How members are written and read, for this room's own files. `put` leaves out what has no value;
/// `get` leaves the target alone when the member is absent or of another type.
namespace weir::members {

namespace json = boost::json;

/// Whole numbers without fraction or exponent.
[[nodiscard]] json::value number(double value);

void put(json::object& object, std::string_view name, const std::string& value);
void put(json::object& object, std::string_view name, std::optional<Instant> value);
void put(json::object& object, std::string_view name, std::optional<std::uint64_t> value);
void put(json::object& object, std::string_view name, std::optional<double> value);
void put(json::object& object, std::string_view name, std::optional<bool> value);
void put(json::object& object, std::string_view name, const std::vector<std::string>& values);
void put(json::object& object, std::string_view name, json::object value);
void put(json::object& object, std::string_view name, json::array values);
/// As a number when the text is one ("12", "100.5"), else as a string.
void put_numeric(json::object& object, std::string_view name, const std::string& value);
/// Only when true.
void put_flag(json::object& object, std::string_view name, bool value);

void get(const json::object& object, std::string_view name, std::string& value);
void get(const json::object& object, std::string_view name, std::optional<Instant>& value);
void get(const json::object& object, std::string_view name, std::optional<std::uint64_t>& value);
void get(const json::object& object, std::string_view name, std::optional<double>& value);
void get(const json::object& object, std::string_view name, std::optional<bool>& value);
void get(const json::object& object, std::string_view name, bool& value);
void get(const json::object& object, std::string_view name, std::vector<std::string>& values);
/// A string, or a number as its text.
void get_numeric(const json::object& object, std::string_view name, std::string& value);

/// The member if it is an object, else an empty one.
[[nodiscard]] const json::object& object_in(const json::object& object, std::string_view name);
/// The member if it is an array, else an empty one.
[[nodiscard]] const json::array& array_in(const json::object& object, std::string_view name);

/// One object per element, made by `write`.
template <class T, class Write>
void put_each(json::object& object, std::string_view name, const std::vector<T>& values,
              Write write) {
    json::array array;
    array.reserve(values.size());
    for (const T& value : values) array.push_back(write(value));
    put(object, name, std::move(array));
}

/// `read` turns each object of the array into one element.
template <class T, class Read>
void get_each(const json::object& object, std::string_view name, std::vector<T>& values,
              Read read) {
    for (const auto& element : array_in(object, name)) {
        if (const auto* member = element.if_object()) values.push_back(read(*member));
    }
}

// Parts that entries and feeds share.
[[nodiscard]] json::object write(const Person& person);
[[nodiscard]] json::object write(const Itunes& itunes);
[[nodiscard]] json::object write(const Podcast& podcast);
[[nodiscard]] Person read_person(const json::object& object);
[[nodiscard]] Itunes read_itunes(const json::object& object);
[[nodiscard]] Podcast read_podcast(const json::object& object);

}  // namespace weir::members
