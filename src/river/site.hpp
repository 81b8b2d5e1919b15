#pragma once

#include "base/instant.hpp"
#include "config/config.hpp"
#include "store/store.hpp"

#include <functional>
#include <string>

namespace weir::river {

/// Who takes the files of a published folder.
struct SiteSink {
    /// `path` is relative, its parts separated by "/"; each comes once.
    std::function<void(const std::string& path, const std::string& body)> write;
    /// Something had to be left out: one sentence.
    std::function<void(const std::string& sentence)> remark;
};

/// The documents of the server as files: for each public output NAME.atom, .rss, .json and .html
/// with all older pages below archive/, for each feed and tag the first page, an item page for
/// every item among them, index.html, the style, the script, the icon and the subscriptions.
/// Private outputs are left out. The same store gives the same bytes. Worker thread; holds one page
/// at a time.
void render_site(const config::Config& config, Instant now, store::Reader& reader,
                 const SiteSink& sink);

}  // namespace weir::river
