#pragma once

#include "cli/arguments.hpp"

#include <span>
#include <string_view>

/// One function a verb; each returns the exit code. They throw Failure (cli/session.hpp) with the
/// one line for stderr, or any std::exception for trouble in the environment.
namespace weir::cli {

int run(const Arguments& arguments);
int fetch(const Arguments& arguments);
int parse(const Arguments& arguments);
int lint(const Arguments& arguments);
int extract(const Arguments& arguments);
int discover(const Arguments& arguments);
int add(const Arguments& arguments);
int remove(const Arguments& arguments);
int import(const Arguments& arguments);
int items(const Arguments& arguments);
int search(const Arguments& arguments);
int show(const Arguments& arguments);
int feeds(const Arguments& arguments);
int status(const Arguments& arguments);
int moved(const Arguments& arguments);
int why(const Arguments& arguments);
int rules(const Arguments& arguments);
int mark(const Arguments& arguments);
int export_opml(const Arguments& arguments);
int publish(const Arguments& arguments);
int check(const Arguments& arguments);
int prune(const Arguments& arguments);
int backup(const Arguments& arguments);
int verify(const Arguments& arguments);

struct Verb {
    std::string_view name;
    std::string_view words;    ///< What its positional arguments are called: "[QUERY]...".
    std::string_view summary;  ///< One line of `weir --help`.
    std::string_view detail;   ///< What `weir VERB --help` adds.
    int (*function)(const Arguments&);
    std::size_t at_least = 0;  ///< Positional arguments it needs.
    std::size_t at_most = 0;
};

/// In the order of `weir --help`.
[[nodiscard]] std::span<const Verb> verbs();

}  // namespace weir::cli
