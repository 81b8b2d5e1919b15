#include "cli/cli.hpp"

#include "cli/arguments.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>

namespace weir::cli {
namespace {

int refuse(const std::string& why, int code) {
    if (!why.empty()) fmt::print(stderr, "weir: {}\n", why);
    return code;
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
