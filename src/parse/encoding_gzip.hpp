#pragma once

#include <string>
#include <string_view>

namespace weir::parse {

struct Unpacked {
    std::string bytes;
    bool whole = false;  ///< The file was sound and within the limit.
};

/// True for the magic number of a gzip file (RFC 1952 section 2.3.1).
[[nodiscard]] bool is_gzip(std::string_view bytes);
/// The content of a gzip file, at most 64 MiB of it; of a damaged one, what comes before the
/// damage.
[[nodiscard]] Unpacked gunzip(std::string_view bytes);

}  // namespace weir::parse
