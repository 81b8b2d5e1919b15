#include "app/log_fields.hpp"

#include <algorithm>
#include <optional>

namespace weir::app {
namespace {

bool is_key_letter(char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
}

/// The end of the key that starts at `at`, where its '=' stands; absent when there is none.
std::optional<std::size_t> key_end(std::string_view line, std::size_t at) {
    auto end = at;
    while (end < line.size() && is_key_letter(line[end])) ++end;
    if (end == at || end == line.size() || line[end] != '=') return std::nullopt;
    return end;
}

/// Where the value in quotes that starts at `at` (after the quote) ends, before its quote.
std::size_t quoted_end(std::string_view line, std::size_t at) {
    for (auto quote = line.find('"', at); quote != std::string_view::npos;
         quote = line.find('"', quote + 1)) {
        if (quote + 1 == line.size()) return quote;
        if (line[quote + 1] == ' ' && key_end(line, quote + 2)) return quote;
    }
    return line.size();
}

/// Where the first key starts; the line's size when it has none.
std::size_t first_key(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        if ((at == 0 || line[at - 1] == ' ') && key_end(line, at)) return at;
    }
    return line.size();
}

}  // namespace

std::vector<LogField> fields_of(std::string_view line) {
    std::vector<LogField> fields;
    for (auto at = first_key(line); at < line.size();) {
        const auto equals = key_end(line, at);
        if (!equals) {
            const auto blank = std::min(line.find(' ', at), line.size());
            at = blank + 1;
            continue;
        }
        const bool quoted = *equals + 1 < line.size() && line[*equals + 1] == '"';
        const auto begin = *equals + (quoted ? 2 : 1);
        const auto end =
            quoted ? quoted_end(line, begin) : std::min(line.find(' ', begin), line.size());
        fields.push_back({std::string{line.substr(at, *equals - at)},
                          std::string{line.substr(begin, end - begin)}});
        at = end + (quoted ? 2 : 1);
    }
    return fields;
}

std::string kind_of(std::string_view line) {
    auto kind = std::string{line.substr(0, first_key(line))};
    for (const auto& field : fields_of(line))
        if (field.name == "why" || field.name == "error" || field.name == "kind")
            kind += field.name + "=" + field.value + " ";
    return kind;
}

}  // namespace weir::app
