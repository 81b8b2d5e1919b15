#include "dates/zones.hpp"

#include <algorithm>
#include <array>

namespace weir::dates {
namespace {

using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::minutes;
using std::chrono::Sunday;
using std::chrono::year;
using namespace std::chrono_literals;

struct Named {
    std::string_view name;
    Zone zone;
};

constexpr Zone fixed(minutes offset) {
    return {offset};
}
constexpr Zone american(minutes offset) {
    return {offset, Daylight::never, true};
}
constexpr Zone american_region(minutes offset) {
    return {offset, Daylight::america, true};
}
constexpr Zone european(minutes offset) {
    return {offset, Daylight::europe};
}
constexpr Zone australian(minutes offset) {
    return {offset, Daylight::australia};
}

constexpr std::array zones{
    Named{"acdt", fixed(10h + 30min)},
    Named{"acst", fixed(9h + 30min)},
    Named{"adt", fixed(-3h)},
    Named{"aedt", fixed(11h)},
    Named{"aest", fixed(10h)},
    Named{"africa/cairo", fixed(2h)},
    Named{"africa/johannesburg", fixed(2h)},
    Named{"africa/lagos", fixed(1h)},
    Named{"africa/nairobi", fixed(3h)},
    Named{"akdt", american(-8h)},
    Named{"akst", american(-9h)},
    Named{"america/anchorage", american_region(-9h)},
    Named{"america/argentina/buenos_aires", fixed(-3h)},
    Named{"america/bogota", fixed(-5h)},
    Named{"america/chicago", american_region(-6h)},
    Named{"america/denver", american_region(-7h)},
    Named{"america/detroit", american_region(-5h)},
    Named{"america/halifax", {-4h, Daylight::america}},
    Named{"america/lima", fixed(-5h)},
    Named{"america/los_angeles", american_region(-8h)},
    Named{"america/mexico_city", fixed(-6h)},
    Named{"america/montreal", {-5h, Daylight::america}},
    Named{"america/new_york", american_region(-5h)},
    Named{"america/phoenix", american(-7h)},
    Named{"america/sao_paulo", fixed(-3h)},
    Named{"america/toronto", {-5h, Daylight::america}},
    Named{"america/vancouver", {-8h, Daylight::america}},
    Named{"art", fixed(-3h)},
    Named{"asia/bangkok", fixed(7h)},
    Named{"asia/calcutta", fixed(5h + 30min)},
    Named{"asia/dhaka", fixed(6h)},
    Named{"asia/dubai", fixed(4h)},
    Named{"asia/ho_chi_minh", fixed(7h)},
    Named{"asia/hong_kong", fixed(8h)},
    Named{"asia/jakarta", fixed(7h)},
    Named{"asia/karachi", fixed(5h)},
    Named{"asia/kathmandu", fixed(5h + 45min)},
    Named{"asia/kolkata", fixed(5h + 30min)},
    Named{"asia/manila", fixed(8h)},
    Named{"asia/riyadh", fixed(3h)},
    Named{"asia/seoul", fixed(9h)},
    Named{"asia/shanghai", fixed(8h)},
    Named{"asia/singapore", fixed(8h)},
    Named{"asia/taipei", fixed(8h)},
    Named{"asia/tehran", fixed(3h + 30min)},
    Named{"asia/tokyo", fixed(9h)},
    Named{"ast", fixed(-4h)},
    Named{"atlantic/reykjavik", fixed(0h)},
    Named{"australia/adelaide", australian(9h + 30min)},
    Named{"australia/brisbane", fixed(10h)},
    Named{"australia/melbourne", australian(10h)},
    Named{"australia/perth", fixed(8h)},
    Named{"australia/sydney", australian(10h)},
    Named{"awst", fixed(8h)},
    Named{"brt", fixed(-3h)},
    Named{"bst", fixed(1h)},
    Named{"cdt", american(-5h)},
    Named{"cest", fixed(2h)},
    Named{"cet", fixed(1h)},
    Named{"cst", american(-6h)},
    Named{"ct", american_region(-6h)},
    Named{"edt", american(-4h)},
    Named{"eest", fixed(3h)},
    Named{"eet", fixed(2h)},
    Named{"est", american(-5h)},
    Named{"et", american_region(-5h)},
    Named{"europe/amsterdam", european(1h)},
    Named{"europe/athens", european(2h)},
    Named{"europe/belgrade", european(1h)},
    Named{"europe/berlin", european(1h)},
    Named{"europe/brussels", european(1h)},
    Named{"europe/bucharest", european(2h)},
    Named{"europe/budapest", european(1h)},
    Named{"europe/copenhagen", european(1h)},
    Named{"europe/dublin", european(0h)},
    Named{"europe/helsinki", european(2h)},
    Named{"europe/istanbul", fixed(3h)},
    Named{"europe/kiev", european(2h)},
    Named{"europe/kyiv", european(2h)},
    Named{"europe/lisbon", european(0h)},
    Named{"europe/london", european(0h)},
    Named{"europe/luxembourg", european(1h)},
    Named{"europe/madrid", european(1h)},
    Named{"europe/minsk", fixed(3h)},
    Named{"europe/moscow", fixed(3h)},
    Named{"europe/oslo", european(1h)},
    Named{"europe/paris", european(1h)},
    Named{"europe/prague", european(1h)},
    Named{"europe/riga", european(2h)},
    Named{"europe/rome", european(1h)},
    Named{"europe/sofia", european(2h)},
    Named{"europe/stockholm", european(1h)},
    Named{"europe/tallinn", european(2h)},
    Named{"europe/vienna", european(1h)},
    Named{"europe/vilnius", european(2h)},
    Named{"europe/warsaw", european(1h)},
    Named{"europe/zagreb", european(1h)},
    Named{"europe/zurich", european(1h)},
    Named{"gmt", fixed(0h)},
    Named{"gst", fixed(4h)},
    Named{"hkt", fixed(8h)},
    Named{"hst", american(-10h)},
    Named{"ict", fixed(7h)},
    Named{"idt", fixed(3h)},
    Named{"ist", fixed(5h + 30min)},
    Named{"jst", fixed(9h)},
    Named{"kst", fixed(9h)},
    Named{"mdt", american(-6h)},
    Named{"mest", fixed(2h)},
    Named{"mesz", fixed(2h)},
    Named{"met", fixed(1h)},
    Named{"mez", fixed(1h)},
    Named{"msd", fixed(4h)},
    Named{"msk", fixed(3h)},
    Named{"mst", american(-7h)},
    Named{"mt", american_region(-7h)},
    Named{"ndt", fixed(-2h - 30min)},
    Named{"nst", fixed(-3h - 30min)},
    Named{"nzdt", fixed(13h)},
    Named{"nzst", fixed(12h)},
    Named{"pacific/auckland", {12h, Daylight::new_zealand}},
    Named{"pacific/honolulu", american(-10h)},
    Named{"pdt", american(-7h)},
    Named{"pht", fixed(8h)},
    Named{"pkt", fixed(5h)},
    Named{"pst", american(-8h)},
    Named{"pt", american_region(-8h)},
    Named{"sast", fixed(2h)},
    Named{"sgt", fixed(8h)},
    Named{"trt", fixed(3h)},
    Named{"ut", fixed(0h)},
    Named{"utc", fixed(0h)},
    Named{"west", fixed(1h)},
    Named{"wet", fixed(0h)},
    Named{"wib", fixed(7h)},
    Named{"z", fixed(0h)},
};

constexpr bool ascending() {
    for (std::size_t i = 1; i < zones.size(); ++i) {
        if (!(zones[i - 1].name < zones[i].name)) return false;
    }
    return true;
}
static_assert(ascending(), "zones are found by halving");

/// Daylight saving time of one year as local clocks see it: from `begin` in standard time to `end`
/// in daylight time. In the south the year begins and ends inside it.
struct Season {
    local_seconds begin;
    local_seconds end;
};

Season season(const Zone& zone, year in) {
    using namespace std::chrono;
    switch (zone.daylight) {
        case Daylight::europe:  // Everywhere at 01:00 UTC (directive 2000/84/EC).
            return {local_days{in / March / Sunday[last]} + 1h + zone.offset,
                    local_days{in / October / Sunday[last]} + 2h + zone.offset};
        case Daylight::america:
            if (in < year{2007}) {  // Energy Policy Act of 2005
                return {local_days{in / April / Sunday[1]} + 2h,
                        local_days{in / October / Sunday[last]} + 2h};
            }
            return {local_days{in / March / Sunday[2]} + 2h,
                    local_days{in / November / Sunday[1]} + 2h};
        case Daylight::australia:
            if (in < year{2008}) {
                return {local_days{in / October / Sunday[last]} + 2h,
                        local_days{in / March / Sunday[last]} + 3h};
            }
            return {local_days{in / October / Sunday[1]} + 2h,
                    local_days{in / April / Sunday[1]} + 3h};
        case Daylight::new_zealand:
            return {local_days{in / September / Sunday[last]} + 2h,
                    local_days{in / April / Sunday[1]} + 3h};
        case Daylight::never:
            break;
    }
    return {};
}

}  // namespace

std::optional<Zone> zone(std::string_view name) {
    const auto found = std::partition_point(zones.begin(), zones.end(),
                                            [name](const Named& row) { return row.name < name; });
    if (found == zones.end() || found->name != name) return std::nullopt;
    return found->zone;
}

minutes offset_at(const Zone& zone, local_seconds local) {
    if (zone.daylight == Daylight::never) return zone.offset;
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(local)};
    const auto [begin, end] = season(zone, date.year());
    const bool summer = begin < end ? local >= begin && local < end : local >= begin || local < end;
    return summer ? zone.offset + 1h : zone.offset;
}

}  // namespace weir::dates
