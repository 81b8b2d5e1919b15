#pragma once

#include <string>
#include <string_view>

namespace weir::test {

/// `body` in an HTTP content coding: "gzip", "deflate" (zlib wrapped) or "br".
[[nodiscard]] std::string encode(std::string_view coding, std::string_view body);

}  // namespace weir::test
