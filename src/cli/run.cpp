#include "app/daemon.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace weir::cli {

int run(const Arguments& arguments) {
    app::DaemonOptions options;
    options.louder = arguments.louder;
    options.demo = arguments.demo;
    if (arguments.colour != Colour::automatic) options.colour = arguments.colour == Colour::always;
    if (!options.demo) options.config_file = config_path(arguments);
    return app::run_daemon(options);
}

}  // namespace weir::cli
