#include "identity/identity.hpp"
#include "identity/text_words.hpp"

#include <algorithm>
#include <span>

namespace weir::identity {
namespace {

constexpr std::size_t lead_values = 12;

// Keeps the smallest of the values it is shown, each once, in a part of a sketch.
class Smallest {
public:
    explicit Smallest(std::span<std::uint32_t> place) : place_(place) {}

    void show(std::uint32_t value) {
        if (used_ == place_.size() && value >= place_.back()) return;
        const auto end = place_.begin() + static_cast<std::ptrdiff_t>(used_);
        const auto at = std::lower_bound(place_.begin(), end, value);
        if (at != end && *at == value) return;
        const auto last = used_ == place_.size() ? end - 1 : end;
        std::move_backward(at, last, last + 1);
        *at = value;
        used_ = std::min(used_ + 1, place_.size());
    }

private:
    std::span<std::uint32_t> place_;
    std::size_t used_ = 0;
};

// 0 stands for an empty place.
std::uint32_t value_of(std::uint64_t shingle) {
    return std::max(static_cast<std::uint32_t>(shingle >> 32U), 1U);
}

}  // namespace

Fingerprint fingerprint(std::string_view title, std::string_view text) {
    const auto words = read_words(title, text);
    Fingerprint out;
    out.words = static_cast<std::uint32_t>(words.size());
    if (words.size() < fewest_words) return out;

    const std::span<std::uint32_t> sketch(out.sketch);
    const auto lead = sketch.first(lead_values);
    Smallest of_lead(lead);
    for (std::size_t i = 0; i < shingle_count(std::min(words.size(), lead_words)); ++i) {
        of_lead.show(value_of(shingle(words, i)));
    }
    Smallest of_all(sketch.subspan(lead_values));
    for (std::size_t i = 0; i < shingle_count(words.size()); ++i) {
        const std::uint32_t value = value_of(shingle(words, i));
        // One place for one value: readers count the values that two sketches share.
        if (!std::binary_search(lead.begin(), std::find(lead.begin(), lead.end(), 0U), value)) {
            of_all.show(value);
        }
    }
    return out;
}

}  // namespace weir::identity
