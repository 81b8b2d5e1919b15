#pragma once

#include <tl/expected.hpp>

#include <type_traits>
#include <utility>

namespace weir {

/// A value, or the error that stood in its way. For what the outside world may do to us (hosts,
/// feeds, configuration); trouble in our own environment (disk, memory) is an exception.
template <class T, class E>
using Result = tl::expected<T, E>;

/// `return fail(Error{...});` ends a function of Result type with that error.
template <class E>
[[nodiscard]] auto fail(E&& error) {
    return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}  // namespace weir
