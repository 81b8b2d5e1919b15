#include "config/toml.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

namespace weir::config::toml_text {
namespace {

void convert(const toml::node& node, Value& value);

void convert_table(const toml::table& table, Value& value) {
    value.kind = Value::Kind::table;
    value.members.reserve(table.size());
    for (const auto& [key, child] : table) {
        Member member;
        member.name = std::string(key.str());
        member.line = static_cast<int>(key.source().begin.line);
        convert(child, member.value);
        value.members.push_back(std::move(member));
    }
    // toml++ keeps keys in alphabetical order.
    std::stable_sort(value.members.begin(), value.members.end(),
                     [](const Member& a, const Member& b) {
                         return std::tie(a.line, a.value.column) < std::tie(b.line, b.value.column);
                     });
}

void convert_list(const toml::array& array, Value& value) {
    value.kind = Value::Kind::list;
    value.list.resize(array.size());
    for (std::size_t i = 0; i < array.size(); ++i) convert(array[i], value.list[i]);
}

// Recursive: toml++ refuses values nested more deeply than 256.
void convert(const toml::node& node, Value& value) {
    value.line = static_cast<int>(node.source().begin.line);
    value.column = static_cast<int>(node.source().begin.column);
    value.last_line = static_cast<int>(node.source().end.line);
    switch (node.type()) {
        case toml::node_type::table:
            convert_table(*node.as_table(), value);
            break;
        case toml::node_type::array:
            convert_list(*node.as_array(), value);
            break;
        case toml::node_type::string:
            value.kind = Value::Kind::string;
            value.text = node.as_string()->get();
            break;
        case toml::node_type::integer:
            value.kind = Value::Kind::integer;
            value.integer = node.as_integer()->get();
            break;
        case toml::node_type::boolean:
            value.kind = Value::Kind::boolean;
            value.integer = node.as_boolean()->get() ? 1 : 0;
            break;
        case toml::node_type::floating_point:
            value.kind = Value::Kind::number;
            break;
        default:
            value.kind = Value::Kind::date;
    }
}

}  // namespace

const Value* Value::find(std::string_view name) const {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [name](const Member& member) { return member.name == name; });
    return found != members.end() ? &found->value : nullptr;
}

Result<Value, SyntaxError> parse(const std::string& text) {
    try {
        const toml::table table = toml::parse(text);
        Value root;
        convert(table, root);
        return root;
    } catch (const toml::parse_error& error) {
        return fail(SyntaxError{static_cast<int>(error.source().begin.line),
                                std::string(error.description())});
    }
}

std::string_view kind_name(Value::Kind kind) {
    switch (kind) {
        case Value::Kind::string:
            return "a string";
        case Value::Kind::integer:
            return "an integer";
        case Value::Kind::number:
            return "a number with a fraction";
        case Value::Kind::boolean:
            return "true or false";
        case Value::Kind::date:
            return "a date or time";
        case Value::Kind::list:
            return "a list";
        case Value::Kind::table:
            return "a table";
    }
    return "something else";
}

}  // namespace weir::config::toml_text
