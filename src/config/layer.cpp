#include "config/layer.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace weir::config {
namespace {

template <class T>
void put(const std::optional<T>& from, T& to) {
    if (from) to = *from;
}

}  // namespace

Layer read_layer(Section& section) {
    using namespace std::chrono_literals;
    Layer layer;
    layer.every = section.duration_or("every", "adaptive");
    layer.min_every = section.duration("min_every", 1s);
    layer.max_every = section.duration("max_every", 1s);
    layer.keep = section.duration_or("keep", "forever");
    if (const auto count = section.integer("keep_max", 0, std::numeric_limits<int>::max())) {
        layer.keep_max = static_cast<std::size_t>(*count);
    }
    static constexpr std::array dedups{Dedup::id, Dedup::url, Dedup::story};
    if (const auto at = section.one_of("dedup", {"id", "url", "story"})) layer.dedup = dedups[*at];
    if (const auto weight = section.integer("weight", -1'000'000, 1'000'000)) {
        layer.weight = static_cast<int>(*weight);
    }
    static constexpr std::array full_texts{FullText::never, FullText::automatic, FullText::always};
    if (const auto at = section.one_of("full_text", {"never", "auto", "always"})) {
        layer.full_text = full_texts[*at];
    }
    layer.selector = section.line_of_text("selector");
    layer.honour_long_hints = section.flag("honour_long_hints");
    if (const auto pages = section.integer("backfill", 0, 10)) {
        layer.backfill = static_cast<int>(*pages);
    }
    return layer;
}

void apply(const Layer& layer, Subscription& subscription) {
    put(layer.every, subscription.every);
    put(layer.min_every, subscription.min_every);
    put(layer.max_every, subscription.max_every);
    put(layer.keep, subscription.keep);
    put(layer.keep_max, subscription.keep_max);
    put(layer.dedup, subscription.dedup);
    put(layer.weight, subscription.weight);
    put(layer.full_text, subscription.full_text);
    put(layer.selector, subscription.selector);
    put(layer.honour_long_hints, subscription.honour_long_hints);
    put(layer.backfill, subscription.backfill);
}

void check_layer(const Layer& layer, const Subscription& merged, Section& section) {
    if (!layer.min_every && !layer.max_every) return;
    if (merged.min_every <= merged.max_every) return;
    const auto* key = layer.min_every ? "min_every" : "max_every";
    section.problems().error(section.line_of(key),
                             fmt::format("min_every ({}) is longer than max_every ({}) in {}",
                                         format_duration(merged.min_every),
                                         format_duration(merged.max_every), section.label()));
}

}  // namespace weir::config
