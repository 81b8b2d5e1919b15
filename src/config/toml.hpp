#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// TOML text as plain values with the lines they stand on; toml++ stays behind this header.
namespace weir::config::toml_text {

struct Member;

struct Value {
    enum class Kind { string, integer, number, boolean, date, list, table };
    Kind kind = Kind::table;
    int line = 0;              ///< Where it begins, from 1. Of `[table]`: the line of its header.
    int column = 0;            ///< In characters, from 1.
    int last_line = 0;         ///< Where it ends; of a table, its header's line.
    std::string text;          ///< Of a string.
    std::int64_t integer = 0;  ///< Of an integer, and 0 or 1 of a boolean.
    std::vector<Value> list;
    std::vector<Member> members;  ///< Of a table, in the order of the text.

    /// The member of that name, or null.
    [[nodiscard]] const Value* find(std::string_view name) const;
};

struct Member {
    std::string name;
    int line = 0;  ///< Of the key.
    Value value;
};

struct SyntaxError {
    int line;
    std::string message;
};

[[nodiscard]] Result<Value, SyntaxError> parse(const std::string& text);

/// "a string", "an integer", "a list": for messages.
[[nodiscard]] std::string_view kind_name(Value::Kind kind);

}  // namespace weir::config::toml_text
