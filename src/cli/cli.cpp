#include "cli/cli.hpp"

#include "cli/arguments.hpp"
#include "cli/complete.hpp"
#include "cli/pages.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace weir::cli {
namespace {

int refuse(const std::string& why, int code) {
    if (!why.empty()) fmt::print(stderr, "weir: {}\n", why);
    return code;
}

/// What only shells and the build ask for; absent when the command line is none of it.
std::optional<int> hidden_verb(int argc, char** argv) {
    const std::string_view verb = argc > 1 ? argv[1] : "";
    const std::vector<std::string> words(argv + std::min(argc, 2), argv + argc);
    if (verb == "__complete") return print_completion(words);
    if (verb != "__pages" || words.size() != 1) return std::nullopt;
    write_pages(words.front());
    return 0;
}

int dispatch(const Arguments& arguments) {
    const auto verb = std::ranges::find(verbs(), arguments.verb, &Verb::name);
    const int code = verb->function(arguments);
    // What could not be written did not work; a closed pipe is the reader's choice.
    if (std::fflush(stdout) != 0 && errno != EPIPE) return refuse("cannot write to stdout", 1);
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        if (const auto done = hidden_verb(argc, argv)) return *done;
        const auto arguments = read_arguments(argc, argv);
        if (!arguments) {
            if (arguments.error().code != 0)
                return refuse(arguments.error().text, arguments.error().code);
            fmt::print("{}", arguments.error().text);
            return 0;
        }
        return dispatch(*arguments);
    } catch (const Failure& failure) {
        return refuse(failure.what(), failure.code());
    } catch (const ClosedPipe&) {
        return 0;
    } catch (const std::exception& error) {
        return refuse(error.what(), 1);
    }
}

}  // namespace weir::cli
