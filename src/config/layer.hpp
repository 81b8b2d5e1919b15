#pragma once

#include "config/section.hpp"
#include "model/subscription.hpp"

#include <optional>

namespace weir::config {

/// What one of [defaults], [tag.NAME] or [[feed]] says of polling, keeping and merging.
struct Layer {
    std::optional<std::optional<Seconds>> every;  ///< Inner nothing: adaptive.
    std::optional<Seconds> min_every;
    std::optional<Seconds> max_every;
    std::optional<std::optional<Seconds>> keep;  ///< Inner nothing: for ever.
    std::optional<std::size_t> keep_max;
    std::optional<Dedup> dedup;
    std::optional<int> weight;
    std::optional<FullText> full_text;
    std::optional<std::string> selector;
    std::optional<bool> honour_long_hints;
    std::optional<int> backfill;
};

[[nodiscard]] Layer read_layer(Section& section);

/// Writes what the layer says over what the layers before it said.
void apply(const Layer& layer, Subscription& subscription);

/// Reports a floor above the ceiling, if this layer is to blame for it. `merged` has the layer
/// applied.
void check_layer(const Layer& layer, const Subscription& merged, Section& section);

}  // namespace weir::config
