#include "store/sketch_index.hpp"

#include <algorithm>
#include <utility>

namespace weir::store {
namespace {

constexpr std::int64_t week_seconds = 7 * 86400;
constexpr std::size_t kept_weeks = 4;
// A value that more items have is boilerplate of a site, not a story.
constexpr std::size_t common_value = 64;
constexpr std::size_t fewest_shared = 2;
constexpr std::size_t most_candidates = 8;
constexpr std::size_t first_slots = 1024;

std::int64_t week_of(Instant at) {
    return at.time_since_epoch().count() / week_seconds;
}

}  // namespace

// The values are the smallest hashes of a text, so their high bits are alike: spread them first.
std::size_t SketchIndex::Week::place(std::uint32_t value) const {
    const std::uint64_t spread = (value * 0x9E3779B97F4A7C15ULL) >> 32U;
    return static_cast<std::size_t>((spread * slots_.size()) >> 32U);
}

void SketchIndex::Week::insert(Slot slot) {
    std::size_t same = 0;
    for (auto at = place(slot.value);; at = at + 1 == slots_.size() ? 0 : at + 1) {
        if (slots_[at].value == 0) {
            slots_[at] = slot;
            ++used_;
            return;
        }
        // One beyond the limit marks the value as common; more would only lengthen the run.
        if (slots_[at].value == slot.value && ++same > common_value) return;
    }
}

void SketchIndex::Week::grow() {
    // By half, not double: keeps the load between 0.53 and 0.8.
    const auto larger = std::max(first_slots, slots_.size() + slots_.size() / 2);
    auto before = std::exchange(slots_, std::vector<Slot>(larger));
    used_ = 0;
    for (const auto& slot : before) {
        if (slot.value != 0) insert(slot);
    }
}

void SketchIndex::Week::add(ItemId item, Instant first_seen, const identity::Sketch& sketch) {
    if ((used_ + sketch.size()) * 5 > slots_.size() * 4) grow();
    const auto number = static_cast<std::uint32_t>(items_.size());
    items_.push_back({item, first_seen});
    for (const auto value : sketch) {
        if (value != 0) insert({value, number});
    }
}

void SketchIndex::Week::collect(const identity::Sketch& sketch, Instant since,
                                std::vector<ItemId>& hits) const {
    if (slots_.empty()) return;
    for (std::size_t i = 0; i < sketch.size(); ++i) {
        const auto value = sketch[i];
        // The lead's values may occur among those of the whole text: each counts once.
        const auto end = sketch.begin() + static_cast<std::ptrdiff_t>(i);
        if (value == 0 || std::find(sketch.begin(), end, value) != end) continue;
        const auto before = hits.size();
        std::size_t same = 0;
        for (auto at = place(value); slots_[at].value != 0;
             at = at + 1 == slots_.size() ? 0 : at + 1) {
            if (slots_[at].value != value) continue;
            ++same;
            const auto& item = items_[slots_[at].item];
            if (item.first_seen >= since) hits.push_back(item.id);
        }
        if (same > common_value) hits.resize(before);
        // One item may have the value twice, for lead and whole text.
        const auto first = hits.begin() + static_cast<std::ptrdiff_t>(before);
        std::sort(first, hits.end());
        hits.erase(std::unique(first, hits.end()), hits.end());
    }
}

std::size_t SketchIndex::Week::bytes() const {
    return slots_.capacity() * sizeof(Slot) + items_.capacity() * sizeof(Item);
}

void SketchIndex::add(ItemId item, Instant first_seen, const identity::Sketch& sketch) {
    if (std::all_of(sketch.begin(), sketch.end(), [](auto value) { return value == 0; })) return;
    const auto number = week_of(first_seen);
    auto week = std::find_if(weeks_.begin(), weeks_.end(),
                             [&](const Week& one) { return one.number() == number; });
    if (week == weeks_.end()) {
        weeks_.emplace_back(number);
        std::sort(weeks_.begin(), weeks_.end(),
                  [](const Week& a, const Week& b) { return a.number() < b.number(); });
        if (weeks_.size() > kept_weeks) weeks_.erase(weeks_.begin());
        week = std::find_if(weeks_.begin(), weeks_.end(),
                            [&](const Week& one) { return one.number() == number; });
        if (week == weeks_.end()) return;  // Older than all that is kept.
    }
    week->add(item, first_seen, sketch);
}

std::vector<ItemId> SketchIndex::similar(const identity::Sketch& sketch, Instant now) const {
    const auto since = now - story_window;
    std::vector<ItemId> hits;
    for (const auto& week : weeks_) {
        if (week.number() >= week_of(since)) week.collect(sketch, since, hits);
    }
    std::sort(hits.begin(), hits.end());
    std::vector<std::pair<std::size_t, ItemId>> shared;
    for (std::size_t from = 0; from < hits.size();) {
        auto to = from;
        while (to < hits.size() && hits[to] == hits[from]) ++to;
        if (to - from >= fewest_shared) shared.emplace_back(to - from, hits[from]);
        from = to;
    }
    // The most values in common first; among equals the one that told it first.
    const auto order = [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    };
    std::sort(shared.begin(), shared.end(), order);
    if (shared.size() > most_candidates) shared.resize(most_candidates);
    std::vector<ItemId> items;
    items.reserve(shared.size());
    for (const auto& one : shared) items.push_back(one.second);
    return items;
}

std::size_t SketchIndex::size() const {
    std::size_t items = 0;
    for (const auto& week : weeks_) items += week.size();
    return items;
}

std::size_t SketchIndex::bytes() const {
    std::size_t bytes = 0;
    for (const auto& week : weeks_) bytes += week.bytes();
    return bytes;
}

}  // namespace weir::store
