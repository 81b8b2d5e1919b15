#pragma once

#include "fetch/curl_fetcher.hpp"
#include "fetch/easy.hpp"

#include <string>

namespace weir::fetch {

/// What a transfer that libcurl gave up means: its kind, and a sentence that says what happened,
/// why, and what can be done about it. Pure; `url` is the hop that failed.
[[nodiscard]] Error explain(const Report& report, const std::string& url, const Options& options);

}  // namespace weir::fetch
