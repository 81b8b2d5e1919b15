#pragma once

#include "model/entry.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace weir::identity {

/// Plain text of an entry's content: of content_html, else content_text, else summary.
[[nodiscard]] std::string plain_text(const Entry& entry);

/// content_hash() of an entry whose plain_text() is at hand.
[[nodiscard]] std::uint64_t content_hash(const Entry& entry, std::string_view text);

}  // namespace weir::identity
