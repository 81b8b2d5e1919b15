#include "query/fields.hpp"

#include "base/text.hpp"
#include "base/url.hpp"

#include <fmt/core.h>

#include <charconv>
#include <system_error>
#include <utility>
#include <vector>

namespace weir::query {
namespace {

using Kind = Query::Node::Kind;
using Condition = Result<Query::Node, std::string>;

struct Name {
    std::string_view name;
    Field field;
};
constexpr Name names[] = {
    {"title", Field::title}, {"author", Field::author}, {"text", Field::text},
    {"tag", Field::tag},     {"feed", Field::feed},     {"site", Field::site},
    {"lang", Field::lang},   {"is", Field::is},         {"has", Field::has},
    {"since", Field::since}, {"before", Field::before}, {"id", Field::id},
};

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
    const std::string near = nearest(lower(word), candidates);
    return near.empty() ? std::string{} : fmt::format(": did you mean '{}'?", near);
}

Condition words(Column column, std::string_view value, bool prefix) {
    std::string indexed = index_text(value);
    if (indexed.empty()) {
        return fail(fmt::format("nothing to search for in '{}{}'", value, prefix ? "*" : ""));
    }
    return Query::Node{
        .kind = Kind::words, .column = column, .value = std::move(indexed), .prefix = prefix};
}

Condition named(Kind kind, std::string value, bool prefix = false) {
    return Query::Node{.kind = kind, .value = std::move(value), .prefix = prefix};
}

Condition numbered(Kind kind, std::int64_t number) {
    return Query::Node{.kind = kind, .number = number};
}

// "example.org", "www.example.org" or a whole URL.
Condition site(std::string_view value) {
    const bool is_url = value.find("://") != std::string_view::npos;
    std::string host = site_of(is_url ? std::string(value) : fmt::format("http://{}/", value));
    if (host.empty()) return fail(fmt::format("'{}' is no host name", value));
    return named(Kind::site, std::move(host));
}

Condition language(std::string_view value) {
    std::string tag = lower(value);
    replace_all(tag, "_", "-");
    return named(Kind::language, std::move(tag));
}

Condition state(std::string_view value) {
    if (iequals(value, "read")) return numbered(Kind::read, 1);
    if (iequals(value, "unread")) return numbered(Kind::read, 0);
    if (iequals(value, "starred")) return numbered(Kind::starred, 1);
    return fail(fmt::format("'is:' takes read, unread or starred, not '{}'{}", value,
                            did_you_mean(value, {"read", "unread", "starred"})));
}

Condition possession(std::string_view value) {
    if (iequals(value, "enclosure")) return numbered(Kind::enclosure, 1);
    return fail(fmt::format("'has:' takes enclosure, not '{}'", value));
}

Condition time(Kind kind, std::string_view value, Instant now) {
    if (const auto back = parse_duration(value)) {
        return numbered(kind, (now - *back).time_since_epoch().count());
    }
    if (const auto at = from_rfc3339(value)) return numbered(kind, at->time_since_epoch().count());
    return fail(fmt::format("'{}' is neither a duration (7d, 12h) nor a date (2026-11-01)", value));
}

Condition item(std::string_view value) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number < 1) {
        return fail(fmt::format("'{}' is no item number", value));
    }
    return numbered(Kind::id, number);
}

Condition plain(Field field, std::string_view value, Instant now) {
    switch (field) {
        case Field::site:
            return site(value);
        case Field::lang:
            return language(value);
        case Field::is:
            return state(value);
        case Field::has:
            return possession(value);
        case Field::since:
            return time(Kind::since, value, now);
        case Field::before:
            return time(Kind::before, value, now);
        default:
            return item(value);
    }
}

}  // namespace

std::optional<Field> field_named(std::string_view name) {
    for (const Name& known : names) {
        if (iequals(known.name, name)) return known.field;
    }
    return std::nullopt;
}

std::string unknown_field(std::string_view name) {
    std::vector<std::string> known;
    for (const Name& each : names) known.emplace_back(each.name);
    return fmt::format("unknown field '{}'{}", name, did_you_mean(name, known));
}

Condition condition(std::optional<Field> field, std::string_view value, bool prefix, Instant now) {
    if (!field) return words(Column::any, value, prefix);
    switch (*field) {
        case Field::title:
            return words(Column::title, value, prefix);
        case Field::author:
            return words(Column::author, value, prefix);
        case Field::text:
            return words(Column::text, value, prefix);
        default:
            break;
    }
    value = trim(value);
    if (value.empty()) return fail(std::string("this value is empty"));
    if (*field == Field::tag) return named(Kind::tag, fold(value), prefix);
    if (*field == Field::feed) return named(Kind::feed, lower(value), prefix);
    if (prefix) return fail(fmt::format("'{}*': only words, tags and feeds take a star", value));
    return plain(*field, value, now);
}

}  // namespace weir::query
