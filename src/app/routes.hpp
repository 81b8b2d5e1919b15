#pragma once

#include "river/shelf.hpp"
#include "serve/http.hpp"

#include <string>

namespace weir::app {

/// What /healthz answers from. Loop thread only.
struct Health {
    std::string store_error;  ///< Why the last poll's result could not be stored; empty: it could.
};

class Meters;

/// Paths of the daemon itself (/healthz, /metrics), then the shelf's, then 404. Anything but
/// GET is answered 405. The references must outlive the server.
[[nodiscard]] serve::Handler make_router(river::Shelf& shelf, const Health& health, Meters& meters);

}  // namespace weir::app
