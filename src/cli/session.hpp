#pragma once

#include "cli/arguments.hpp"
#include "config/config.hpp"
#include "query/query.hpp"
#include "store/store.hpp"

#include <memory>
#include <stdexcept>
#include <string>

namespace weir::cli {

/// Ends a verb: `what()` is the one line for stderr (without "weir: "; empty prints nothing).
class Failure : public std::runtime_error {
public:
    explicit Failure(const std::string& why, int code = 1) : std::runtime_error(why), code_(code) {}
    [[nodiscard]] int code() const { return code_; }

private:
    int code_;
};

/// The reader of our stdout has gone: nothing more is to be done, and nothing is wrong.
struct ClosedPipe {};

/// Writes to stdout; throws ClosedPipe or Failure when that is not possible.
void out(std::string_view text);

/// The configuration of the command line. Prints every problem and throws Failure with code 2 when
/// there is none or it does not load.
[[nodiscard]] std::shared_ptr<const config::Config> load_config(const Arguments& arguments);

/// The path of the configuration in use; throws Failure with code 2 when there is none.
[[nodiscard]] std::filesystem::path config_path(const Arguments& arguments);

/// The query that positional words make; throws Failure with code 2 and the column of a mistake.
[[nodiscard]] query::Query read_query(const std::vector<std::string>& words);

/// An item's number; throws Failure with code 2 for anything else.
[[nodiscard]] ItemId read_id(const std::string& word);

}  // namespace weir::cli
