#include "base/text.hpp"
#include "parse/fields.hpp"
#include "parse/modules.hpp"
#include "parse/notices_feed.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// georss (simple and GML) and W3C Basic Geo, turned into GeoJSON's longitude-latitude order.
namespace weir::parse {
namespace {

// A coastline in a feed entry; more is a map.
constexpr std::size_t most_positions = 10'000;

std::optional<double> number(std::string_view text) {
    text = trim(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

/// Numbers between blanks or commas; empty when a word among them is none.
std::vector<double> numbers(std::string_view text) {
    std::vector<double> all;
    std::size_t at = 0;
    const auto separates = [](char c) { return is_ascii_space(c) || c == ',' || c == ';'; };
    while (at < text.size()) {
        if (separates(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && !separates(text[end])) ++end;
        const auto value = number(text.substr(at, end - at));
        if (!value || all.size() > 3 * most_positions) return {};
        all.push_back(*value);
        at = end;
    }
    return all;
}

/// How positions are written: "latitude longitude" unless a reference system says else.
struct Axes {
    bool latitude_first = true;
    std::size_t dimension = 2;
};

/// EPSG gives codes 4001 to 4999 (and a few later ones) to geographic systems, whose first axis is
/// the latitude; projected ones and OGC's CRS84 begin with the x axis.
Axes read_axes(const Element& element, Axes axes) {
    if (const auto dimension = element.attribute("srsDimension"); dimension == "3") {
        axes.dimension = 3;
    } else if (dimension == "2") {
        axes.dimension = 2;
    }
    const auto name = element.attribute("srsName");
    if (name.empty()) return axes;
    if (ifind(name, "CRS84") != std::string_view::npos) {
        axes.latitude_first = false;
        return axes;
    }
    if (ifind(name, "EPSG") == std::string_view::npos) return axes;
    const auto digits = name.substr(name.find_last_not_of("0123456789") + 1);
    const auto code = number(digits).value_or(4326);
    constexpr double later_geographic[] = {3819, 3821, 3824, 3889, 3906};
    axes.latitude_first = code >= 4001 && code <= 4999;
    for (const double other : later_geographic) {
        if (code == other) axes.latitude_first = true;
    }
    return axes;
}

using Positions = std::vector<std::pair<double, double>>;

/// Empty unless the text holds whole positions on the globe.
Positions positions(std::string_view text, Axes axes) {
    const auto all = numbers(text);
    Positions result;
    if (all.empty() || all.size() % axes.dimension != 0) return result;
    result.reserve(all.size() / axes.dimension);
    for (std::size_t i = 0; i < all.size(); i += axes.dimension) {
        double longitude = all[i + 1];
        double latitude = all[i];
        if (!axes.latitude_first) std::swap(longitude, latitude);
        if (std::abs(latitude) > 90 || std::abs(longitude) > 360) return {};
        result.emplace_back(longitude, latitude);
    }
    return result;
}

void take(const Element& element, EntryDraft& draft, std::string_view type, Positions found) {
    const bool enough = type == "Point"     ? found.size() == 1
                        : type == "Polygon" ? found.size() >= 4
                        : type == "Box"     ? found.size() == 2
                                            : found.size() >= 2;
    if (!enough) {
        element.notice(code::invalid_location, "The location cannot be read.");
        return;
    }
    if (!draft.entry.geo) draft.entry.geo = Geo{std::string{type}, std::move(found), {}};
}

/// The first descendant of that name, at most three levels down: the depth of a GML polygon.
Element descendant(const Element& element, Name name) {
    std::vector<Element> level = element.children();
    for (int depth = 0; depth < 3; ++depth) {
        std::vector<Element> next;
        for (const Element& e : level) {
            if (e.ns() != Ns::gml) continue;
            if (e.name() == name) return e;
            for (const Element& child : e.children()) next.push_back(child);
        }
        level = std::move(next);
    }
    return {};
}

Positions read_list(const Element& shape, Axes axes) {
    for (const Name name : {"posList"_name, "pos"_name, "coordinates"_name}) {
        const Element list = descendant(shape, name);
        if (!list) continue;
        Axes own = read_axes(list, axes);
        // GML 2's coordinates are x,y by definition.
        if (name == "coordinates"_name && axes.latitude_first) own.latitude_first = false;
        return positions(list.text(), own);
    }
    return {};
}

void read_gml(const Element& shape, EntryDraft& draft, Axes axes) {
    axes = read_axes(shape, axes);
    switch (shape.name()) {
        case "point"_name:
            return take(shape, draft, "Point", read_list(shape, axes));
        case "LineString"_name:
            return take(shape, draft, "LineString", read_list(shape, axes));
        case "polygon"_name:
            return take(shape, draft, "Polygon", read_list(shape, axes));
        case "Envelope"_name: {
            const Element lower_corner = descendant(shape, "lowerCorner"_name);
            const Element upper_corner = descendant(shape, "upperCorner"_name);
            if (!lower_corner || !upper_corner) return;
            Positions both = positions(lower_corner.text(), axes);
            for (const auto& p : positions(upper_corner.text(), axes)) both.push_back(p);
            return take(shape, draft, "Box", std::move(both));
        }
        default:
            return;
    }
}

void read_georss(const Element& element, EntryDraft& draft) {
    switch (element.name()) {
        case "point"_name:
        case "circle"_name: {  // A circle is its centre: GeoJSON knows no radius.
            auto all = numbers(element.text());
            if (element.name() == "circle"_name && all.size() == 3) all.pop_back();
            const bool valid = all.size() == 2 && std::abs(all[0]) <= 90 && std::abs(all[1]) <= 360;
            return take(element, draft, "Point", valid ? Positions{{all[1], all[0]}} : Positions{});
        }
        case "line"_name:
            return take(element, draft, "LineString", positions(element.text(), {}));
        case "polygon"_name:
            return take(element, draft, "Polygon", positions(element.text(), {}));
        case "box"_name:
            return take(element, draft, "Box", positions(element.text(), {}));
        case "where"_name:
            for (const Element& child : element.children()) {
                if (child.ns() == Ns::gml) read_gml(child, draft, read_axes(element, {}));
            }
            return;
        case "featureName"_name:
            draft.place = plain_line(element);
            return;
        default:
            return;
    }
}

void read_basic_geo(const Element& element, EntryDraft& draft) {
    switch (element.name()) {
        case "lat"_name:
            draft.latitude = number(element.text());
            break;
        case "long"_name:
        case "lon"_name:
        case "lng"_name:
            draft.longitude = number(element.text());
            break;
        case "lat_long"_name: {
            const auto both = numbers(element.text());
            if (both.size() != 2) return;
            draft.latitude = both[0];
            draft.longitude = both[1];
            break;
        }
        default:
            return;
    }
    if (!draft.latitude || !draft.longitude || draft.entry.geo) return;
    const bool valid = std::abs(*draft.latitude) <= 90 && std::abs(*draft.longitude) <= 360;
    take(element, draft, "Point",
         valid ? Positions{{*draft.longitude, *draft.latitude}} : Positions{});
}

}  // namespace

void read_location(const Element& element, EntryDraft& draft) {
    if (element.ns() == Ns::gml) return read_gml(element, draft, {});
    if (element.ns() == Ns::georss) return read_georss(element, draft);
    if (element.name() != "point"_name) return read_basic_geo(element, draft);
    for (const Element& child : element.children()) {
        if (child.ns() == Ns::geo) read_basic_geo(child, draft);
    }
}

}  // namespace weir::parse
