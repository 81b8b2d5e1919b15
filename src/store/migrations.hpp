#pragma once

#include <array>

namespace weir::store {

/// One step of the schema. Once released a step is never edited: a change is a new step.
struct Migration {
    int version;      ///< PRAGMA user_version once it is done.
    const char* sql;  ///< Run in one transaction.
};

/// Ascending and without gaps.
extern const std::array<Migration, 1> migrations;

}  // namespace weir::store
