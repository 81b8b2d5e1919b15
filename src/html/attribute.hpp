#pragma once

#include "html/tokenizer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace weir::html {

/// The attributes that any rule of this room reads; "data_" stands for "data-".
enum class Name : std::uint8_t {
    title,
    lang,
    dir,
    class_,
    id,
    name,
    href,
    hreflang,
    src,
    srcset,
    sizes,
    alt,
    width,
    height,
    type,
    media,
    poster,
    colspan,
    rowspan,
    scope,
    span,
    start,
    reversed,
    value,
    datetime,
    open,
    cite,
    style,
    rel,
    content,
    property,
    itemprop,
    charset,
    http_equiv,
    role,
    hidden,
    aria_hidden,
    // Where lazily loaded images keep their address, best first.
    data_src,
    data_original,
    data_lazy_src,
    data_orig_file,
    data_large_file,
    data_url,
    data_orig,
    data_srcset,
    data_lazy_srcset
};
inline constexpr std::size_t name_count = static_cast<std::size_t>(Name::data_lazy_srcset) + 1;

/// The attributes of one tag by name: the first of each, references not decoded.
class Attributes {
public:
    Attributes() = default;
    explicit Attributes(std::span<const Attribute> attributes);

    [[nodiscard]] bool has(Name name) const { return (present_ >> index(name) & 1U) != 0; }
    /// Empty when absent.
    [[nodiscard]] std::string_view operator[](Name name) const {
        if (!has(name)) return {};
        const Value& value = values_[index(name)];
        return {value.begin, value.size};
    }
    [[nodiscard]] bool empty() const { return present_ == 0; }

private:
    static constexpr std::size_t index(Name name) { return static_cast<std::size_t>(name); }

    struct Value {
        const char* begin;
        std::size_t size;
    };

    static_assert(name_count <= 64, "present_ has 64 bits");
    std::uint64_t present_ = 0;
    // Left uninitialised where present_ has no bit: most tags have no attributes at all, and
    // clearing these would cost more than reading the tag.
    std::array<Value, name_count> values_;
};

}  // namespace weir::html
