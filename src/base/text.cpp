#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace weir {

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = ascii_lower(c);
    return out;
}

bool iequals(std::string_view a, std::string_view b) {
    return a.size() == b.size() && istarts_with(a, b);
}

bool istarts_with(std::string_view text, std::string_view prefix) {
    if (text.size() < prefix.size()) return false;
    for (std::size_t i = 0; i < prefix.size(); ++i) {
        if (ascii_lower(text[i]) != ascii_lower(prefix[i])) return false;
    }
    return true;
}

std::size_t ifind(std::string_view text, std::string_view needle, std::size_t from) {
    if (from > text.size()) return std::string_view::npos;
    const auto same = [](char a, char b) { return ascii_lower(a) == ascii_lower(b); };
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
    const auto found = std::search(begin, text.end(), needle.begin(), needle.end(), same);
    if (found == text.end() && !needle.empty()) return std::string_view::npos;
    return static_cast<std::size_t>(found - text.begin());
}

std::string squeeze(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool no_break = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
        if (no_break || is_ascii_space(text[i])) {
            gap = true;
            if (no_break) ++i;
            continue;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out += text[i];
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (auto end = text.find(separator); end != std::string_view::npos;
         end = text.find(separator, begin)) {
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const auto& part : parts) {
        if (&part != &parts.front()) out += separator;
        out += part;
    }
    return out;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    auto found = from.empty() ? std::string::npos : text.find(from);
    if (found == std::string::npos) return;
    // Into a second string: replacing in place would move the tail once per match.
    std::string out;
    out.reserve(text.size());
    std::size_t begin = 0;
    for (; found != std::string::npos; found = text.find(from, begin)) {
        out.append(text, begin, found - begin).append(to);
        begin = found + from.size();
    }
    out.append(text, begin, std::string::npos);
    text = std::move(out);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
    std::size_t best = (word.size() + 2) / 3 + 1;
    const std::string* found = nullptr;
    for (const auto& candidate : candidates) {
        const auto distance = edit_distance(word, candidate);
        if (distance >= best) continue;
        best = distance;
        found = &candidate;
    }
    return found != nullptr ? *found : std::string();
}

std::string escape_markup(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

bool parse_size(std::string_view text, std::size_t& bytes) {
    struct Unit {
        std::string_view name;
        std::size_t factor;
    };
    static constexpr std::array<Unit, 9> units{{{"", 1},
                                                {"B", 1},
                                                {"KiB", 1U << 10U},
                                                {"MiB", 1U << 20U},
                                                {"GiB", 1U << 30U},
                                                {"kB", 1'000},
                                                {"MB", 1'000'000},
                                                {"GB", 1'000'000'000},
                                                {"TB", 1'000'000'000'000}}};
    const auto digits = std::find_if_not(text.begin(), text.end(), is_ascii_digit) - text.begin();
    const auto name = text.substr(static_cast<std::size_t>(digits));
    const auto unit = std::find_if(units.begin(), units.end(),
                                   [name](const Unit& u) { return iequals(u.name, name); });
    if (digits == 0 || unit == units.end()) return false;

    std::size_t count = 0;
    const std::size_t limit = std::numeric_limits<std::size_t>::max() / unit->factor;
    for (const char c : text.substr(0, static_cast<std::size_t>(digits))) {
        const auto digit = static_cast<std::size_t>(c - '0');
        if (count > (limit - digit) / 10) return false;
        count = count * 10 + digit;
    }
    bytes = count * unit->factor;
    return true;
}

std::string format_size(std::size_t bytes) {
    static constexpr std::array<std::string_view, 6> units{"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes < 1000) return fmt::format("{} B", bytes);
    auto value = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    // 999.95 would print as "1000.0".
    while (value >= 999.95 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return fmt::format("{:.1f} {}", value, units[unit]);
}

}  // namespace weir
