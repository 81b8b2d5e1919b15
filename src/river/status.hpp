#pragma once

#include "config/config.hpp"
#include "river/pages.hpp"
#include "river/shelf.hpp"
#include "store/store.hpp"

namespace weir::river {

/// Gathers what the status page shows. Worker thread.
[[nodiscard]] StatusPage collect_status(const Nav& nav, const config::Config& config,
                                        const Live& live, Instant now, store::Reader& reader);

/// Resident memory of this process in bytes; 0 where the system does not tell.
[[nodiscard]] std::uint64_t resident_memory();

}  // namespace weir::river
