#include "config/section.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace weir::config {

using toml_text::Value;
using Kind = Value::Kind;

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

namespace {

/// As the key table writes defaults; lists and tables have none that could be compared.
std::string as_written(const Value& value) {
    switch (value.kind) {
        case Kind::string:
            return '"' + value.text + '"';
        case Kind::integer:
            return std::to_string(value.integer);
        case Kind::boolean:
            return value.integer != 0 ? "true" : "false";
        default:
            return {};
    }
}

}  // namespace

std::string unknown_key(std::string_view key, std::string_view label,
                        const std::vector<std::string>& known) {
    std::string message = fmt::format("unknown key '{}' in {}", key, label);
    if (const auto near = nearest(key, known); !near.empty()) {
        return message + fmt::format(": did you mean '{}'?", near);
    }
    for (const auto& row : keys()) {
        if (row.name == key) return message + fmt::format(": it belongs to [{}]", row.table);
    }
    return message;
}

Section::Section(const Value& value, std::string label, std::string_view table, bool layered,
                 Problems& problems)
    : value_(value), label_(std::move(label)), problems_(problems) {
    check_keys(table, layered);
}

void Section::check_keys(std::string_view table, bool layered) {
    const auto belongs = [&](const Key& key) {
        return key.table == table || (layered && key.table == "defaults");
    };
    for (const auto& member : value_.members) {
        const auto row = std::find_if(keys().begin(), keys().end(), [&](const Key& key) {
            return key.name == member.name && belongs(key);
        });
        if (row == keys().end()) {
            std::vector<std::string> known;
            for (const auto& key : keys()) {
                if (belongs(key)) known.push_back(key.name);
            }
            problems_.error(member.line, unknown_key(member.name, label_, known));
        } else if (!row->has_effect && as_written(member.value) != row->fallback) {
            problems_.remark(member.line, fmt::format("'{}' in {} has no effect in this version",
                                                      member.name, label_));
        }
    }
}

int Section::line_of(std::string_view key) const {
    for (const auto& member : value_.members) {
        if (member.name == key) return member.line;
    }
    return value_.line;
}

void Section::must_be(std::string_view key, std::string_view what) {
    problems_.error(line_of(key), fmt::format("'{}' in {} must be {}", key, label_, what));
}

const Value* Section::typed(std::string_view key, Kind kind, std::string_view what) {
    const Value* value = value_.find(key);
    if (value == nullptr || value->kind == kind) return value;
    must_be(key, fmt::format("{}, not {}", what, kind_name(value->kind)));
    return nullptr;
}

std::optional<std::string> Section::text(std::string_view key) {
    const Value* value = typed(key, Kind::string, "a string");
    if (value == nullptr) return std::nullopt;
    return value->text;
}

std::optional<std::string> Section::line_of_text(std::string_view key) {
    auto value = text(key);
    if (value && has_control(*value)) {
        must_be(key, "one line without control characters");
        return std::nullopt;
    }
    return value;
}

std::optional<Seconds> Section::duration(std::string_view key, Seconds least) {
    const Value* value = typed(key, Kind::string, "a duration such as \"15m\"");
    if (value == nullptr) return std::nullopt;
    const auto duration = parse_duration(value->text);
    if (!duration) {
        must_be(key,
                fmt::format("a duration such as \"90s\", \"15m\", \"6h\" or \"30d\", not \"{}\"",
                            value->text));
    } else if (*duration < least) {
        must_be(key, fmt::format("at least {}", format_duration(least)));
        return std::nullopt;
    }
    return duration;
}

std::optional<std::optional<Seconds>> Section::duration_or(std::string_view key,
                                                           std::string_view other) {
    const Value* value =
        typed(key, Kind::string, fmt::format("\"{}\" or a duration such as \"6h\"", other));
    if (value == nullptr) return std::nullopt;
    if (value->text == other) return std::optional<Seconds>{};
    const auto duration = parse_duration(value->text);
    if (!duration || duration->count() == 0) {
        must_be(key,
                fmt::format("\"{}\" or a duration such as \"15m\", \"6h\" or \"30d\", not \"{}\"",
                            other, value->text));
        return std::nullopt;
    }
    return duration;
}

std::optional<std::size_t> Section::size(std::string_view key, std::size_t least) {
    constexpr std::string_view what = "a size such as 512, \"512KiB\" or \"10MB\"";
    const Value* value = value_.find(key);
    if (value == nullptr) return std::nullopt;
    std::size_t bytes = 0;
    if (value->kind == Kind::integer && value->integer >= 0) {
        bytes = static_cast<std::size_t>(value->integer);
    } else if (value->kind != Kind::string || !parse_size(value->text, bytes)) {
        must_be(key, what);
        return std::nullopt;
    }
    if (bytes < least) {
        must_be(key, fmt::format("at least {}", format_size(least)));
        return std::nullopt;
    }
    return bytes;
}

std::optional<std::int64_t> Section::integer(std::string_view key, std::int64_t least,
                                             std::int64_t most) {
    const Value* value = typed(key, Kind::integer, "an integer");
    if (value == nullptr) return std::nullopt;
    if (value->integer < least || value->integer > most) {
        must_be(key, fmt::format("from {} to {}", least, most));
        return std::nullopt;
    }
    return value->integer;
}

std::optional<bool> Section::flag(std::string_view key) {
    const Value* value = typed(key, Kind::boolean, "true or false");
    if (value == nullptr) return std::nullopt;
    return value->integer != 0;
}

std::optional<std::vector<std::string>> Section::texts(std::string_view key) {
    const Value* value = typed(key, Kind::list, "a list of strings");
    if (value == nullptr) return std::nullopt;
    std::vector<std::string> texts;
    for (const auto& element : value->list) {
        if (element.kind != Kind::string || trim(element.text).empty() ||
            has_control(element.text)) {
            problems_.error(
                element.line,
                fmt::format("'{}' in {} must be a list of strings, each one line of text", key,
                            label_));
            return std::nullopt;
        }
        texts.emplace_back(trim(element.text));
    }
    return texts;
}

std::optional<std::size_t> Section::one_of(std::string_view key,
                                           const std::vector<std::string>& words) {
    const auto word = text(key);
    if (!word) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), *word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string list;
    for (const auto& candidate : words) {
        if (!list.empty()) list += &candidate == &words.back() ? " or " : ", ";
        list += '"' + candidate + '"';
    }
    must_be(key, fmt::format("{}, not \"{}\"", list, *word));
    return std::nullopt;
}

const Value* Section::table(std::string_view key) {
    return typed(key, Kind::table, "a table");
}

}  // namespace weir::config
