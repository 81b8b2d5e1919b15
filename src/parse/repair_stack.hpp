#pragma once

#include "parse/repair_names.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace weir::parse {

/// An element whose end tag has not come yet.
struct OpenElement {
    std::string_view name;  ///< As its start tag had it.
    Role role = Role::none;
    std::size_t feed_element = 0;  ///< Place of the nearest one of a feed, itself included.
};

/// The open elements, outermost first. Names are found in any letter case.
class OpenElements {
public:
    /// More open elements than this are no feed, but an attack or a machine gone wild.
    static constexpr std::size_t most = 512;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    [[nodiscard]] bool empty() const { return open_.empty(); }
    [[nodiscard]] std::size_t size() const { return open_.size(); }
    [[nodiscard]] bool full() const { return open_.size() == most; }
    [[nodiscard]] const OpenElement& top() const { return open_.back(); }
    [[nodiscard]] const OpenElement& operator[](std::size_t place) const { return open_[place]; }

    void push(std::string_view name, Role role);
    void pop();
    /// Place of the innermost one of that name.
    [[nodiscard]] std::size_t find(std::string_view name) const;
    /// Place of the innermost one that is of a feed.
    [[nodiscard]] std::size_t feed_element() const;

private:
    std::vector<OpenElement> open_;
    std::vector<std::uint64_t> hashes_;  ///< Of the names, so that a search reads 4 KiB at most.
};

}  // namespace weir::parse
