#pragma once

#include <cstdio>
#include <cstdlib>

namespace weir::fuzz {

/// Ends the process when a promise is broken, so that the fuzzer keeps the input.
inline void require(bool kept, const char* promise) {
    if (kept) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

}  // namespace weir::fuzz
