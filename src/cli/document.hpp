#pragma once

#include "cli/arguments.hpp"

#include <string>

namespace weir::cli {

/// A document named on the command line: its bytes and what its answer said of it.
struct Document {
    std::string name;  ///< As it was named.
    std::string bytes;
    std::string url;           ///< Base: --url, else where it came from; empty for a file.
    std::string content_type;  ///< --content-type, else of the answer.
};

/// The file that "PATH" or "file://PATH" names.
[[nodiscard]] std::string local_path(const std::string& name);

/// Reads "-" (stdin), an http(s) URL, or a file. Throws Failure with one line that names it.
[[nodiscard]] Document read_document(const std::string& name, const Arguments& arguments);

}  // namespace weir::cli
