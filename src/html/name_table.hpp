#pragma once

#include "base/text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::html {

/// A hash table of fixed lower-case names, built by the compiler: name -> its place in the list.
/// Searching ignores ASCII case and takes the same time for known and unknown names.
template <std::size_t Count>
class NameTable {
public:
    constexpr explicit NameTable(const std::array<std::string_view, Count>& names) : names_(names) {
        for (std::size_t i = 0; i < Count; ++i) {
            if (names[i].empty()) continue;
            std::size_t slot = slot_of(names[i]);
            while (slots_[slot] != 0) slot = (slot + 1) % slot_count;
            slots_[slot] = static_cast<std::uint8_t>(i + 1);
            if (names[i].size() > longest_) longest_ = names[i].size();
        }
    }

    /// Place of `name` in the list; `Count` when it is not there.
    [[nodiscard]] constexpr std::size_t find(std::string_view name) const {
        if (name.empty() || name.size() > longest_) return Count;
        for (std::size_t slot = slot_of(name); slots_[slot] != 0; slot = (slot + 1) % slot_count) {
            const std::size_t place = slots_[slot] - 1U;
            if (equals_lower(name, names_[place])) return place;
        }
        return Count;
    }

    [[nodiscard]] constexpr std::string_view operator[](std::size_t place) const {
        return names_[place];
    }

private:
    static_assert(Count < 255, "a slot has eight bits, and 0 means free");
    // Three slots or more for each name: nearly every search ends at once.
    static constexpr std::size_t slot_count = 512;

    static constexpr std::size_t slot_of(std::string_view name) {
        std::size_t hash = name.size();
        for (const char c : name) hash = hash * 37 + static_cast<unsigned char>(ascii_lower(c));
        return (hash ^ (hash >> 9U)) % slot_count;
    }

    static constexpr bool equals_lower(std::string_view name, std::string_view lower_name) {
        if (name.size() != lower_name.size()) return false;
        for (std::size_t i = 0; i < name.size(); ++i)
            if (ascii_lower(name[i]) != lower_name[i]) return false;
        return true;
    }

    std::array<std::string_view, Count> names_;
    std::array<std::uint8_t, slot_count> slots_{};
    std::size_t longest_ = 0;
};

}  // namespace weir::html
