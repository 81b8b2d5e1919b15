#pragma once

#include "store/codec.hpp"
#include "store/connection.hpp"
#include "store/sketch_index.hpp"

namespace weir::store {

/// All that the writer thread works with.
struct Bench {
    Connection db;
    Codec codec;
    SketchIndex sketches;
    bool sketches_loaded = false;
    bool defer_index = true;
};

}  // namespace weir::store
