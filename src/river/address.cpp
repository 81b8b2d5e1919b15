#include "river/address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace weir::river {
namespace {

using Kind = Address::Kind;
using Format = Address::Format;

constexpr std::array<std::pair<std::string_view, Format>, 3> suffixes{
    {{".atom", Format::atom}, {".rss", Format::rss}, {".json", Format::json}}};

constexpr std::array<std::pair<std::string_view, Kind>, 7> fixed{{{"/", Kind::home},
                                                                  {"/status", Kind::status},
                                                                  {"/opml", Kind::opml},
                                                                  {"/river.css", Kind::stylesheet},
                                                                  {"/river.js", Kind::script},
                                                                  {"/favicon.ico", Kind::icon},
                                                                  {"/icon.svg", Kind::icon}}};

template <class Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::optional<Address> read_address(std::string_view path) {
    for (const auto& [fixed_path, kind] : fixed)
        if (path == fixed_path) return Address{.kind = kind};
    if (!path.starts_with('/')) return {};

    Address address;
    for (const auto& [ending, format] : suffixes) {
        if (!path.ends_with(ending)) continue;
        address.format = format;
        path.remove_suffix(ending.size());
        break;
    }
    path.remove_prefix(1);
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) {
        if (path.empty()) return {};
        address.kind = path == "search" ? Kind::search : Kind::output;
        address.name = path;
        return address;
    }
    const auto room = path.substr(0, slash);
    address.name = path.substr(slash + 1);
    if (address.name.empty()) return {};
    if (room == "feed") {
        address.kind = Kind::feed;
    } else if (room == "tag") {
        address.kind = Kind::tag;
    } else if (room == "item" && address.format == Format::html &&
               std::ranges::all_of(address.name, [](char c) { return c >= '0' && c <= '9'; })) {
        address.kind = Kind::item;
    } else {
        return {};
    }
    return address;
}

std::string_view suffix(Format format) {
    for (const auto& [ending, one] : suffixes)
        if (one == format) return ending;
    return {};
}

std::string cursor_text(const store::Cursor& cursor) {
    return fmt::format("{}.{}", cursor.date.time_since_epoch().count(), cursor.id);
}

std::optional<store::Cursor> read_cursor(std::string_view text) {
    const auto dot = text.find('.');
    if (dot == std::string_view::npos) return {};
    Seconds::rep seconds = 0;
    store::Cursor cursor;
    if (!read_number(text.substr(0, dot), seconds) || !read_number(text.substr(dot + 1), cursor.id))
        return {};
    cursor.date = Instant{Seconds{seconds}};
    return cursor;
}

}  // namespace weir::river
