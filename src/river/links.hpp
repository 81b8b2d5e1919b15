#pragma once

#include <string>
#include <string_view>

namespace weir::river {

/// How pages name each other: by the server's paths, or relative to a file of a published folder,
/// which then works below any address. Paths are ours, "/tag/a%26b", escaped for URLs.
struct Links {
    std::string root = "/";  ///< In front of every address: "/", or from a file the way up ("../").
    bool files = false;      ///< Pages are files: nothing searches, nothing tells the status.

    [[nodiscard]] std::string file(std::string_view path) const {
        return root + std::string{path.substr(1)};
    }
    [[nodiscard]] std::string page(std::string_view path) const {
        if (!files) return file(path);
        return path == "/" ? root + "index.html" : file(path) + ".html";
    }
};

}  // namespace weir::river
